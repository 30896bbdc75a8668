"""Scores of one split of one set: weed against the rest, and what each mask class is taken for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ragweed_training.data import IGNORE, SetSpec, load_sample, read_index, read_mask
from ragweed_training.metrics import Confusion
from ragweed_training.tiling import Runner, predict_weed

TILE_PX = 512
OVERLAP_PX = 128


@dataclass(frozen=True)
class Tiles:
    """How a picture is cut for the network."""

    side_px: int = TILE_PX
    overlap_px: int = OVERLAP_PX


USUAL_TILES = Tiles()


def rounded(value: float | None) -> float | None:
    """Four digits are more than the test sets carry."""
    return None if value is None else round(value, 4)


def predict_at(
    image: NDArray[np.uint8], run: Runner, scale: float, tiles: Tiles = USUAL_TILES
) -> NDArray[np.float32]:
    """Weed probabilities of the picture's own size, computed on a smaller copy of it."""
    height, width = image.shape[:2]
    small = image
    if scale != 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        resized = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        small = np.asarray(resized, dtype=np.uint8)
    weed = predict_weed(small, run, tiles.side_px, tiles.overlap_px)
    if scale == 1:
        return weed
    enlarged = cv2.resize(weed, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(enlarged, dtype=np.float32)


def score_split(spec: SetSpec, split: str, run: Runner, scale: float = 1.0) -> dict[str, Any]:
    """Score one split; pictures are decoded one at a time, labels keep their full size."""
    confusion = Confusion()
    pixels = np.zeros(256, np.int64)
    weeds = np.zeros(256, np.int64)
    keys = read_index(spec, split)
    for key in keys:
        sample = load_sample(spec, key)
        weed = predict_at(sample.image, run, scale) > 0.5
        confusion.add(sample.label, weed)
        mask = read_mask(spec, key)
        pixels += np.bincount(mask.ravel(), minlength=256)
        weeds += np.bincount(mask[weed], minlength=256)
    background, weed_iou = confusion.iou()
    names = dict(spec.names)
    return {
        "images": len(keys),
        "miou": rounded(confusion.miou()),
        "iou_background": rounded(background),
        "iou_weed": rounded(weed_iou),
        "precision": rounded(confusion.precision()),
        "recall": rounded(confusion.recall()),
        "taken_for_weed": {
            names.get(value, f"value {value}"): rounded(float(weeds[value] / pixels[value]))
            for value in range(IGNORE)
            if pixels[value]
        },
    }
