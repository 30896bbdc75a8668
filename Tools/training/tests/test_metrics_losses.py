"""Scores and losses against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from ragweed_training.data import CROP, IGNORE, WEED
from ragweed_training.losses import binary_targets, dice_loss, training_loss
from ragweed_training.metrics import Confusion


def test_confusion_by_hand() -> None:
    """Crop counts as not weed, ignored pixels count nowhere."""
    label = np.array([[0, CROP, WEED, WEED, IGNORE]], np.uint8)
    weed = np.array([[False, True, True, False, True]])
    confusion = Confusion()
    confusion.add(label, weed)
    assert confusion.counts.tolist() == [[1, 1], [1, 1]]
    assert confusion.iou() == (1 / 3, 1 / 3)
    assert confusion.miou() == pytest.approx(1 / 3)
    assert (confusion.precision(), confusion.recall()) == (0.5, 0.5)


def test_absent_class_is_left_out() -> None:
    """No weed anywhere: its IoU is undefined, not 0 or 1."""
    confusion = Confusion()
    assert confusion.miou() is None
    confusion.add(np.zeros((2, 2), np.uint8), np.zeros((2, 2), np.bool_))
    assert confusion.iou() == (1.0, None)
    assert confusion.miou() == 1.0
    assert confusion.precision() is None and confusion.recall() is None


def test_binary_targets() -> None:
    """Only weed is 1."""
    labels = torch.tensor([0, WEED, CROP, IGNORE], dtype=torch.uint8)
    assert binary_targets(labels).tolist() == [0, 1, 0, IGNORE]


def test_dice_ends() -> None:
    """A perfect prediction costs about 0, the opposite about 1."""
    target = torch.zeros(1, 20, 20, dtype=torch.long)
    target[:, :10] = 1
    sure = torch.stack([1.0 - target, target.float()], dim=1) * 40
    assert float(dice_loss(sure, target)) < 0.01
    assert float(dice_loss(-sure, target)) > 0.99


def test_ignored_pixels_have_no_gradient() -> None:
    """What lies outside the picture must not teach."""
    labels = torch.full((1, 16, 16), IGNORE, dtype=torch.uint8)
    labels[:, :8] = WEED
    logits = torch.zeros(1, 2, 16, 16, requires_grad=True)
    auxiliary = torch.zeros(1, 3, 4, 4, requires_grad=True)
    training_loss(logits, auxiliary, labels, 0.4).backward()  # type: ignore[no-untyped-call]
    assert logits.grad is not None and auxiliary.grad is not None
    assert float(logits.grad[:, :, 8:].abs().max()) == 0.0
    assert float(logits.grad[:, :, :8].abs().max()) > 0.0
    assert float(auxiliary.grad[:, :, 2:].abs().max()) == 0.0
