"""Crops with what a large teacher sees in them, made once and learnt from many times.

A folder of lessons holds `images.npy` [N,S,S,3], `labels.npy` [N,S,S], `features.npy`
[N,768,S/14,S/14] (half precision) and `kinds.csv` (one row per crop: its sets and picture). Scores
that a teacher's head gives them lie in a file of their own, [N,kinds,S/4,S/4] (half precision).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from ragweed_training.augment import AugmentOptions, CropSource, cut
from ragweed_training.data import (
    IGNORE,
    IMAGE_SUFFIXES,
    Sample,
    SetSpec,
    load_image,
    load_split,
    resolve_sets,
)
from ragweed_training.pretrained import VIT_S14, verified_file
from ragweed_training.train import parse_share
from ragweed_training.vit import FEATURE_WIDTH, PATCH_PX, VisionTransformer, load_vit

CROP_PX = 384
GRID = CROP_PX // PATCH_PX
PASTE_SHARE = 0.25
FAR_SHARE = 0.15
BATCH = 4
PLANNED = "planned.json"


@dataclass(frozen=True)
class Lessons:
    """An opened folder of lessons; arrays are read from the disk as they are needed."""

    folder: Path
    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    features: NDArray[np.float16]
    sets: tuple[str, ...]
    taught: NDArray[np.float16] | None

    def rows_of(self, names: Sequence[str]) -> NDArray[np.int64]:
        """Return the rows of crops that come from the named sets alone."""
        wanted = set(names)
        return np.array(
            [i for i, parts in enumerate(self.sets) if set(parts.split("+")) <= wanted], np.int64
        )


def open_lessons(folder: Path, taught: Path | None = None) -> Lessons:
    """Open a folder of lessons, with the scores of a teacher where a file of them is given.

    Raises:
        ValueError: It is not complete.
    """
    try:
        images = np.load(folder / "images.npy", mmap_mode="r")
        labels = np.load(folder / "labels.npy", mmap_mode="r")
        features = np.load(folder / "features.npy", mmap_mode="r")
        with (folder / "kinds.csv").open(newline="", encoding="utf-8") as stream:
            sets = tuple(row["set"] for row in csv.DictReader(stream))
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(
            f"{folder} holds no complete lessons ({error}); make them with ragweed-lessons"
        ) from error
    if not len(images) == len(labels) == len(features) == len(sets):
        raise ValueError(f"{folder}: its files have different lengths; run ragweed-lessons again")
    scores = None if taught is None else np.load(taught, mmap_mode="r")
    if scores is not None and len(scores) != len(sets):
        raise ValueError(f"{taught} belongs to other lessons than {folder}; write it again")
    return Lessons(
        folder=folder,
        images=images,
        labels=labels,
        features=features,
        sets=sets,
        taught=scores,
    )


def unlabelled_samples(folder: Path) -> list[Sample]:
    """Read the pictures of a folder without labels: every pixel is ignored."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in IMAGE_SUFFIXES)
    if not paths:
        raise ValueError(f"{folder} holds no pictures (.jpg, .png)")
    samples = []
    for path in paths:
        image = load_image(path)
        label = np.full(image.shape[:2], IGNORE, np.uint8)
        none = np.zeros((0, 2), np.int32)
        samples.append(Sample(path.stem, image, label, none, none))
    return samples


class LessonDrawer:
    """Draws the crops of a folder of lessons: geometry and pasted plants, colours as they are."""

    def __init__(
        self, names: Sequence[str], sets: Sequence[Sequence[Sample]], shares: Sequence[float],
        seed: int,
    ) -> None:  # fmt: skip
        """Keep the samples."""
        self.names = list(names)
        options = AugmentOptions(
            crop_px=CROP_PX, far_share=FAR_SHARE, far_min=0.25, weed_focus=0.3, crop_focus=0.25
        )
        self.options = options
        self.seed = seed
        self.sources = [CropSource([samples], [1.0], 1, seed, options) for samples in sets]
        total = sum(shares)
        self.shares = [share / total for share in shares]

    def draw(self, row: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8], dict[str, Any]]:
        """Draw the crop of a row; the seed and the row decide all of it."""
        rng = np.random.default_rng((self.seed, row))
        index = int(rng.choice(len(self.sources), p=self.shares))
        sample = self.sources[index].pick(rng)
        image, label = cut(sample, self.options, rng)
        parts = [self.names[index]]
        if rng.random() < PASTE_SHARE:
            other = int(rng.choice(len(self.sources), p=self.shares))
            donor = self.sources[other].pick(rng)
            second, second_label = cut(donor, self.options, rng)
            plants = (second_label != 0) & (second_label != IGNORE)
            if plants.any():
                alpha = cv2.GaussianBlur(plants.astype(np.float32), (0, 0), 1.0)[..., None]
                image = (image + (second.astype(np.float32) - image) * alpha).astype(np.uint8)
                label = np.where(plants, second_label, label)
                parts.append(self.names[other])
        return image, label, {"set": "+".join(dict.fromkeys(parts)), "picture": sample.key}


