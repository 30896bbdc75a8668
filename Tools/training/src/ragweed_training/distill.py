"""Learning from a teacher: augmented labels and dark knowledge.

Formulas: Haas et al., AIAI 2021 (augmented labels, k = 0.3); Hinton et al. 2015 (dark knowledge,
here with T = 5 and lambda = 2).
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from ragweed_training.data import IGNORE

# Beside labels; views are learnt from without any.
LABEL_MODES = ("none", "augmented", "dark")
MODES = (*LABEL_MODES, "views")
TEACHER_SHARE = 0.3
TEMPERATURE = 5.0
DARK_WEIGHT = 2.0
VIEWS_WEIGHT = 10.0


def one_hot(target: Tensor, classes: int) -> Tensor:
    """Turn [N,H,W] class numbers into [N,C,H,W]; ignored pixels become class 0."""
    known = torch.where(target == IGNORE, 0, target)
    return functional.one_hot(known, classes).movedim(-1, 1).float()


def augmented_target(teacher: Tensor, target: Tensor, share: float = TEACHER_SHARE) -> Tensor:
    """Mix the teacher's probabilities into the labels of pixels that it has right."""
    probabilities = torch.softmax(teacher.float(), dim=1)
    labels = one_hot(target, teacher.shape[1])
    right = (teacher.argmax(dim=1) == target).unsqueeze(1)
    return torch.where(right, share * probabilities + (1 - share) * labels, labels)


def mean_over_known(values: Tensor, target: Tensor) -> Tensor:
    """Mean of [N,H,W] values over the pixels that are not ignored."""
    known = (target != IGNORE).float()
    return (values * known).sum() / known.sum().clamp(min=1)


def soft_cross_entropy(target: Tensor, logits: Tensor) -> Tensor:
    """Cross entropy of each pixel against a distribution."""
    return -(target * functional.log_softmax(logits.float(), dim=1)).sum(dim=1)


def augmented_loss(logits: Tensor, teacher: Tensor, target: Tensor) -> Tensor:
    """Cross entropy against the augmented labels; takes the place of the plain one."""
    soft = augmented_target(teacher, target)
    return mean_over_known(soft_cross_entropy(soft, logits), target)


def dark_loss(logits: Tensor, teacher: Tensor, target: Tensor) -> Tensor:
    """Plain cross entropy plus that against the teacher's softened probabilities."""
    plain = functional.cross_entropy(logits.float(), target, ignore_index=IGNORE)
    soft = torch.softmax(teacher.float() / TEMPERATURE, dim=1)
    dark = mean_over_known(soft_cross_entropy(soft, logits.float() / TEMPERATURE), target)
    return plain + DARK_WEIGHT * TEMPERATURE**2 * dark


def views_loss(logits: Tensor, wanted: Tensor) -> Tensor:
    """Divergence from what several views gave, and how far the weed maps do not overlap.

    The second is one minus their Dice, with the smaller probability as what a pixel shares.
    """
    logits = logits.float()
    entropy = -(wanted * wanted.clamp(min=1e-6).log()).sum(dim=1)
    divergence = (soft_cross_entropy(wanted, logits) - entropy).mean()
    weed, wanted_weed = torch.softmax(logits, dim=1)[:, 1], wanted[:, 1]
    shared = torch.minimum(weed, wanted_weed).sum()
    dice = 1 - (2 * shared + 1) / (weed.sum() + wanted_weed.sum() + 1)
    return VIEWS_WEIGHT * divergence + dice


def relative_divergence(logits: Tensor, teacher: Tensor) -> Tensor:
    """Divergence from the teacher's probabilities, over that of their mean: 1 for an idle pupil."""
    wanted = torch.softmax(teacher.float(), dim=1)
    share = wanted.mean(dim=(0, 2, 3), keepdim=True).expand_as(wanted)
    entropy = soft_cross_entropy(wanted, teacher)
    idle = soft_cross_entropy(wanted, share.log()) - entropy
    return (soft_cross_entropy(wanted, logits) - entropy).mean() / idle.mean().clamp(min=1e-4)
