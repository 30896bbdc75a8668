"""Chooses the weed probability from which a pixel is weed, and moves it to one half."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ragweed_training.data import IGNORE, WEED
from ragweed_training.metrics import Confusion
from ragweed_training.model import Network

BINS = 100
# Beyond these a network tells the classes apart by luck, and a few pictures decide.
LEAST, MOST = 0.3, 0.9


@dataclass
class WeedHistogram:
    """Int64 counts of pixels, [truth, bin of 0.01]; truth 0 is not weed, 1 weed."""

    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros((2, BINS), np.int64))

    def add(self, label: NDArray[np.uint8], weed: NDArray[np.float32]) -> None:
        """Count one image's weed probabilities; ignored pixels are dropped."""
        bins = np.clip((weed * BINS).astype(np.int64), 0, BINS - 1)
        for truth in (0, 1):
            chosen = (label == WEED) if truth else (label != WEED) & (label != IGNORE)
            self.counts[truth] += np.bincount(bins[chosen], minlength=BINS)

    def confusion(self, threshold: float = 0.5) -> Confusion:
        """What the classes would be with another threshold, a multiple of 0.01."""
        place = round(threshold * BINS)
        sums = [[int(row[:place].sum()), int(row[place:].sum())] for row in self.counts]
        return Confusion(np.array(sums, np.int64))


def best_threshold(histograms: Sequence[WeedHistogram]) -> float:
    """The threshold with the best mean mIoU over several sets; 0.5 where there are none.

    Training shows weeds more often than fields do, so its probabilities are too high outside.
    """
    if not histograms:
        return 0.5
    thresholds = [place / BINS for place in range(round(LEAST * BINS), round(MOST * BINS) + 1)]
    return max(
        thresholds,
        key=lambda t: (sum(h.confusion(t).miou() or 0.0 for h in histograms), -abs(t - 0.5)),
    )


def calibrated(network: Network, threshold: float) -> dict[str, Any]:
    """The weights of a network whose weed probability is one half where it was the threshold."""
    state = {key: value.clone() for key, value in network.state_dict().items()}
    bias = network.final_classifier().bias
    if bias is None:
        raise ValueError("the last layer has no bias to calibrate")
    name = next(key for key, value in network.named_parameters() if value is bias)
    state[name][1] -= math.log(threshold / (1 - threshold))
    return state