def vit_features(network: VisionTransformer, images: NDArray[np.uint8]) -> NDArray[np.float16]:
    """Map [N,S,S,3] pixels to half precision [N,768,S/14,S/14]; sides are rounded to patches."""
    side = images.shape[1] // PATCH_PX * PATCH_PX
    fitted = np.stack([cv2.resize(i, (side, side), interpolation=cv2.INTER_AREA) for i in images])
    tensor = torch.from_numpy(fitted).permute(0, 3, 1, 2)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        found = network(tensor)
    return np.asarray(found.float().numpy(), dtype=np.float16)


def open_array(path: Path, shape: tuple[int, ...], kind: Any) -> NDArray[Any]:  # noqa: ANN401
    """Open an array on disk to go on with, or make it."""
    if path.is_file():
        return np.lib.format.open_memmap(path, mode="r+")
    return np.lib.format.open_memmap(path, mode="w+", dtype=kind, shape=shape)


def make_lessons(drawer: LessonDrawer, out: Path, count: int, minutes: float) -> int:
    """Draw crops and look at them with the teacher, from where an earlier run ended.

    Returns:
        How many crops there are; fewer than asked for when the time is up.
    """
    out.mkdir(parents=True, exist_ok=True)
    network = load_vit(verified_file(VIT_S14))
    images = open_array(out / "images.part.npy", (count, CROP_PX, CROP_PX, 3), np.uint8)
    labels = open_array(out / "labels.part.npy", (count, CROP_PX, CROP_PX), np.uint8)
    features = open_array(out / "features.part.npy", (count, FEATURE_WIDTH, GRID, GRID), np.float16)
    progress = out / "progress.jsonl"
    rows = []
    if progress.is_file():
        rows = [json.loads(line) for line in progress.read_text(encoding="utf-8").splitlines()]
    end = time.monotonic() + minutes * 60
    with progress.open("a", encoding="utf-8") as stream:
        while len(rows) < count and time.monotonic() < end:
            first = len(rows)
            drawn = [drawer.draw(row) for row in range(first, min(first + BATCH, count))]
            pixels = np.stack([image for image, _, _ in drawn])
            last = first + len(drawn)
            images[first:last] = pixels
            labels[first:last] = np.stack([label for _, label, _ in drawn])
            features[first:last] = vit_features(network, pixels)
            rows += [row for _, _, row in drawn]
            stream.write("".join(json.dumps(row) + "\n" for _, _, row in drawn))
            stream.flush()
            if first % 100 < BATCH:
                print(f"lessons={last} of={count}", flush=True)
    for name, array in (("images", images), ("labels", labels), ("features", features)):
        np.save(out / f"{name}.new.npy", array[: len(rows)])
        os.replace(out / f"{name}.new.npy", out / f"{name}.npy")
    with (out / "kinds.csv").open("w", newline="", encoding="utf-8") as table:
        writer = csv.DictWriter(table, ["set", "picture"])
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with soybean/, maize-beet/ and peanut/")
    parser.add_argument("--extra", action="append", default=[], metavar="NAME=DIR", help="a set")
    parser.add_argument(
        "--unlabelled", action="append", default=[], type=Path, metavar="DIR", help="pictures"
    )
    parser.add_argument(
        "--share", action="append", type=parse_share, default=[], metavar="NAME=0.5",
        help="share of the crops that a set gets; unlabelled pictures are named unlabelled",
    )  # fmt: skip
    parser.add_argument("--count", type=int, default=2600, help="crops to make")
    parser.add_argument("--budget-min", type=float, default=1e9, help="stop after this time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    torch.set_num_threads(args.threads)
    cv2.setNumThreads(1)
    try:
        shares = dict(args.share)
        specs: list[SetSpec] = [
            replace(spec, share=shares.get(spec.name, spec.share))
            for spec in resolve_sets(args.data, args.extra)
        ]
        names = [spec.name for spec in specs]
        sets = [load_split(spec, "train") for spec in specs]
        weights = [spec.share for spec in specs]
        if args.unlabelled:
            names.append("unlabelled")
            sets.append([s for folder in args.unlabelled for s in unlabelled_samples(folder)])
            weights.append(shares.get("unlabelled", 0.1))
        drawer = LessonDrawer(names, sets, weights, args.seed)
        made = make_lessons(drawer, args.out, args.count, args.budget_min)
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error
    print(f"{made} lessons in {args.out}")


if __name__ == "__main__":
    main()
