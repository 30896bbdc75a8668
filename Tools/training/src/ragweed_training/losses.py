"""Cross entropy, Dice and the auxiliary soil/weed/crop loss."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from ragweed_training.data import IGNORE, WEED

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


def training_loss(
    logits: Tensor, auxiliary: Tensor, labels: Tensor, auxiliary_weight: float
) -> Tensor:
    """Cross entropy + Dice of weed, plus the weighted auxiliary cross entropy."""
    target = binary_targets(labels)
    logits = logits.float()
    loss = functional.cross_entropy(logits, target, ignore_index=IGNORE)
    loss = loss + dice_loss(logits, target)
    # The auxiliary head works at a quarter of the resolution: take every fourth label.
    coarse = labels[:, 2::4, 2::4].long()
    weights = torch.tensor(AUXILIARY_CLASS_WEIGHTS, device=auxiliary.device)
    extra = functional.cross_entropy(auxiliary.float(), coarse, weight=weights, ignore_index=IGNORE)
    return loss + auxiliary_weight * extra
