"""Finds the probability from which a pixel is weed on the pictures of one survey, without labels.

A network is too sure of weed in one field and not sure enough in the next. Where it invents weeds,
its views of the same ground (turned, mirrored) agree the more the higher the threshold; where it
misses them, the lower. So the threshold climbs from one half to where the views agree best, and
what is taken lies between the two: agreement alone overshoots. It helped on validation and not on
the test splits (docs/results/accuracy.md), so it is measured here and no part of `ragweed map`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from ragweed_training.tiling import Runner, predict_weed
from ragweed_training.views import TURNS, turned, turned_back

VIEWS = 4
PAIRS = VIEWS * (VIEWS - 1) // 2
BINS = 100
# Thresholds that are compared, in hundredths.
STEPS = tuple(range(10, 91, 5))
# How far towards the best agreement, in log-odds; found on validation.
SHARE = 0.4
# With fewer pixels that a view calls weed there is too little to go by.
LEAST_PIXELS = 1000


class ViewAgreement:
    """Counts over pictures: pixels that pairs of views call weed together, and that either does."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.lower = np.zeros(BINS, np.int64)
        self.upper = np.zeros(BINS, np.int64)

    def add(self, views: Sequence[NDArray[np.float32]]) -> None:
        """Count the weed probabilities that views give the same pixels."""
        binned = [np.clip((view * BINS).astype(np.int64), 0, BINS - 1).ravel() for view in views]
        for index, first in enumerate(binned):
            for second in binned[index + 1 :]:
                self.lower += np.bincount(np.minimum(first, second), minlength=BINS)
                self.upper += np.bincount(np.maximum(first, second), minlength=BINS)

    def either(self, percent: int) -> int:
        """Pixels that at least one view of a pair calls weed from this threshold on, summed."""
        return int(self.upper[percent:].sum())

    def iou(self, percent: int) -> float:
        """Agreement of the views at a threshold; 0 where none calls anything weed."""
        either = self.either(percent)
        return int(self.lower[percent:].sum()) / either if either else 0.0

    def peak(self) -> float:
        """The threshold with the best agreement, uphill from one half."""
        agreement = [self.iou(percent) for percent in STEPS]
        place = STEPS.index(50)
        while True:
            near = [p for p in (place - 1, place + 1) if 0 <= p < len(STEPS)]
            best = max(near, key=lambda p: agreement[p])
            if agreement[best] <= agreement[place]:
                return STEPS[place] / BINS
            place = best

    def threshold(self) -> float:
        """The threshold to take; one half where there is too little to go by."""
        if self.either(50) < LEAST_PIXELS * PAIRS:
            return 0.5
        peak = self.peak()
        odds = float(((1 - peak) / peak) ** SHARE)
        return round(1 / (1 + odds), 2)


def find_threshold(
    images: Iterable[NDArray[np.uint8]], run: Runner, tile_px: int, overlap_px: int
) -> float:
    """Return the threshold for pictures of one survey."""
    agreement = ViewAgreement()
    for image in images:
        seen = []
        for turn in TURNS[:VIEWS]:
            view = np.ascontiguousarray(turned(torch.tensor(image).movedim(2, 0), turn))
            weed = predict_weed(view.transpose(1, 2, 0), run, tile_px, overlap_px)
            seen.append(turned_back(torch.from_numpy(weed), turn).numpy())
        agreement.add(seen)
    return agreement.threshold()


def at_threshold(run: Runner, threshold: float) -> Runner:
    """Wrap a runner: weed is more probable than not where it was from the threshold on.

    The odds of all classes but the background change by the same factor.

    Raises:
        ValueError: The threshold is not between 0 and 1.
    """
    if not 0 < threshold < 1:
        raise ValueError(f"a threshold of {threshold}: give one between 0 and 1")
    if threshold == 0.5:
        return run

    def weigh(blob: NDArray[np.float32]) -> NDArray[np.float32]:
        weighted = run(blob) * np.float32(1 - threshold)
        weighted[:, 0] *= np.float32(threshold / (1 - threshold))
        return np.asarray(weighted / weighted.sum(axis=1, keepdims=True), dtype=np.float32)

    return weigh
