"""Writes a SYNTHETIC training set: pictures, masks and an index."""

from __future__ import annotations

import argparse
import csv
import io
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from fieldsynth.grounds.kinds import ground_picture, kind_of
from fieldsynth.plants import NOT_SURVEYED
from fieldsynth.ragweed_scene import ragweed_scene
from fieldsynth.render import ByteImage, View, random_sensor, render
from fieldsynth.scene import Box, random_scene

MARGIN_M = 0.25
SCENES = {"weeds": random_scene, "ragweed": ragweed_scene}
GROUND = "ground"
THEMES = (*SCENES, GROUND)
GSD_RANGES_CM = {"weeds": "0.05..0.5", "ragweed": "0.05..0.5", GROUND: "0.05..2"}


def make_one(
    seed: int, number: int, size_px: int, gsd_cm: float, theme: str = "weeds"
) -> tuple[ByteImage, ByteImage]:
    """Renders one picture and its mask.

    Args:
        seed: The seed of the set.
        number: The number of the picture.
        size_px: Its side in pixels.
        gsd_cm: Its ground sampling distance in centimetres.
        theme: What grows: `weeds` of all kinds in one class, `ragweed` and what is not, or
            `ground` without weed or crop.

    Returns:
        The picture and the mask.
    """
    rng = np.random.default_rng([seed, number, 2])
    if theme == GROUND:
        picture, mask = ground_picture(rng, kind_of(seed, number), size_px, gsd_cm)
    else:
        half = size_px * gsd_cm / 200.0 + MARGIN_M
        scene = SCENES[theme](rng, Box(-half, -half, half, half))
        view = View(size_px, size_px, 0.0, 0.0, gsd_cm / 100.0, 0.0)
        picture, mask = render(scene, view, random_sensor(rng), rng)
    if theme != "weeds" and rng.random() < 0.2:
        _cast_shadow(rng, picture)
    if rng.random() < 0.1:
        _cut_border(rng, picture, mask)
    return picture, mask


def _cast_shadow(rng: np.random.Generator, picture: ByteImage) -> None:
    """Darkens one side, as the shadow of a tree or of a cloud does; the sky still lights it."""
    size = picture.shape[0]
    angle = rng.uniform(0.0, 2.0 * np.pi)
    v, u = np.mgrid[0:size, 0:size]
    side = (u - size / 2) * np.cos(angle) + (v - size / 2) * np.sin(angle)
    edge = side + 0.05 * size * np.sin(u * rng.uniform(0.01, 0.04)) - size * rng.uniform(-0.3, 0.3)
    shade = 1.0 / (1.0 + np.exp(-edge / rng.uniform(1.0, 0.06 * size)))
    gain = 1.0 - shade[..., None] * (1.0 - rng.uniform(0.45, 0.8) * np.array([0.94, 1.0, 1.08]))
    picture[:] = np.clip(np.round(picture * gain), 0, 255).astype(np.uint8)


def _cut_border(rng: np.random.Generator, picture: ByteImage, mask: ByteImage) -> None:
    """Blanks one side, as the border of an orthophoto is blank."""
    size = mask.shape[0]
    angle = rng.uniform(0.0, 2.0 * np.pi)
    v, u = np.mgrid[0:size, 0:size]
    side = (u - size / 2) * np.cos(angle) + (v - size / 2) * np.sin(angle)
    blank = side > size * rng.uniform(0.25, 0.5)
    picture[blank] = 0 if rng.random() < 0.6 else 255
    mask[blank] = NOT_SURVEYED


def split_of(seed: int, count: int) -> list[str]:
    """Splits the pictures 80 / 10 / 10.

    Args:
        seed: The seed of the set.
        count: The number of pictures.

    Returns:
        The split of each picture.
    """
    order = np.random.default_rng([seed, 3]).permutation(count)
    val, test = round(count * 0.1), round(count * 0.1)
    splits = ["train"] * count
    for rank, number in enumerate(order):
        if rank < val:
            splits[int(number)] = "val"
        elif rank < val + test:
            splits[int(number)] = "test"
    return splits


