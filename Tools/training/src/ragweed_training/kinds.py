"""Kinds of ground: soil, weed and one class per crop; how labels, a named crop and losses meet.

A network of kinds tells crops apart inside. Outside it says background and weed: all kinds but
weed together are background. Where the crop is named, the scores of the other crops are masked, so
that their plants count as what they are in that field: weeds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from ragweed_training.data import CROP, CROP_LABELS, IGNORE, SOIL, WEED, is_crop

CROPS = tuple(CROP_LABELS)
KINDS = ("soil", "weed", *CROPS)
WEED_KIND = KINDS.index("weed")
FIRST_CROP = 2
MASKED = -1e4
# Keeps the logarithm finite; a probability below it says nothing.
LEAST_PROBABILITY = 1e-5


class KindMerge(nn.Module):
    """Turns scores of kinds into log probabilities of background and weed, calibrated."""

    def __init__(self) -> None:
        """Build the fixed 1x1 convolutions: one adds up the kinds of a class, one calibrates."""
        super().__init__()
        self.add = nn.Conv2d(len(KINDS), 2, 1)
        self.calibrate = nn.Conv2d(2, 2, 1)
        self.requires_grad_(False)
        self.reset()

    def reset(self) -> None:
        """Set the weights to what they have to be; nothing is calibrated."""
        self.add.weight.zero_()
        self.add.weight[0] = 1
        self.add.weight[0, WEED_KIND] = 0
        self.add.weight[1, WEED_KIND] = 1
        self.add.bias.fill_(LEAST_PROBABILITY)  # type: ignore[union-attr]
        self.set_calibration(1.0, 0.0)

    def set_calibration(self, slope: float, shift: float) -> None:
        """Turn log odds of weed into slope times them plus shift."""
        self.calibrate.weight.copy_(slope * torch.eye(2)[..., None, None])
        self.calibrate.bias.copy_(torch.tensor([0.0, shift]))  # type: ignore[union-attr]

    def forward(self, scores: Tensor) -> Tensor:
        """Map [N,kinds,h,w] scores to [N,2,h,w] log probabilities."""
        # A cast that does nothing would still be a node of the exported graph.
        scores = scores if scores.dtype == torch.float32 else scores.float()
        logs = torch.log(self.add(torch.softmax(scores, dim=1)))
        return cast(Tensor, self.calibrate(logs))


def kind_bias(crop: str | None) -> Tensor:
    """Return what is added to the scores of each kind where a crop, or "none", is named.

    Raises:
        ValueError: The crop is not known.
    """
    bias = torch.zeros(len(KINDS))
    if crop is None:
        return bias
    if crop != "none" and crop not in CROPS:
        raise ValueError(f"the network knows the crops {', '.join(CROPS)}; {crop!r} is not one")
    for index, name in enumerate(KINDS):
        if index >= FIRST_CROP and name != crop:
            bias[index] = MASKED
    return bias


@dataclass(frozen=True)
class NamedCrops:
    """Which crops were named for the pictures of a batch."""

    names: tuple[str | None, ...]

    def bias(self) -> Tensor:
        """Return [N,kinds] for the scores."""
        return torch.stack([kind_bias(name) for name in self.names])


def draw_crops(labels: NDArray[np.uint8], rng: np.random.Generator, share: float) -> NamedCrops:
    """Name a crop for a share of the pictures [N,H,W]: mostly the one that grows there.

    One in eight names another crop and one in eight none at all: then the plants of the crop that
    does grow there are weeds. A picture without a crop that has a name gets none.
    """
    by_label = {label: name for name, label in CROP_LABELS.items()}
    names: list[str | None] = []
    for label in labels:
        counts = np.bincount(label[is_crop(label)], minlength=256)
        own = by_label.get(int(counts.argmax())) if counts.any() else None
        how = rng.random()
        other = CROPS[int(rng.integers(len(CROPS)))]
        if own is None or rng.random() >= share:
            names.append(None)
        elif how < 0.75:
            names.append(own)
        else:
            names.append(other if how < 0.875 else "none")
    return NamedCrops(tuple(names))


def kind_targets(labels: Tensor, named: NamedCrops) -> Tensor:
    """Map labels [N,H,W] to kinds; a crop that is not the named one is a weed.

    CROP, a crop without a name, is no kind: those pixels are IGNORE here, but where no crop stands
    they are weeds.
    """
    table = torch.full((len(labels), 256), IGNORE, dtype=torch.long)
    for row, name in enumerate(named.names):
        table[row, SOIL], table[row, WEED] = SOIL, WEED_KIND
        for crop, label in CROP_LABELS.items():
            table[row, label] = KINDS.index(crop) if name in (None, crop) else WEED_KIND
        if name == "none":
            table[row, CROP] = WEED_KIND
    return table.to(labels.device).gather(1, labels.long().flatten(1)).view(labels.shape)


def kind_loss(scores: Tensor, labels: Tensor, named: NamedCrops) -> Tensor:
    """Cross entropy of kinds, that of "some crop" where the crop has no name, and Dice of weed.

    Args:
        scores: [N,kinds,H,W].
        labels: [N,H,W].
        named: The crops that were named; their scores are masked here.
    """
    biased = scores.float() + named.bias().to(scores.device)[..., None, None]
    target = kind_targets(labels, named)
    logs = functional.log_softmax(biased, dim=1)
    loss = functional.nll_loss(logs, target, ignore_index=IGNORE, reduction="sum")
    known = (target != IGNORE).sum()
    # Where a crop is named, nobody knows whether a crop without a name is that one.
    unnamed = torch.tensor([name is None for name in named.names], device=labels.device)
    some = (labels == CROP) & unnamed[:, None, None]
    if bool(some.any()):
        crops = torch.logsumexp(logs[:, FIRST_CROP:], dim=1)
        loss = loss - crops[some].sum()
        known = known + some.sum()
    valid = (labels != IGNORE).float()
    weed = logs[:, WEED_KIND].exp() * valid
    truth = (target == WEED_KIND).float()
    dice = 1 - (2 * (weed * truth).sum() + 1) / (weed.sum() + truth.sum() + 1)
    return loss / known.clamp(min=1) + dice


def taught_loss(scores: Tensor, taught: Tensor, named: NamedCrops) -> Tensor:
    """Divergence from a teacher's scores [N,kinds,h,w], both with the named crops masked."""
    bias = named.bias().to(scores.device)[..., None, None]
    wanted = torch.log_softmax(taught.float() + bias, dim=1)
    said = torch.log_softmax(scores.float() + bias, dim=1)
    return (wanted.exp() * (wanted - said)).sum(dim=1).mean()
