"""The learning rate over a run and the running average of the weights."""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass
from typing import Generic, TypeVar

import torch
from torch import nn


@dataclass(frozen=True)
class Schedule:
    """Learning rate over steps, or over a time budget where that ends first."""

    steps: int
    warmup_steps: int
    peak: float
    budget_s: float | None

    def progress(self, step: int, seconds: float) -> float:
        """Share of the run that is done, 0 to 1."""
        share = step / self.steps if self.steps else 1.0
        if self.budget_s is not None:
            share = max(share, seconds / self.budget_s)
        return min(1.0, share)

    def rate(self, step: int, seconds: float) -> float:
        """Linear warm-up, then a cosine down to a hundredth of the peak."""
        cosine = 0.5 * (1 + math.cos(math.pi * self.progress(step, seconds)))
        return self.peak * min(1.0, (step + 1) / self.warmup_steps) * (0.01 + 0.99 * cosine)


Trained = TypeVar("Trained", bound=nn.Module)


class Average(Generic[Trained]):
    """Exponential moving average of the weights and batch norm statistics."""

    def __init__(self, network: Trained, decay: float) -> None:
        """Start from a copy of the network."""
        self.network = copy.deepcopy(network).eval()
        self.decay = decay

    @torch.no_grad()
    def update(self, network: Trained, step: int) -> None:
        """Move towards the network; faster in the first steps."""
        decay = min(self.decay, (1 + step) / (10 + step))
        source = network.state_dict()
        for name, value in self.network.state_dict().items():
            if value.dtype.is_floating_point:
                value.lerp_(source[name], 1 - decay)
            else:
                value.copy_(source[name])
