"""Checks the shipped samples from their files alone: do frames and orthophoto agree?

Every frame is put on the ground by its own EXIF and XMP, and its truth and picture are compared
with those of the orthophoto at the same places.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import rasterio
from PIL import Image
from pyproj import Geod, Transformer

LEAST_IOU = 0.8
LEAST_CORRELATION = 0.8


@dataclass(frozen=True)
class Agreement:
    """How well a frame and the orthophoto agree.

    Attributes:
        name: The frame.
        iou: Intersection over union of weed.
        correlation: Correlation of the green of the pictures.
        pixels: The number of frame pixels compared.
        yaw_deg: The yaw in the frame.
        gsd_m: Ground sampling distance.
    """

    name: str
    iou: float
    correlation: float
    pixels: int
    yaw_deg: float
    gsd_m: float


def _attribute(xmp: str, name: str) -> float:
    found = re.search(rf'drone-dji:{name}="([^"]+)"', xmp)
    if found is None:
        raise ValueError(f"the XMP packet lacks {name}")
    return float(found.group(1))


def frame_ground(
    path: Path,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], float, float]:
    """Puts the pixel centres of a frame on the ground, from its metadata alone.

    The ways to the north and to the right are stepped on the ellipsoid, so that the convergence
    and the scale of the grid are not taken from the code that made the samples.

    Args:
        path: The frame.

    Returns:
        Eastings and northings of the pixel centres in UTM 33N, the yaw and the ground sampling
        distance.
    """
    with Image.open(path) as image:
        width, height = image.size
        exif = image.getexif().get_ifd(0x8769)
        focal_mm = float(exif[0x920A])
        xmp = image.info["xmp"].decode()
    sensor_mm = 13.2
    above = _attribute(xmp, "RelativeAltitude")
    yaw = _attribute(xmp, "GimbalYawDegree")
    if _attribute(xmp, "GimbalPitchDegree") != -90.0:
        raise ValueError("not a nadir frame")
    lon, lat = _attribute(xmp, "GpsLongitude"), _attribute(xmp, "GpsLatitude")
    gsd = above * sensor_mm / (focal_mm * width)
    geod = Geod(ellps="WGS84")
    to_grid = Transformer.from_crs(4326, 32633, always_xy=True)
    east0, north0 = to_grid.transform(lon, lat)
    axes = []
    for azimuth in (yaw + 90.0, yaw):
        far_lon, far_lat, _ = geod.fwd(lon, lat, azimuth, 10.0)
        east, north = to_grid.transform(far_lon, far_lat)
        axes.append(((east - east0) / 10.0, (north - north0) / 10.0))
    right = (np.arange(width)[None, :] + 0.5 - width / 2.0) * gsd
    up = (height / 2.0 - np.arange(height)[:, None] - 0.5) * gsd
    easting = east0 + right * axes[0][0] + up * axes[1][0]
    northing = north0 + right * axes[0][1] + up * axes[1][1]
    return easting, northing, yaw, gsd


def compare(folder: Path, name: str) -> Agreement:
    """Compares a frame with the orthophoto.

    Args:
        folder: The folder of the field.
        name: The frame without its ending.

    Returns:
        The agreement.
    """
    easting, northing, yaw, gsd = frame_ground(folder / "frames" / f"{name}.JPG")
    with Image.open(folder / "frames-truth" / f"{name}.mask.png") as image:
        mask = np.asarray(image)
    with Image.open(folder / "frames" / f"{name}.JPG") as image:
        picture = np.asarray(image)
    with rasterio.open(folder / "truth" / "orthophoto.mask.tif") as source:
        truth = source.read(1)
        inverse = ~source.transform
    with rasterio.open(folder / "orthophoto.tif") as source:
        ortho = source.read(2)
        valid = source.dataset_mask()
        if source.transform != ~inverse:
            raise ValueError("the orthophoto and its truth differ in their georeference")
    if not np.array_equal(valid > 0, truth != 255):
        raise ValueError("the mask of the orthophoto and its truth differ")
    cols = inverse.a * easting + inverse.b * northing + inverse.c
    rows = inverse.d * easting + inverse.e * northing + inverse.f
    col, row = np.floor(cols).astype(int), np.floor(rows).astype(int)
    inside = (col >= 0) & (row >= 0) & (col < truth.shape[1]) & (row < truth.shape[0])
    col, row = np.where(inside, col, 0), np.where(inside, row, 0)
    there = truth[row, col]
    use = inside & (there != 255)
    a, b = mask[use] == 1, there[use] == 1
    iou = float((a & b).sum() / max(int((a | b).sum()), 1))
    soft = cv2.GaussianBlur(ortho.astype(np.float32), (0, 0), 1.0)[row, col][use]
    green = cv2.GaussianBlur(picture[..., 1].astype(np.float32), (0, 0), 1.0)[use]
    correlation = float(np.corrcoef(soft, green)[0, 1])
    return Agreement(name, iou, correlation, int(use.sum()), yaw, gsd)


def check(samples: Path) -> list[str]:
    """Checks the samples.

    Args:
        samples: The `Samples` folder.

    Returns:
        What is wrong; empty if all is well.
    """
    folder = samples / "synthetic-field"
    wrong = []
    for path in sorted((folder / "frames").glob("*.JPG")):
        result = compare(folder, path.stem)
        print(
            f"{result.name}: yaw {result.yaw_deg:+.2f}, {result.gsd_m * 100:.3f} cm/px, "
            f"{result.pixels} px, IoU of weed {result.iou:.3f}, "
            f"correlation of green {result.correlation:.3f}"
        )
        if result.iou < LEAST_IOU or result.correlation < LEAST_CORRELATION:
            wrong.append(f"{result.name} does not agree with the orthophoto")
        if path.stat().st_size > 1_200_000:
            wrong.append(f"{path.name} is too large")
        if b"SYNTHETIC" not in path.read_bytes()[:2000]:
            wrong.append(f"{path.name} does not say SYNTHETIC")
    with rasterio.open(folder / "truth" / "orthophoto.mask.tif") as source:
        truth = source.read(1)
        values = set(np.unique(truth).tolist())
    if values != {0, 1, 255}:
        wrong.append(f"the truth has the values {sorted(values)}")
    cover = float((truth == 1).sum() / (truth != 255).sum())
    print(f"weed cover {cover:.2%} of the surveyed area")
    if not 0.03 <= cover <= 0.08:
        wrong.append("the weed cover is not 3 to 8 %")
    with rasterio.open(folder / "orthophoto.tif") as source:
        if "SYNTHETIC" not in source.tags()["TIFFTAG_IMAGEDESCRIPTION"]:
            wrong.append("the orthophoto does not say SYNTHETIC")
    ring = json.loads((folder / "field.geojson").read_text(encoding="utf-8"))
    corners = ring["features"][0]["geometry"]["coordinates"][0]
    area, _ = Geod(ellps="WGS84").polygon_area_perimeter(
        [c[0] for c in corners], [c[1] for c in corners]
    )
    print(f"field.geojson: {area:.2f} m2, truth {np.sum(truth != 255) * 0.0025**2:.2f} m2")
    if (
        corners[0] != corners[-1]
        or area <= 0.0
        or not math.isclose(area, float((truth != 255).sum()) * 0.0025**2, rel_tol=0.005)
    ):
        wrong.append("field.geojson does not fit the orthophoto")
    total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"total {total} bytes")
    if total > 10_000_000 or (folder / "orthophoto.tif").stat().st_size > 4_000_000:
        wrong.append("the samples are too large")
    return wrong


def main() -> int:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=Path, default=Path(__file__).resolve().parents[1])
    args = parser.parse_args()
    wrong = check(args.samples)
    for line in wrong:
        print(f"WRONG: {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
