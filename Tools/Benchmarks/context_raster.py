"""A SYNTHETIC raster for the context model: smooth patches under a slow change of brightness."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from peer_models import CONTEXT_STEPS, CONTEXT_ZERO
from rasterio.transform import from_origin
from scipy.ndimage import gaussian_filter, zoom

SEED = 5
PATCH_PX, PATCH_STEP_PX = 24, 8
SLOW_PX, SLOW_STEP_PX, SLOW_SHARE = 400, 32, 0.8
AMPLITUDE = 0.05


def noise(
    rng: np.random.Generator, side_px: int, sigma_px: int, step_px: int
) -> NDArray[np.float32]:
    """Smooth noise with a deviation of 1.

    Args:
        rng: Draws it.
        side_px: Its side.
        sigma_px: How smooth it is.
        step_px: How coarsely it is drawn before it is enlarged.

    Returns:
        The field.
    """
    side = side_px // step_px
    coarse = gaussian_filter(rng.normal(size=(side, side)), sigma_px / step_px, mode="wrap")
    fine: NDArray[np.float32] = zoom(coarse / coarse.std(), step_px, order=1).astype(np.float32)
    return fine


def write_context_raster(path: Path, side_px: int = 4096) -> None:
    """Writes the raster; its green band carries the values that the context model compares.

    Args:
        path: The GeoTIFF.
        side_px: Its side.
    """
    rng = np.random.default_rng(SEED)
    values = noise(rng, side_px, PATCH_PX, PATCH_STEP_PX)
    values += SLOW_SHARE * noise(rng, side_px, SLOW_PX, SLOW_STEP_PX)
    green = np.clip(CONTEXT_ZERO + CONTEXT_STEPS * AMPLITUDE * values, 0, 255).astype(np.uint8)
    other = np.full_like(green, 100)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=side_px,
        height=side_px,
        count=3,
        dtype="uint8",
        crs="EPSG:32633",
        transform=from_origin(638133, 5312399, 0.01, 0.01),
        compress="deflate",
        predictor=2,
        tiled=True,
        blockxsize=512,
        blockysize=512,
        photometric="RGB",
    ) as dataset:
        dataset.write(np.stack([other, green, other]))
        dataset.update_tags(TIFFTAG_IMAGEDESCRIPTION="SYNTHETIC: noise, no field. CC0-1.0")
