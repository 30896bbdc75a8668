"""Figures read off masks, on masks small enough to count by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import rasterio
from mask_figures import seam_counts, shift_consistency, write_shifted, wrong_pixels
from peer_models import TILE_PX, context, per_pixel
from rasterio.transform import from_origin


def test_a_seam_is_the_column_with_the_most_changes() -> None:
    """Three of four rows change between columns 1 and 2, one between 3 and 4."""
    mask = np.zeros((4, 6), bool)
    mask[:3, 2:] = True
    mask[3, 4:] = True
    assert seam_counts(mask) == (3, 0)


def test_consistency_is_the_iou_of_the_common_ground() -> None:
    """Of three pixels that either mask has, one is in both; the lost row does not count."""
    mask = np.zeros((3, 3), bool)
    mask[0] = True
    mask[1, 1] = mask[1, 2] = True
    shifted = np.array([[True, False], [True, False]])
    assert shift_consistency(mask, shifted, 1) == pytest.approx(1 / 3)
    assert shift_consistency(np.zeros((2, 2), bool), np.zeros((1, 1), bool), 1) == 1


def scored(model: onnx.ModelProto, image: np.ndarray) -> np.ndarray:
    """The probability of weed of an RGB tile of bytes."""
    session = onnxruntime.InferenceSession(model.SerializeToString())
    blob = image.astype(np.float32).transpose(2, 0, 1)[None] / np.float32(255)
    probabilities: np.ndarray = session.run(None, {"image": blob})[0]
    weed: np.ndarray = probabilities[0, 1]
    return weed


def test_the_per_pixel_model_is_what_wrong_pixels_counts_against(tmp_path: Path) -> None:
    """Random bytes: the model and the count agree at every pixel, and a flipped one is found."""
    image = np.random.default_rng(3).integers(0, 256, (TILE_PX, TILE_PX, 3), np.uint8)
    source = tmp_path / "random.tif"
    shape = {"width": TILE_PX, "height": TILE_PX, "count": 3, "dtype": "uint8"}
    where = {"crs": "EPSG:32633", "transform": from_origin(500000, 5300000, 0.01, 0.01)}
    with rasterio.open(source, "w", driver="GTiff", **shape, **where) as dataset:
        dataset.write(image.transpose(2, 0, 1))
    mask = scored(per_pixel(), image) > 0.5
    assert 0.3 < mask.mean() < 0.6
    assert wrong_pixels(mask, source) == 0
    mask[5, 7] = not mask[5, 7]
    assert wrong_pixels(mask, source) == 1
    shifted = tmp_path / "shifted.tif"
    write_shifted(source, shifted, 100)
    with rasterio.open(shifted) as dataset:
        assert (dataset.read() == image[100:, 100:].transpose(2, 0, 1)).all()
        assert dataset.transform.c == pytest.approx(500001)


def test_the_context_model_compares_with_the_mean_of_the_tile() -> None:
    """The same pixel is weed on dark ground and none on bright ground."""
    dark = np.full((TILE_PX, TILE_PX, 3), 100, np.uint8)
    bright = np.full((TILE_PX, TILE_PX, 3), 180, np.uint8)
    dark[0, 0] = bright[0, 0] = 150
    assert scored(context(), dark)[0, 0] > 0.5
    assert scored(context(), bright)[0, 0] < 0.5
