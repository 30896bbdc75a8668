"""Distillation losses against hand-computed values."""

from __future__ import annotations

import math

import pytest
import torch

from ragweed_training.data import IGNORE
from ragweed_training.distill import augmented_loss, augmented_target, dark_loss
from ragweed_training.losses import class_loss


def logits_of(*weed_probabilities: float) -> torch.Tensor:
    """Return [1,2,1,W] logits whose softmax has these weed probabilities."""
    p = torch.tensor(weed_probabilities)
    return torch.stack([torch.log(1 - p), torch.log(p)])[None, :, None]


def test_augmented_target_trusts_a_right_teacher_only() -> None:
    """Right: 0.3 * 0.8 + 0.7 = 0.94; wrong: the plain label."""
    target = torch.tensor([[[1, 1]]])
    mixed = augmented_target(logits_of(0.8, 0.2), target)
    assert mixed[0, :, 0, 0].tolist() == pytest.approx([0.06, 0.94])
    assert mixed[0, :, 0, 1].tolist() == pytest.approx([0.0, 1.0])


def test_augmented_loss_skips_ignored_pixels() -> None:
    """One pixel: -(0.06 ln 0.5 + 0.94 ln 0.5) = ln 2; the ignored one counts nothing."""
    target = torch.tensor([[[1, IGNORE]]])
    loss = augmented_loss(logits_of(0.5, 0.9), logits_of(0.8, 0.1), target)
    assert float(loss) == pytest.approx(math.log(2))


def test_dark_loss_of_equal_networks() -> None:
    """At even odds both terms are ln 2: ln 2 * (1 + 2 * 25)."""
    even = logits_of(0.5)
    loss = dark_loss(even, even, torch.tensor([[[1]]]))
    assert float(loss) == pytest.approx(math.log(2) * 51, rel=1e-5)


def test_dark_loss_pulls_towards_the_teacher() -> None:
    """A student that says what the teacher says loses less than one that does not."""
    teacher, target = logits_of(0.7), torch.tensor([[[1]]])
    near, far = (dark_loss(logits_of(p), teacher, target) for p in (0.7, 0.05))
    assert near < far


def test_no_teacher_is_plain_cross_entropy() -> None:
    """-ln 0.8."""
    loss = class_loss(logits_of(0.8), torch.tensor([[[1]]]), None, "augmented")
    assert float(loss) == pytest.approx(-math.log(0.8))
