"""What the latency of variants is compared by."""

from __future__ import annotations

from pathlib import Path

import pytest

from ragweed_training.engines import ENGINES
from ragweed_training.latency import Timed, share_of_first


def test_a_share_is_that_of_the_same_round() -> None:
    """The machine halves its speed between rounds; a tenth less is a tenth less."""
    first = Timed("a", ENGINES[0], Path("a.onnx"), processor_s=[1.0, 2.0, 2.0, 1.0, 4.0])
    other = Timed("b", ENGINES[0], Path("b.onnx"), processor_s=[0.9, 1.8, 1.8, 0.9, 0.1])
    foreign = Timed("b", ENGINES[1], Path("b.onnx"), processor_s=[7.0])
    pairs = [first, foreign, other]
    assert share_of_first(other, pairs) == pytest.approx(0.9)
    assert share_of_first(first, pairs) == share_of_first(foreign, pairs) == 1
