"""Measures what masks made of boxes are worth on sets that have true masks.

Each connected piece of weed gets a box around it, as somebody would draw it; the mask made of the
boxes is held against the true one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ragweed_training.data import IGNORE, SPLITS, WEED, SetSpec, load_sample, read_index
from ragweed_training.importers.annotation import Shape
from ragweed_training.importers.green import draw_boxes, green_of
from ragweed_training.importers.readers import box_of
from ragweed_training.set_report import find_sets


@dataclass
class Overlap:
    """Pixels that two masks share, and those of either."""

    both: int = 0
    either: int = 0

    def count(self, made: NDArray[np.bool_], true: NDArray[np.bool_]) -> None:
        """Add a picture."""
        self.both += int((made & true).sum())
        self.either += int((made | true).sum())

    @property
    def iou(self) -> float:
        """Intersection over union; 0 where there is nothing."""
        return self.both / self.either if self.either else 0.0


def boxes_around(weed: NDArray[np.bool_]) -> list[Shape]:
    """Draw a box around each connected piece."""
    _, _, found, _ = cv2.connectedComponentsWithStats(weed.astype(np.uint8), connectivity=8)
    return [
        box_of("weed", left, top, left + width, top + height)
        for left, top, width, height, _ in found[1:].tolist()
    ]


def worth_of(spec: SetSpec, split: str) -> tuple[int, float, float]:
    """Return pictures with weed, IoU of the green in boxes, IoU of whole boxes."""
    pictures, green, whole = 0, Overlap(), Overlap()
    for key in read_index(spec, split):
        sample = load_sample(spec, key)
        weed = sample.label == WEED
        boxes = boxes_around(weed)
        if not boxes:
            continue
        pictures += 1
        known = sample.label != IGNORE
        for overlap, where in ((green, green_of(sample.image)), (whole, np.ones_like(weed))):
            mask = np.zeros(weed.shape, np.uint8)
            draw_boxes(boxes, where, mask, {"weed": WEED})
            overlap.count((mask == WEED) & known, weed)
    return pictures, green.iou, whole.iou


def box_table(folder: Path) -> Iterator[str]:
    """Yield a line for each split of each set.

    Raises:
        FileNotFoundError: There is no such folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}")
    yield f"{'set':16} {'split':6} {'pictures':>8} {'green in boxes':>15} {'whole boxes':>12}"
    for spec in find_sets(folder):
        for split in SPLITS:
            pictures, green, whole = worth_of(spec, split)
            if pictures:
                yield f"{spec.name:16} {split:6} {pictures:8} {green:15.3f} {whole:12.3f}"