def encode_jpeg(picture: ByteImage, quality: int) -> bytes:
    """Encodes a picture as JPEG.

    Args:
        picture: The picture.
        quality: The JPEG quality.

    Returns:
        The file.
    """
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def write_one(
    output: Path,
    seed: int,
    number: int,
    size_px: int,
    gsd_range_cm: tuple[float, float],
    theme: str = "weeds",
) -> tuple[str, float]:
    """Renders and writes one picture and its mask.

    Args:
        output: The folder to write to.
        seed: The seed of the set.
        number: The number of the picture.
        size_px: Its side in pixels.
        gsd_range_cm: The least and the greatest ground sampling distance.
        theme: What grows.

    Returns:
        The name and the ground sampling distance in centimetres.
    """
    cv2.setNumThreads(1)
    draw = np.random.default_rng([seed, number, 1])
    low, high = np.log(gsd_range_cm[0]), np.log(gsd_range_cm[1])
    gsd = round(float(np.exp(draw.uniform(low, high))), 4)
    quality = int(draw.integers(72, 95))
    picture, mask = make_one(seed, number, size_px, gsd, theme)
    prefix = "synthetic" if theme == "weeds" else f"synthetic_{theme}"
    name = f"{prefix}_{seed}_{number:05d}"
    (output / "images" / f"{name}.jpg").write_bytes(encode_jpeg(picture, quality))
    Image.fromarray(mask).save(output / "masks" / f"{name}.png", optimize=True)
    return name, gsd


def make_set(
    output: Path,
    count: int,
    seed: int,
    size_px: int,
    gsd_range_cm: tuple[float, float],
    jobs: int = 1,
    theme: str = "weeds",
) -> None:
    """Writes a training set.

    Args:
        output: The folder to write to.
        count: The number of pictures.
        seed: The seed.
        size_px: The side of the pictures.
        gsd_range_cm: The least and the greatest ground sampling distance.
        jobs: The number of processes.
        theme: What grows.
    """
    (output / "images").mkdir(parents=True, exist_ok=True)
    (output / "masks").mkdir(parents=True, exist_ok=True)
    splits = split_of(seed, count)
    one = partial(_write_numbered, output, seed, size_px, gsd_range_cm, theme)
    if jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            written = list(pool.map(one, range(count)))
    else:
        written = [one(number) for number in range(count)]
    with (output / "index.csv").open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        kinds = [[kind_of(seed, number)] if theme == GROUND else [] for number in range(count)]
        column = ["kind"] if theme == GROUND else []
        writer.writerow(["id", "split", "gsd_cm_per_px", "synthetic", *column])
        for split, (name, gsd), kind in zip(splits, written, kinds, strict=True):
            writer.writerow([name, split, f"{gsd:.4f}", "true", *kind])


def _write_numbered(
    output: Path,
    seed: int,
    size_px: int,
    gsd_range_cm: tuple[float, float],
    theme: str,
    number: int,
) -> tuple[str, float]:
    return write_one(output, seed, number, size_px, gsd_range_cm, theme)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--size-px", type=int, default=640)
    parser.add_argument(
        "--gsd-cm-per-px",
        help="least..greatest, log-uniform between; 0.05..0.5 unless given, 0.05..2 for ground",
    )
    parser.add_argument(
        "--theme",
        choices=THEMES,
        default="weeds",
        help="weeds: all in class 1; ragweed: ragweed 1, crops 2, other weeds 3; ground: neither",
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    args = parser.parse_args()
    low, _, high = str(args.gsd_cm_per_px or GSD_RANGES_CM[args.theme]).partition("..")
    gsd_range = float(low), float(high or low)
    make_set(args.output, args.count, args.seed, args.size_px, gsd_range, args.jobs, args.theme)


if __name__ == "__main__":
    main()
