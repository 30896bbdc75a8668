"""Writes a large SYNTHETIC GeoTIFF, for speed: one rendered field, mirrored and repeated."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin
from rasterio.windows import Window

from fieldsynth import plants
from fieldsynth.georef import EPSG
from fieldsynth.render import ByteImage, Sensor, View, render
from fieldsynth.scene import Box, Patch, Rows, Scene, Soil, Sun, crop, patch
from make_samples import DESCRIPTION, sample_site

SEED = 515151
GSD_M = 0.01
BASE_PX = 1024
BLOCK_PX = 512


def base_picture(size_px: int = BASE_PX) -> ByteImage:
    """Renders the field that is repeated.

    Args:
        size_px: Its side in pixels.

    Returns:
        The picture.
    """
    rng = np.random.default_rng([SEED, 1])
    half = size_px * GSD_M / 2.0 + 0.3
    box = Box(-half, -half, half, half)
    soil = Soil(
        (158.0, 138.0, 112.0),
        (110.0, 92.0, 72.0),
        0.6,
        0.0,
        tuple(float(v) for v in rng.random(16)),
    )
    rows = Rows(plants.beet, 0.5, 0.2, 0.26, 82.0, 0.1, 0.1)
    shapes = crop(rng, box, rows)
    for _ in range(max(1, int(box.area / 8.0))):
        x, y = rng.uniform(-half, half), rng.uniform(-half, half)
        shapes += patch(rng, Patch(float(x), float(y), 0.5, 12, 0.2), 0.9)
    scene = Scene(soil, Sun(124.0, 51.0, 0.85), sorted(shapes, key=lambda shape: shape.height))
    view = View(size_px, size_px, 0.0, 0.0, GSD_M)
    sensor = Sensor(vignette=0.0, gradient=(0.0, 0.0))
    return render(scene, view, sensor, np.random.default_rng([SEED, 2]))[0]


def write_raster(path: Path, width: int, height: int, base: ByteImage, compress: str) -> None:
    """Writes the raster row of blocks by row of blocks.

    Args:
        path: The file.
        width: Its width in pixels.
        height: Its height in pixels.
        base: The picture to mirror and repeat.
        compress: "deflate" (level 1) or "none".
    """
    cell = np.concatenate([base, base[:, ::-1]], axis=1)
    cell = np.concatenate([cell, cell[::-1]], axis=0)
    columns = np.arange(width) % cell.shape[1]
    site = sample_site()
    options = {"compress": "DEFLATE", "zlevel": 1, "predictor": 2} if compress == "deflate" else {}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=width,
        height=height,
        count=3,
        dtype="uint8",
        crs=f"EPSG:{EPSG}",
        transform=from_origin(site.easting, site.northing, GSD_M, GSD_M),
        tiled=True,
        blockxsize=BLOCK_PX,
        blockysize=BLOCK_PX,
        photometric="RGB",
        interleave="pixel",
        bigtiff="IF_SAFER",
        **options,
    ) as target:
        target.update_tags(TIFFTAG_IMAGEDESCRIPTION=DESCRIPTION, AREA_OR_POINT="Area")
        for top in range(0, height, BLOCK_PX):
            rows = np.arange(top, min(top + BLOCK_PX, height)) % cell.shape[0]
            band = cell[rows][:, columns].transpose(2, 0, 1)
            target.write(band, window=Window(0, top, width, len(rows)))


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--width-px", type=int, default=4096)
    parser.add_argument("--height-px", type=int, default=4096)
    parser.add_argument("--compress", choices=["deflate", "none"], default="deflate")
    args = parser.parse_args()
    write_raster(args.output, args.width_px, args.height_px, base_picture(), args.compress)


if __name__ == "__main__":
    main()
