"""Calibrates a network by sets left out: its log odds of weed become slope times them plus shift.

Platt scaling (Platt 1999) on the histograms that ragweed-unseen wrote, each set with the same
weight. What is fitted on networks that left a set out is put into the one that left none out: on
the fields of its users it will be as sure as those were on theirs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from ragweed_training.calibration import BINS, WeedHistogram
from ragweed_training.checkpoint import load_checkpoint, save_state
from ragweed_training.reliability import expected_calibration_error, reliability_curve
from ragweed_training.split_scores import rounded

MIDDLES = (np.arange(BINS) + 0.5) / BINS
LOG_ODDS = np.log(MIDDLES / (1 - MIDDLES))


def scaled(slope: float, shift: float) -> NDArray[np.float64]:
    """Return what the middles of the bins become."""
    return np.asarray(1 / (1 + np.exp(-(slope * LOG_ODDS + shift))), dtype=np.float64)


def mean_loss(histograms: Sequence[WeedHistogram], slope: float, shift: float) -> float:
    """Return the negative log likelihood per pixel, the mean over the sets."""
    said = scaled(slope, shift)
    losses = [
        -(h.counts[1] * np.log(said) + h.counts[0] * np.log(1 - said)).sum() / h.counts.sum()
        for h in histograms
    ]
    return float(np.mean(losses))


def fit(histograms: Sequence[WeedHistogram], with_shift: bool) -> tuple[float, float]:
    """Return slope and shift with the least loss."""

    def loss(values: NDArray[np.float64]) -> float:
        return mean_loss(histograms, float(values[0]), float(values[1]) if with_shift else 0.0)

    found = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(found[0]), float(found[1]) if with_shift else 0.0


def moved(histogram: WeedHistogram, slope: float, shift: float) -> WeedHistogram:
    """Return the histogram of the calibrated probabilities."""
    bins = np.clip((scaled(slope, shift) * BINS).astype(int), 0, BINS - 1)
    result = WeedHistogram()
    for truth in (0, 1):
        np.add.at(result.counts[truth], bins, histogram.counts[truth])
    return result


def describe(histograms: dict[str, WeedHistogram], slope: float, shift: float) -> dict[str, Any]:
    """Say what calibration does to each set, and the curve over all."""
    after = {name: moved(h, slope, shift) for name, h in histograms.items()}
    total = WeedHistogram(np.sum([h.counts for h in after.values()], axis=0))
    errors = {name: expected_calibration_error(h) for name, h in after.items()}
    before = {name: expected_calibration_error(h) for name, h in histograms.items()}
    return {
        "slope": round(slope, 4),
        "shift": round(shift, 4),
        "measured_on": "sets left out of the training of networks of the same recipe",
        "expected_calibration_error": rounded(float(np.mean(list(errors.values())))),
        "uncalibrated": rounded(float(np.mean(list(before.values())))),
        "by_set": {name: rounded(value) for name, value in errors.items()},
        "miou_by_set": {name: rounded(h.confusion(0.5).miou()) for name, h in after.items()},
        "curve": [
            {"said": round(b.said, 3), "found": round(b.found, 3), "pixels": b.pixels}
            for b in reliability_curve(total)
        ],
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unseen", type=Path, required=True, help="JSON of ragweed-unseen")
    parser.add_argument("--checkpoint", type=Path, help="best.pt of a network of kinds")
    parser.add_argument("--shift", action="store_true", help="fit the shift, too")
    parser.add_argument("--out", type=Path, help="checkpoint to write")
    args = parser.parse_args(argv)
    document = json.loads(args.unseen.read_text(encoding="utf-8"))
    histograms = {
        score["left_out"]: WeedHistogram(np.array(score["histogram"], np.int64))
        for score in document["scores"]
    }
    slope, shift = fit(list(histograms.values()), args.shift)
    entry = describe(histograms, slope, shift)
    print(json.dumps(entry, indent=2))
    if args.checkpoint is None or args.out is None:
        return
    try:
        network, state = load_checkpoint(args.checkpoint)
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error
    if not network.spec.kinds:
        raise SystemExit(f"{args.checkpoint} is no network of kinds: nothing to calibrate")
    network.merge.set_calibration(slope, shift)
    save_state(state | {"average": network.state_dict(), "calibration": entry}, args.out)


if __name__ == "__main__":
    main()
