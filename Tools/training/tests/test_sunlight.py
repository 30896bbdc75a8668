"""Light: what is a plant, where its shadow falls, what stays as it was."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ragweed_training.augment import AugmentOptions, CropSource
from ragweed_training.data import Sample
from ragweed_training.sunlight import plant_cover, relight, shadow_of

LEAF = (60, 140, 50)
GROUND = (150, 120, 95)


def field(size_px: int = 96) -> NDArray[np.uint8]:
    """Return brown ground with one square green plant of 16 pixels in its middle."""
    image = np.full((size_px, size_px, 3), GROUND, np.uint8)
    image[40:56, 40:56] = LEAF
    return image


def test_plants_are_what_is_green() -> None:
    """The plant is covered, the ground is not, whatever the exposure."""
    for exposure in (0.4, 1.0, 1.6):
        cover = plant_cover(np.clip(field() * exposure, 0, 255).astype(np.uint8))
        assert cover[44:52, 44:52].min() > 0.9
        assert cover[:36].max() < 0.1


def test_shadow_falls_away_from_the_sun() -> None:
    """Ten pixels to the right: there it is dark, to the left and beyond its reach it is not."""
    shadow = shadow_of(plant_cover(field()), angle=0.0, length_px=10, softness_px=0.7)
    assert shadow[48, 58:63].min() > 0.8
    assert shadow[48, :38].max() < 0.1
    assert shadow[48, 72:].max() < 0.1
    assert shadow[:36].max() < 0.1


def test_ground_in_shadow_is_darker_than_in_light() -> None:
    """Over many draws the ground beside the plant is darkened in most of them."""
    darkened = 0
    for seed in range(40):
        lit = relight(field(), np.random.default_rng(seed)).astype(np.float32)
        ground = lit.mean(axis=2)
        darkened += bool(ground[24:72, 24:72].min() < 0.8 * ground[:8, :8].mean())
        # Ground out of reach keeps one brightness.
        assert np.ptp(ground[:4, :4]) <= 2
    assert 20 <= darkened <= 40


def test_light_is_drawn_by_the_seed_and_only_when_asked() -> None:
    """The same step gives the same crops; another share lights the first anew, its labels stay."""
    points = np.array([[48, 48]], np.int32)
    label = np.zeros((96, 96), np.uint8)
    label[40:56, 40:56] = 1
    sample = Sample("field", field(), label, points, points)
    images, labels = [], []
    for share in (0.0, 1.0, 1.0):
        options = AugmentOptions(crop_px=64, sun_share=share)
        image, drawn = CropSource([[sample]], [1.0], 4, 5, options).batch_arrays(3)
        images.append(image)
        labels.append(drawn)
        assert drawn.shape == (4, 64, 64)
    assert np.array_equal(images[1], images[2])
    assert not np.array_equal(images[0], images[1])
    assert not np.array_equal(images[0][0], images[1][0])
    assert np.array_equal(labels[0][0], labels[1][0])
