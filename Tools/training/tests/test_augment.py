"""Crops: alignment, determinism, shares."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import torch

from ragweed_training.augment import (
    AugmentOptions,
    CropSource,
    cast_shadows,
    cut,
    draw_crop,
    draw_geometry,
    draw_pasted_crop,
    to_input,
)
from ragweed_training.data import CROP, IGNORE, WEED, Sample, SetSpec, load_split


def plain_sample(size_px: int = 200) -> Sample:
    """Return an image whose red channel is its label times 100."""
    label = np.zeros((size_px, size_px), np.uint8)
    label[60:120, 30:90] = WEED
    label[20:50, 120:180] = CROP
    image = np.repeat(label[..., None] * np.uint8(100), 3, axis=2)
    points = np.array([[60, 90]], np.int32)
    return Sample("plain", image, label, points, points)


def test_image_and_label_stay_aligned() -> None:
    """After any geometry the pixel values still say the label, but for blended borders."""
    sample = plain_sample()
    options = AugmentOptions(crop_px=64)
    rng = np.random.default_rng(0)
    for _ in range(20):
        matrix = draw_geometry(sample, options, rng)
        flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
        image = cv2.warpAffine(sample.image, matrix, (64, 64), flags=flags)
        label = cv2.warpAffine(sample.label, matrix, (64, 64), flags=flags)
        assert np.array_equal(image[..., 0], label * np.uint8(100))


def test_shrunk_crops_stay_aligned() -> None:
    """Down to a fifth, shrunk by area first: pixel values still say the label off the borders."""
    sample = plain_sample(400)
    options = AugmentOptions(crop_px=64, far_share=1.0)
    rng = np.random.default_rng(4)
    for _ in range(30):
        image, label = cut(sample, options, rng)
        known = label != IGNORE
        wanted = np.where(known, label, 0) * 100.0
        wrong = np.abs(image[..., 0] - wanted)[known] > 50
        # Regions are 4 pixels and more wide here; their outlines may blend.
        assert wrong.mean() < 0.02
    assert (label == IGNORE).mean() < 0.5


def test_pasted_plants_bring_their_labels() -> None:
    """A bare ground gets the donor's plants, and only them."""
    donor = plain_sample()
    ground = np.full((200, 200, 3), 40, np.uint8)
    none = np.zeros((0, 2), np.int32)
    bare = Sample("bare", ground, np.zeros((200, 200), np.uint8), none, none)
    options = AugmentOptions(crop_px=64, scale_min=1.0, scale_max=1.0, weed_focus=1.0)
    rng = np.random.default_rng(2)
    labels = [draw_pasted_crop(bare, donor, options, rng)[1] for _ in range(10)]
    assert all((label == WEED).any() for label in labels)
    assert not any((draw_crop(bare, options, rng)[1] == WEED).any() for _ in range(10))


def test_shadows_only_darken() -> None:
    """Patches of at least 30 % less light, never more light."""
    image = np.full((64, 64, 3), 200, np.uint8)
    rng = np.random.default_rng(3)
    shaded = [cast_shadows(image, rng) for _ in range(10)]
    assert all(int(result.max()) <= 200 for result in shaded)
    assert min(int(result.min()) for result in shaded) < 140


def test_options_that_are_off_change_nothing(tiny_set: Path) -> None:
    """Earlier commands draw the crops that they drew: the options cost no random number."""
    samples = load_split(SetSpec("tiny", tiny_set), "train")
    plain = CropSource([samples], [1.0], 2, 7, AugmentOptions(crop_px=32))
    unused = AugmentOptions(crop_px=32, far_min=0.1, far_share=0.0, paste_share=0.0, light=1.0)
    other = CropSource([samples], [1.0], 2, 7, unused)
    assert np.array_equal(plain.batch_arrays(3)[0], other.batch_arrays(3)[0])


def test_crop_covers_the_image_not_the_outside() -> None:
    """Without free rotation a crop of a large image holds hardly any ignored pixels."""
    sample = plain_sample(400)
    options = AugmentOptions(crop_px=64, scale_min=1.0, scale_max=1.0)
    rng = np.random.default_rng(1)
    ignored = [float((draw_crop(sample, options, rng)[1] == IGNORE).mean()) for _ in range(40)]
    assert np.median(ignored) == 0.0
    assert np.mean(ignored) < 0.05


def test_batches_depend_on_seed_and_step(tiny_set: Path) -> None:
    """A resumed run draws what the interrupted one would have drawn."""
    samples = load_split(SetSpec("tiny", tiny_set), "train")
    options = AugmentOptions(crop_px=32)
    first = CropSource([samples], [1.0], 3, 7, options).batch_arrays(5)
    second = CropSource([samples], [1.0], 3, 7, options).batch_arrays(5)
    other = CropSource([samples], [1.0], 3, 7, options).batch_arrays(6)
    assert np.array_equal(first[0], second[0]) and np.array_equal(first[1], second[1])
    assert not np.array_equal(first[0], other[0])
    assert set(np.unique(first[1])) <= {0, WEED, CROP, IGNORE}


def test_shares_decide_the_set(tiny_set: Path) -> None:
    """A share of zero never shows."""
    samples = load_split(SetSpec("tiny", tiny_set), "train")
    source = CropSource([samples, []], [2.0, 0.0], 2, 0, AugmentOptions(crop_px=32))
    assert source.shares == [1.0, 0.0]
    images, labels = source(0)
    assert images.shape == (2, 32, 32, 3) and labels.shape == (2, 32, 32)


def test_input_range() -> None:
    """0..255 becomes -1..1, channels first."""
    pixels = torch.tensor([[[[0, 255, 0]]]], dtype=torch.uint8)
    blob = to_input(pixels, torch.device("cpu"))
    assert blob.shape == (1, 3, 1, 1)
    assert blob.flatten().tolist() == [-1.0, 1.0, -1.0]
