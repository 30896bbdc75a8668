"""Tiled prediction."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from ragweed_training.tiling import predict_weed, rescale, tile_starts


def red_runner(blob: NDArray[np.float32]) -> NDArray[np.float32]:
    """Stand in for a network: the weed probability is the red channel."""
    red = (blob[:, 0] + 1) / 2
    return np.stack([1 - red, red], axis=1)


@pytest.mark.parametrize("shape", [(20, 30), (64, 64), (65, 200), (10, 90)])
@pytest.mark.parametrize("overlap_px", [0, 16])
def test_a_pixelwise_network_survives_tiling(shape: tuple[int, int], overlap_px: int) -> None:
    """Blending must neither move nor lose a pixel."""
    image = np.random.default_rng(0).integers(0, 256, (*shape, 3)).astype(np.uint8)
    weed = predict_weed(image, red_runner, tile_px=64, overlap_px=overlap_px)
    assert weed.shape == shape
    assert np.allclose(weed, image[..., 0] / 255, atol=1e-5)


def test_tiles_reach_both_ends() -> None:
    """Tiles overlap at least as asked."""
    starts = tile_starts(1280, 512, 128)
    assert starts[0] == 0 and starts[-1] == 1280 - 512
    assert max(b - a for a, b in pairwise(starts)) <= 512 - 128
    assert tile_starts(512, 512, 128) == [0]


def test_a_higher_flight_averages_pixels_and_picks_labels() -> None:
    """At half the size a pixel is the mean of four, and a label is one of those that were there."""
    image = np.zeros((4, 6, 3), np.uint8)
    image[0, 0] = 100
    label = np.zeros((4, 6), np.uint8)
    label[2:, 4:] = 255
    small, picked = rescale(image, label, 0.5)
    assert small.shape == (2, 3, 3) and picked.shape == (2, 3)
    assert (small[0, 0] == 25).all() and small[1:].sum() == 0
    assert picked.tolist() == [[0, 0, 0], [0, 0, 255]]
    assert rescale(image, label, 1.0)[0] is image
