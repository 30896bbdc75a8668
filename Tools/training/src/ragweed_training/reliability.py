"""Whether probabilities mean what they say: reliability curve and expected calibration error.

Formula: Naeini et al., AAAI 2015; here with ten bins of the weed probability over all pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ragweed_training.calibration import BINS, WeedHistogram

CURVE_BINS = 10


@dataclass(frozen=True)
class ReliabilityBin:
    """Pixels of one range of weed probability."""

    pixels: int
    # Mean of what was said, and share of the pixels that are weed.
    said: float
    found: float


def reliability_curve(histogram: WeedHistogram) -> list[ReliabilityBin]:
    """Return the bins that hold pixels, from low to high probability."""
    counts = histogram.counts.reshape(2, CURVE_BINS, BINS // CURVE_BINS)
    middles = ((np.arange(BINS) + 0.5) / BINS).reshape(CURVE_BINS, -1)
    bins: list[ReliabilityBin] = []
    for place in range(CURVE_BINS):
        both = counts[:, place].sum(axis=0)
        total = int(both.sum())
        if total:
            said = float((both * middles[place]).sum() / total)
            bins.append(ReliabilityBin(total, said, float(counts[1, place].sum() / total)))
    return bins


def expected_calibration_error(histogram: WeedHistogram) -> float:
    """Return the mean distance between what was said and what was found, weighted by pixels."""
    curve = reliability_curve(histogram)
    total = sum(b.pixels for b in curve)
    return sum(b.pixels * abs(b.said - b.found) for b in curve) / total if total else 0.0
