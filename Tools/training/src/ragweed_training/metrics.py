"""Confusion counts over a data set and the scores made of them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ragweed_training.data import IGNORE, WEED


@dataclass
class Confusion:
    """Int64 counts, rows are the ground truth, columns the prediction; 0 not weed, 1 weed."""

    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros((2, 2), np.int64))

    def add(self, label: NDArray[np.uint8], weed: NDArray[np.bool_]) -> None:
        """Count one image; ignored pixels are dropped."""
        valid = label != IGNORE
        truth = (label[valid] == WEED).astype(np.int64)
        index = truth * 2 + weed[valid].astype(np.int64)
        self.counts += np.bincount(index, minlength=4).reshape(2, 2)

    def iou(self) -> tuple[float | None, float | None]:
        """IoU of background and weed; None where a class has an empty union."""
        values: list[float | None] = []
        for k in (0, 1):
            union = int(self.counts[k].sum() + self.counts[:, k].sum() - self.counts[k, k])
            values.append(int(self.counts[k, k]) / union if union else None)
        return values[0], values[1]

    def miou(self) -> float | None:
        """Mean IoU over the classes that occur."""
        values = [value for value in self.iou() if value is not None]
        return sum(values) / len(values) if values else None

    def precision(self) -> float | None:
        """Share of predicted weed pixels that are weed."""
        predicted = int(self.counts[:, 1].sum())
        return int(self.counts[1, 1]) / predicted if predicted else None

    def recall(self) -> float | None:
        """Share of weed pixels that were found."""
        actual = int(self.counts[1].sum())
        return int(self.counts[1, 1]) / actual if actual else None
