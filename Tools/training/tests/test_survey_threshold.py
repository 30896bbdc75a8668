"""The threshold of a survey, by hand; and the threshold that becomes one half."""

from __future__ import annotations

import argparse

import numpy as np
import pytest
from numpy.typing import NDArray

from ragweed_training.score import parse_threshold
from ragweed_training.survey_threshold import ViewAgreement, at_threshold, find_threshold


def ramp(least: float, most: float, rows: int = 64) -> NDArray[np.float32]:
    """Return 64 columns of probabilities that rise from left to right."""
    return np.tile(np.linspace(least, most, 64, dtype=np.float32), (rows, 1))


def seen_from_four_sides(weed: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Two views say this, the two mirrored left to right say its mirror image."""
    mirrored = np.ascontiguousarray(weed[:, ::-1])
    return [weed, mirrored, mirrored, weed]


def test_invented_weeds_raise_the_threshold() -> None:
    """From 0.7 on all views agree: 1 / (1 + (3 / 7)^0.4) = 0.58."""
    agreement = ViewAgreement()
    sure = np.full((32, 64), 0.95, np.float32)
    agreement.add(seen_from_four_sides(np.concatenate([ramp(0, 0.69, 32), sure])))
    assert agreement.peak() == 0.7
    assert agreement.iou(70) == 1
    assert agreement.threshold() == 0.58


def test_missed_weeds_lower_the_threshold() -> None:
    """Up to 0.3 all views agree: 0.42. At 0.5 they share (2 * 37 + 4 * 10) of (2 * 37 + 4 * 64)."""
    agreement = ViewAgreement()
    agreement.add(seen_from_four_sides(ramp(0.31, 0.76)))
    assert agreement.peak() == 0.3
    assert agreement.iou(50) == pytest.approx(114 / 330)
    assert agreement.threshold() == 0.42


def test_too_little_to_go_by_leaves_one_half() -> None:
    """Two rows of what called for 0.42; and nothing at all."""
    agreement = ViewAgreement()
    assert agreement.threshold() == 0.5
    agreement.add(seen_from_four_sides(ramp(0.31, 0.76, 2)))
    assert agreement.peak() == 0.3
    assert agreement.threshold() == 0.5


def sided(blob: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return 0.31 to 0.76, by the column of what is shown, whatever it is."""
    weed = np.broadcast_to(ramp(0.31, 0.76), blob[:, 0].shape)
    return np.stack([1 - weed, weed], axis=1)


def test_views_are_turned_back_before_they_are_compared() -> None:
    """Two pictures give what one gives."""
    pictures = [np.zeros((64, 64, 3), np.uint8)] * 2
    assert find_threshold(pictures, sided, tile_px=64, overlap_px=0) == 0.42


def test_the_threshold_becomes_one_half() -> None:
    """Of three classes with odds of 0.75 to 0.25: 0.5, 0.3, 0.2 become 0.25, 0.45, 0.3."""

    def three(blob: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.array([0.5, 0.3, 0.2], np.float32).reshape(1, 3, 1, 1)

    weighed = at_threshold(three, 0.25)(np.zeros((1, 3, 1, 1), np.float32))
    assert weighed.ravel().tolist() == pytest.approx([0.25, 0.45, 0.3])
    assert at_threshold(three, 0.5) is three
    for wrong in (0.0, 1.0, -0.5):
        with pytest.raises(ValueError, match="between 0 and 1"):
            at_threshold(three, wrong)


def test_thresholds_are_read() -> None:
    """Auto, a number, and what is neither."""
    assert parse_threshold("auto") is None
    assert parse_threshold("0.4") == 0.4
    for wrong in ("0", "1", "nan", "high"):
        with pytest.raises(argparse.ArgumentTypeError, match="auto or a number"):
            parse_threshold(wrong)
