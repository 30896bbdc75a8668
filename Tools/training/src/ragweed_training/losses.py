"""Cross entropy, Dice and the auxiliary soil/weed/crop loss."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from ragweed_training.data import CROP, IGNORE, WEED
from ragweed_training.distill import augmented_loss, dark_loss

# Soil is plentiful and learned within minutes; weed against crop is the hard part.
AUXILIARY_CLASS_WEIGHTS = (0.5, 2.0, 1.0)


def binary_targets(labels: Tensor) -> Tensor:
    """Map soil/weed/crop labels to 0, 1 and ignore."""
    target = (labels == WEED).long()
    target[labels == IGNORE] = IGNORE
    return target


def dice_loss(logits: Tensor, target: Tensor) -> Tensor:
    """One minus the weed Dice over the whole batch (crops without weed need no special case)."""
    valid = (target != IGNORE).float()
    weed = torch.softmax(logits, dim=1)[:, 1] * valid
    truth = (target == 1).float()
    overlap = (weed * truth).sum()
    return 1 - (2 * overlap + 1) / (weed.sum() + truth.sum() + 1)


def class_loss(logits: Tensor, target: Tensor, teacher: Tensor | None, mode: str) -> Tensor:
    """Cross entropy against the labels, or with a teacher against both."""
    if teacher is None or mode == "none":
        return functional.cross_entropy(logits, target, ignore_index=IGNORE)
    if mode == "augmented":
        return augmented_loss(logits, teacher, target)
    return dark_loss(logits, teacher, target)


def training_loss(
    logits: Tensor,
    auxiliary: Tensor,
    labels: Tensor,
    auxiliary_weight: float,
    teacher: Tensor | None = None,
    distill: str = "none",
) -> Tensor:
    """Cross entropy + Dice of weed, plus the weighted auxiliary cross entropy.

    A teacher's logits change the cross entropy as `distill` says.
    """
    target = binary_targets(labels)
    logits = logits.float()
    loss = class_loss(logits, target, teacher, distill)
    loss = loss + dice_loss(logits, target)
    # The auxiliary head works at a quarter of the resolution: take every fourth label.
    coarse = labels[:, 2::4, 2::4].long()
    coarse = torch.where((coarse > CROP) & (coarse != IGNORE), CROP, coarse)
    weights = torch.tensor(AUXILIARY_CLASS_WEIGHTS, device=auxiliary.device)
    extra = functional.cross_entropy(auxiliary.float(), coarse, weight=weights, ignore_index=IGNORE)
    return loss + auxiliary_weight * extra
