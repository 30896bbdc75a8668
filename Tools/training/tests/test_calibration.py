"""The threshold that suits several sets, and weights that have it at one half."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from ragweed_training.calibration import WeedHistogram, best_threshold, calibrated
from ragweed_training.data import CROP, IGNORE, WEED
from ragweed_training.metrics import Confusion
from ragweed_training.model import WeedNet
from ragweed_training.network_spec import NetworkSpec

from .test_model import warm


def histogram(pixels: list[tuple[int, float]]) -> WeedHistogram:
    """Histogram of single pixels, each a label and a weed probability."""
    result = WeedHistogram()
    labels = np.array([[label for label, _ in pixels]], np.uint8)
    result.add(labels, np.array([[weed for _, weed in pixels]], np.float32))
    return result


def test_counts_are_those_of_the_confusion() -> None:
    """Any threshold gives the counts that a comparison with it gives."""
    rng = np.random.default_rng(7)
    label = rng.choice(np.array([0, WEED, CROP, IGNORE], np.uint8), (40, 50))
    # Thousandths away from the bins' ends, where 32 bits round.
    weed = (rng.integers(0, 100, (40, 50)) / 100 + 0.005).astype(np.float32)
    counted = WeedHistogram()
    counted.add(label, weed)
    for threshold in (0.3, 0.5, 0.77):
        expected = Confusion()
        expected.add(label, weed > threshold)
        assert np.array_equal(counted.confusion(threshold).counts, expected.counts)


def test_the_threshold_keeps_the_weeds_and_drops_what_is_none() -> None:
    """Crop plants with 0.6 are no weed where weeds have more; one that suits all sets is taken."""
    first = histogram([(WEED, 0.95), (CROP, 0.605), (0, 0.1)])
    second = histogram([(WEED, 0.805), (CROP, 0.3), (0, 0.2)])
    threshold = best_threshold([first, second])
    assert 0.6 < threshold <= 0.8
    assert first.confusion(threshold).miou() == 1
    assert second.confusion(threshold).miou() == 1


def test_one_half_stays_where_nothing_speaks_against_it() -> None:
    """No validation set, or one that any threshold suits."""
    assert best_threshold([]) == 0.5
    assert best_threshold([histogram([(WEED, 0.99), (0, 0.01)])]) == 0.5


@pytest.mark.parametrize("head", ["deeplab", "light"])
def test_the_shift_moves_the_threshold_to_one_half(head: str) -> None:
    """A pixel is weed by the shifted weights where the old ones gave more than the threshold."""
    network = warm(WeedNet(NetworkSpec(head=head))).eval()
    image = torch.rand(1, 3, 64, 64) * 2 - 1
    with torch.no_grad():
        before = torch.softmax(network(image), dim=1)[0, 1]
        threshold = float(before.median())
        state = calibrated(network, threshold)
        network.load_state_dict(state)
        after = torch.softmax(network(image), dim=1)[0, 1]
    sure = (before - threshold).abs() > 1e-4
    assert torch.equal((before > threshold)[sure], (after > 0.5)[sure])
    assert (after > 0.5).any() and (after < 0.5).any()
