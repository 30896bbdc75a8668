"""Distillation losses against hand-computed values."""

from __future__ import annotations

import math

import pytest
import torch

from ragweed_training.data import IGNORE
from ragweed_training.distill import augmented_loss, augmented_target, dark_loss, views_loss
from ragweed_training.losses import class_loss
from ragweed_training.model import WeedNet
from ragweed_training.network_spec import NetworkSpec
from ragweed_training.view_lessons import ViewLessons


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


def test_views_loss_is_0_for_what_was_wanted() -> None:
    """One pixel of 0.25 where 0.5 was wanted: 10 (ln 2 + ln (2 / 3)) / 2 + 1 - 1.5 / 1.75."""
    wanted = torch.softmax(logits_of(0.5), dim=1)
    assert float(views_loss(logits_of(0.5), wanted)) == pytest.approx(0, abs=1e-6)
    divergence = 0.5 * math.log(0.5 / 0.25) + 0.5 * math.log(0.5 / 0.75)
    expected = 10 * divergence + 1 - 1.5 / 1.75
    assert float(views_loss(logits_of(0.25), wanted)) == pytest.approx(expected, rel=1e-5)


class Reddish(WeedNet):
    """A teacher that sees pixels alone: the same from every side."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Take the first channel for weed."""
        return torch.stack([torch.zeros_like(x[:, 0]), x[:, 0]], dim=1)


def test_lessons_turn_views_back() -> None:
    """A teacher of pixels says the same in each view, but where a view is scaled."""
    lessons = ViewLessons([Reddish(NetworkSpec())], seed=5)
    crops = torch.randn(3, 3, 64, 64, generator=torch.Generator().manual_seed(2))
    smooth = torch.nn.functional.avg_pool2d(crops, 15, 1, 7)
    plain = torch.softmax(lessons.teachers[0](smooth), dim=1)
    for step in range(4):
        assert torch.allclose(lessons(smooth, step), plain, atol=0.02)
        assert torch.equal(lessons(smooth, step), lessons(smooth, step))


def test_lessons_mix_some_crops() -> None:
    """Some crops get a rectangle of another; the batch that was given stays as it is."""
    lessons = ViewLessons([], seed=5)
    crops = torch.arange(40.0).reshape(40, 1, 1, 1).expand(40, 3, 64, 64).clone()
    mixed = lessons.mixed(crops, 7)
    changed = (mixed != crops).flatten(1).any(dim=1)
    assert 3 <= int(changed.sum()) <= 25
    assert torch.equal(crops[:, 0, 0, 0], torch.arange(40.0))
    assert torch.equal(mixed, lessons.mixed(crops, 7))
    assert not torch.equal(mixed, lessons.mixed(crops, 8))
