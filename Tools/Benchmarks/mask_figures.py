"""What can be read off a mask: wrong pixels, seams, consistency under a shift, area of polygons."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from peer_models import CONTEXT_OFFSET, CONTEXT_STEPS, PIXEL_LIMIT
from rasterio.windows import Window

Mask = NDArray[np.bool_]


def read_mask(path: Path) -> Mask:
    """Reads a mask.

    Args:
        path: Its GeoTIFF.

    Returns:
        Where it says weed.
    """
    with rasterio.open(path) as dataset:
        weed: Mask = dataset.read(1) == 1
    return weed


def wrong_pixels(mask: Mask, source: Path) -> int:
    """Counts where a mask is not what the per-pixel model says.

    Args:
        mask: The mask.
        source: The raster that it was made of.

    Returns:
        The number of pixels.
    """
    with rasterio.open(source) as dataset:
        red, green, blue = dataset.read().astype(np.int32)
    return int(np.count_nonzero(mask != (2 * green - red - blue > PIXEL_LIMIT)))


def untiled(source: Path) -> Mask:
    """The mask that the context model would give to a raster in one tile.

    Args:
        source: The raster.

    Returns:
        Where it says weed.
    """
    with rasterio.open(source) as dataset:
        values = dataset.read(2).astype(np.float64) / CONTEXT_STEPS
    weed: Mask = values - values.mean() > CONTEXT_OFFSET
    return weed


def seam_counts(mask: Mask) -> tuple[int, int]:
    """Counts the changes between neighbouring columns.

    Args:
        mask: The mask.

    Returns:
        The changes at the worst pair of columns, and at the median one.
    """
    changes = np.count_nonzero(mask[:, 1:] != mask[:, :-1], axis=0)
    return int(changes.max()), int(np.median(changes))


def shift_consistency(mask: Mask, shifted: Mask, shift_px: int) -> float:
    """IoU of two masks of the same ground whose tile grids lie apart.

    Args:
        mask: The mask of the raster.
        shifted: The mask of the raster without its first rows and columns.
        shift_px: How many.

    Returns:
        The IoU of weed.
    """
    common = mask[shift_px:, shift_px:]
    union = np.count_nonzero(common | shifted)
    return float(np.count_nonzero(common & shifted) / union) if union else 1.0


def write_shifted(source: Path, path: Path, shift_px: int) -> None:
    """Writes a raster without its first rows and columns.

    Args:
        source: The raster.
        path: The file to write.
        shift_px: How many.
    """
    with rasterio.open(source) as dataset:
        width, height = dataset.width - shift_px, dataset.height - shift_px
        window = Window(shift_px, shift_px, width, height)
        profile = dataset.profile
        profile.update(width=width, height=height, transform=dataset.window_transform(window))
        pixels = dataset.read(window=window)
    with rasterio.open(path, "w", **profile) as dataset:
        dataset.write(pixels)
