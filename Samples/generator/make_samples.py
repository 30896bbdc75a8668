"""Writes the shipped SYNTHETIC samples: an orthophoto, drone frames and their truth."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import rasterio
from PIL import Image
from rasterio.transform import Affine, from_origin

from fieldsynth import plants
from fieldsynth.georef import EPSG, Camera, Pose, Site, encode_frame, frame_view, site_at
from fieldsynth.plants import NOT_SURVEYED, WEED
from fieldsynth.render import ByteImage, Sensor, View, render
from fieldsynth.scene import (
    Box,
    Patch,
    Rows,
    Scene,
    Soil,
    Sun,
    crop,
    patch,
    stones,
    straw,
    weed,
)

SEED = 424242
DESCRIPTION = "SYNTHETIC: rendered by Samples/generator of ragweed, no real field. CC0-1.0"
GSD_M = 0.0025
ORTHO_WIDTH, ORTHO_HEIGHT = 2400, 1800
LON, LAT, GROUND_M = 16.85, 47.95, 131.0
ORTHO_QUALITY = 90
FRAME_QUALITY = 88

# The surveyed field in metres from the origin of the scene, anticlockwise.
OUTLINE: tuple[tuple[float, float], ...] = (
    (-2.55, -2.10),
    (-0.40, -1.92),
    (2.62, -1.62),
    (2.86, -0.10),
    (2.48, 2.02),
    (0.30, 2.14),
    (-2.30, 1.78),
    (-2.84, 0.35),
)

CAMERA = Camera()
POSES: tuple[tuple[str, Pose], ...] = (
    ("DJI_0001", Pose(-0.35, -0.60, 3.65, 12.0, "2026:06:12 10:04:11")),
    ("DJI_0002", Pose(-0.10, 0.55, 3.65, 14.0, "2026:06:12 10:04:15")),
    ("DJI_0003", Pose(0.45, 0.10, 4.20, 194.0, "2026:06:12 10:05:02")),
)


def sample_site() -> Site:
    """Gives the place of the samples, in eastern Austria."""
    return site_at(LON, LAT, GROUND_M)


def sample_scene(seed: int = SEED) -> Scene:
    """Makes the field of the samples: soy in rows, a dense patch of ragweed, scattered plants.

    Args:
        seed: The seed.

    Returns:
        The scene.
    """
    rng = np.random.default_rng([seed, 1])
    box = Box(-4.6, -3.9, 4.6, 3.9)
    soil = Soil(
        (164.0, 140.0, 110.0),
        (112.0, 90.0, 68.0),
        0.55,
        0.0,
        tuple(float(v) for v in rng.random(16)),
    )
    sun = Sun(124.0, 51.0, 0.85)
    ground = sorted(stones(rng, box, 25.0) + straw(rng, box, 14.0), key=lambda shape: shape.height)
    rows = Rows(plants.soy, 0.45, 0.085, 0.20, 78.0, 0.12, 0.10)
    shapes = crop(rng, box, rows)
    shapes += patch(rng, Patch(1.05, 0.45, 0.42, 46, 0.25), 0.97)
    shapes += patch(rng, Patch(-1.40, -0.80, 0.30, 20, 0.20), 0.9)
    for _ in range(120):
        spot = np.array([rng.uniform(box.west, box.east), rng.uniform(box.south, box.north)])
        shapes += weed(rng, spot, float(np.exp(rng.normal(np.log(0.13), 0.45))), 0.8)
    return Scene(soil, sun, ground + sorted(shapes, key=lambda shape: shape.height))


def ortho_view() -> View:
    """Gives the picture plane of the orthophoto."""
    return View(ORTHO_WIDTH, ORTHO_HEIGHT, 0.0, 0.0, GSD_M)


def ortho_transform(site: Site) -> Affine:
    """Gives the georeference of the orthophoto.

    Args:
        site: Where the scene lies.

    Returns:
        The transform from pixels to the grid.
    """
    return from_origin(
        site.easting - ORTHO_WIDTH * GSD_M / 2.0,
        site.northing + ORTHO_HEIGHT * GSD_M / 2.0,
        GSD_M,
        GSD_M,
    )


def surveyed(view: View) -> npt.NDArray[np.bool_]:
    """Tells which pixels lie in the surveyed field.

    Args:
        view: The picture plane.

    Returns:
        True inside the outline.
    """
    corners = view.to_pixels(np.array(OUTLINE, np.float64)) - 0.5
    canvas = np.zeros((view.height, view.width), np.uint8)
    fixed = [np.round(corners * 16.0).astype(np.int32)]
    cv2.fillPoly(canvas, fixed, 1.0, cv2.LINE_8, 4)
    return np.asarray(canvas > 0, np.bool_)


def only_weed(mask: ByteImage) -> ByteImage:
    """Reduces a mask to background and weed.

    Args:
        mask: The mask with the crop.

    Returns:
        1 for weed, 0 for everything else.
    """
    return np.asarray(mask == WEED, np.uint8)


def write_orthophoto(
    path: Path, picture: ByteImage, valid: npt.NDArray[np.bool_], transform: Affine
) -> None:
    """Writes a JPEG-compressed GeoTIFF with an internal mask.

    Args:
        path: The file.
        picture: The picture.
        valid: Which pixels were surveyed.
        transform: The georeference.
    """
    path.unlink(missing_ok=True)
    with (
        rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True),
        rasterio.open(
            path,
            "w",
            driver="GTiff",
            width=picture.shape[1],
            height=picture.shape[0],
            count=3,
            dtype="uint8",
            crs=f"EPSG:{EPSG}",
            transform=transform,
            tiled=True,
            blockxsize=256,
            blockysize=256,
            compress="JPEG",
            photometric="YCBCR",
            jpeg_quality=ORTHO_QUALITY,
        ) as target,
    ):
        target.update_tags(
            TIFFTAG_IMAGEDESCRIPTION=DESCRIPTION,
            TIFFTAG_SOFTWARE="fieldsynth 0.1.0 (SYNTHETIC)",
            TIFFTAG_DATETIME="2026:06:12 10:04:00",
            AREA_OR_POINT="Area",
        )
        target.write(np.where(valid[..., None], picture, 0).transpose(2, 0, 1))
        target.write_mask(valid)


def write_truth(path: Path, mask: ByteImage, transform: Affine) -> None:
    """Writes a mask as a lossless GeoTIFF.

    Args:
        path: The file.
        mask: The mask.
        transform: The georeference.
    """
    path.unlink(missing_ok=True)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=mask.shape[1],
        height=mask.shape[0],
        count=1,
        dtype="uint8",
        crs=f"EPSG:{EPSG}",
        transform=transform,
        tiled=True,
        blockxsize=256,
        blockysize=256,
        compress="DEFLATE",
        zlevel=9,
        nodata=NOT_SURVEYED,
    ) as target:
        target.update_tags(TIFFTAG_IMAGEDESCRIPTION=DESCRIPTION, AREA_OR_POINT="Area")
        target.write(mask, 1)


def field_geojson(site: Site) -> str:
    """Writes the outline of the field.

    Args:
        site: Where the scene lies.

    Returns:
        GeoJSON (RFC 7946).
    """
    ring = [[round(v, 9) for v in site.lonlat(x, y)] for x, y in (*OUTLINE, OUTLINE[0])]
    feature = {
        "type": "Feature",
        "properties": {"name": "synthetic-field", "synthetic": True, "description": DESCRIPTION},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]}, indent=2) + "\n"


def make_samples(output: Path) -> None:
    """Writes all samples.

    Args:
        output: The `Samples` folder.
    """
    folder = output / "synthetic-field"
    for name in ("truth", "frames", "frames-truth"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    site, scene = sample_site(), sample_scene()
    transform = ortho_transform(site)

    view = ortho_view()
    sensor = Sensor(blur_px=0.55, noise=1.2, exposure=1.02, vignette=0.0, gradient=(0.02, -0.02))
    picture, mask = render(scene, view, sensor, np.random.default_rng([SEED, 2]))
    valid = surveyed(view)
    write_orthophoto(folder / "orthophoto.tif", picture, valid, transform)
    truth = only_weed(mask)
    truth[~valid] = NOT_SURVEYED
    write_truth(folder / "truth" / "orthophoto.mask.tif", truth, transform)
    print(f"orthophoto: weed cover {np.mean(truth[valid] == WEED):.3%} of the surveyed area")

    for number, (name, pose) in enumerate(POSES):
        lens = Sensor(blur_px=0.6, noise=1.6, exposure=1.0 + 0.05 * number, vignette=0.12)
        picture, mask = render(
            scene, frame_view(site, CAMERA, pose), lens, np.random.default_rng([SEED, 3, number])
        )
        data = encode_frame(picture, site, CAMERA, pose, DESCRIPTION, FRAME_QUALITY)
        (folder / "frames" / f"{name}.JPG").write_bytes(data)
        Image.fromarray(only_weed(mask)).save(
            folder / "frames-truth" / f"{name}.mask.png", optimize=True
        )
    (folder / "field.geojson").write_text(field_geojson(site), encoding="utf-8")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True, help="the Samples folder")
    args = parser.parse_args()
    make_samples(args.output)


if __name__ == "__main__":
    main()
