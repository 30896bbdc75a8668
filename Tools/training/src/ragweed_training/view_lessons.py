"""Learns from what teachers say of several views of a crop, without labels.

A network errs in other places when a new field is mirrored or turned, and the mean over its views
errs less; the pupil learns to say at first sight what the teacher says after several looks.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from ragweed_training.model import WeedNet
from ragweed_training.views import TURNS, turned, turned_back

VIEWS_PER_STEP = 4
# Some views are looked at from nearer or farther, too.
SCALED_SHARE = 0.3
SCALES = (0.7, 1.3)
SIDE_STEP_PX = 32
# Crops that get a rectangle of another one: what the teacher says of them is seen nowhere else.
MIX_SHARE = 0.3


class ViewLessons:
    """What teachers say of a batch; draws depend on the seed and the step only."""

    def __init__(self, teachers: Sequence[WeedNet], seed: int) -> None:
        """Keep the teachers; several take turns."""
        self.teachers = [teacher.eval() for teacher in teachers]
        self.seed = seed

    def mixed(self, inputs: Tensor, step: int) -> Tensor:
        """Paste a rectangle of another crop of the batch into some of them."""
        rng = np.random.default_rng((self.seed, step, 0))
        mixed = inputs.clone(memory_format=torch.preserve_format)
        side = inputs.shape[-1]
        for index in np.flatnonzero(rng.random(len(inputs)) < MIX_SHARE):
            donor = int(rng.integers(len(inputs)))
            height, width = (int(n) for n in rng.integers(side // 4, side * 3 // 4, 2))
            top, left = int(rng.integers(side - height)), int(rng.integers(side - width))
            rows, columns = slice(top, top + height), slice(left, left + width)
            mixed[int(index), :, rows, columns] = inputs[donor, :, rows, columns]
        return mixed

    @torch.no_grad()
    def __call__(self, inputs: Tensor, step: int) -> Tensor:
        """Return class probabilities [N,C,H,W], the mean over views drawn for the step."""
        rng = np.random.default_rng((self.seed, step, 1))
        size = (inputs.shape[-2], inputs.shape[-1])
        seen = []
        for count, index in enumerate(rng.permutation(len(TURNS))[:VIEWS_PER_STEP]):
            teacher, turn = self.teachers[count % len(self.teachers)], TURNS[int(index)]
            view = turned(inputs, turn)
            if rng.random() < SCALED_SHARE:
                scale = float(np.exp(rng.uniform(*np.log(SCALES))))
                side = max(1, round(size[0] * scale / SIDE_STEP_PX)) * SIDE_STEP_PX
                view = functional.interpolate(
                    view, size=(side, side), mode="bilinear", antialias=True
                )
            scores = teacher(view.contiguous(memory_format=torch.channels_last)).float()
            said = torch.softmax(scores, dim=1)
            if said.shape[-2:] != size:
                said = functional.interpolate(said, size=size, mode="bilinear")
            seen.append(turned_back(said, turn))
        return torch.stack(seen).mean(dim=0)
