"""Reliability curve, unfamiliarity and the scores of unseen sets, by hand-computed values."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from ragweed_training.calibrate import describe, fit
from ragweed_training.calibration import WeedHistogram
from ragweed_training.data import WEED
from ragweed_training.kinds import KINDS, KindMerge
from ragweed_training.reliability import expected_calibration_error, reliability_curve
from ragweed_training.unfamiliarity import auroc, fit_unfamiliarity
from ragweed_training.unseen import PictureScore, bootstrap


def histogram(pairs: list[tuple[float, int, int]]) -> WeedHistogram:
    """Pixels as (probability, of weed, of the rest)."""
    found = WeedHistogram()
    for probability, weeds, rest in pairs:
        labels = np.array([WEED] * weeds + [0] * rest, np.uint8)
        found.add(labels, np.full(len(labels), probability, np.float32))
    return found


def test_honest_probabilities_have_no_error() -> None:
    """Of 20 pixels at 0.15 three are weed; the bin's middle is 0.155."""
    curve = reliability_curve(histogram([(0.151, 3, 17)]))
    assert len(curve) == 1
    assert curve[0].said == pytest.approx(0.155)
    assert curve[0].found == pytest.approx(0.15)


def test_error_is_weighted_by_pixels() -> None:
    """90 pixels at 0.005 that are no weed, 10 at 0.955 of which half are."""
    error = expected_calibration_error(histogram([(0.001, 0, 90), (0.951, 5, 5)]))
    assert error == pytest.approx(0.9 * 0.005 + 0.1 * 0.455, abs=1e-6)


def test_auroc_by_hand() -> None:
    """Of six pairs four are in order and one is a tie: 4.5 / 6."""
    inside, outside = np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.5])
    assert auroc(inside, outside) == pytest.approx(4.5 / 6)


def test_unfamiliarity_is_a_scaled_mahalanobis_distance() -> None:
    """Far along a narrow direction counts more; the limit is met by the asked share."""
    rng = np.random.default_rng(2)
    scale = np.array([3.0, 1.0, 0.3])
    train = (rng.normal(size=(4000, 3)) * scale).astype(np.float32)
    held = (rng.normal(size=(4000, 3)) * scale).astype(np.float32)
    measure = fit_unfamiliarity(train, held, 0.95)

    def of(points: NDArray[np.float64]) -> NDArray[np.float32]:
        tensor = torch.from_numpy(points.astype(np.float32))[..., None, None]
        return np.asarray(measure(tensor).flatten().numpy())

    assert (of(held) > 1).mean() == pytest.approx(0.05, abs=0.01)
    wide, narrow = of(np.array([[3.0, 0, 0]])), of(np.array([[0, 0, 3.0]]))
    assert narrow > 5 * wide


def test_bootstrap_brackets_the_score_and_one_picture_widens_it() -> None:
    """Equal pictures have no spread; one with most of the weed has."""
    alike = [PictureScore(str(i), "a", np.array([[90, 2], [2, 6]])) for i in range(10)]
    low, high = bootstrap(alike)
    assert low == pytest.approx(high)
    odd = [*alike, PictureScore("odd", "a", np.array([[0, 0], [300, 0]]))]
    low, high = bootstrap(odd)
    assert high - low > 0.1


def test_calibration_recovers_what_was_done_to_honest_odds() -> None:
    """Odds that were doubled and shifted by one come back by slope one half and shift one half."""
    rng = np.random.default_rng(7)
    honest = rng.normal(-0.3, 0.8, 200_000)
    labels = np.where(rng.random(len(honest)) < 1 / (1 + np.exp(-honest)), WEED, 0)
    said = 1 / (1 + np.exp(-(2 * honest - 1)))
    found = WeedHistogram()
    found.add(labels.astype(np.uint8), said.astype(np.float32))
    slope, shift = fit([found], with_shift=True)
    assert slope == pytest.approx(0.5, abs=0.03)
    assert shift == pytest.approx(0.5, abs=0.06)
    entry = describe({"a": found}, slope, shift)
    assert entry["expected_calibration_error"] < 0.01 < entry["uncalibrated"]


def test_calibration_in_the_network_moves_log_odds() -> None:
    """Odds of 3 become 3^0.5 times e."""
    merge = KindMerge()
    scores = torch.full((1, len(KINDS), 1, 1), -40.0)
    scores[0, 1], scores[0, 0] = np.log(3.0), 0.0
    with torch.no_grad():
        merge.set_calibration(0.5, 1.0)
    logs = merge(scores)[0, :, 0, 0]
    assert float(logs[1] - logs[0]) == pytest.approx(0.5 * np.log(3) + 1, abs=1e-3)
