"""How far a tile lies from what the network was trained on: one number a tile.

The decoder's features at a sixteenth of the resolution are averaged over the tile and turned into
a squared Mahalanobis distance from the training tiles, divided by the distance that all but a few
tiles of held-out validation pictures stay below: above 1 a tile is unlike what was learnt.
Source: Lee et al., NeurIPS 2018 (Mahalanobis distance of features), here without classes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.stats import rankdata
from torch import Tensor, nn
from torch.nn import functional

# Directions with less spread than this share of the widest one are noise.
LEAST_SPREAD = 1e-3
SHRINKAGE = 0.05


class Unfamiliarity(nn.Module):
    """Features [N,channels,h,w] to one number a picture, [N,1,1,1]."""

    def __init__(self, channels: int, directions: int) -> None:
        """Build it with idle weights."""
        super().__init__()
        self.whiten = nn.Conv2d(channels, directions, 1)
        self.add = nn.Conv2d(directions, 1, 1, bias=False)
        self.requires_grad_(False)

    def forward(self, features: Tensor) -> Tensor:
        """Average over the tile, whiten, square and add."""
        mean = functional.adaptive_avg_pool2d(features, 1)
        white = self.whiten(mean)
        return cast(Tensor, self.add(white * white))


def fit_unfamiliarity(
    train: NDArray[np.float32], held_out: NDArray[np.float32], share: float
) -> Unfamiliarity:
    """Fit it to pooled features [tiles,channels].

    Args:
        train: Of tiles of training pictures: they give mean and covariance.
        held_out: Of tiles of validation pictures: they give the limit.
        share: Share of the held-out tiles that stay below the limit.
    """
    mean = train.mean(axis=0)
    covariance = np.cov(train, rowvar=False)
    values, vectors = np.linalg.eigh(covariance)
    kept = values > LEAST_SPREAD * values.max()
    spread = values[kept] + SHRINKAGE * values.mean()
    projection = vectors[:, kept] / np.sqrt(spread)
    distance = (((held_out - mean) @ projection) ** 2).sum(axis=1)
    limit = float(np.quantile(distance, share))
    found = Unfamiliarity(train.shape[1], int(kept.sum()))
    with torch.no_grad():
        found.whiten.weight.copy_(torch.from_numpy(projection.T.copy())[..., None, None])
        found.whiten.bias.copy_(torch.from_numpy(-mean @ projection))  # type: ignore[union-attr]
        found.add.weight.fill_(1 / limit)
    return found


def load_unfamiliarity(path: Path) -> tuple[Unfamiliarity, dict[str, Any]]:
    """Read what ragweed-familiarity wrote, and its figures.

    Raises:
        ValueError: The file is another one.
    """
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise
    except Exception as error:
        raise ValueError(f"{path} cannot be read ({error}); write it anew") from error
    try:
        directions, channels = state["average"]["whiten.weight"].shape[:2]
        document: dict[str, Any] = state["document"]
    except KeyError as error:
        raise ValueError(f"{path} is no file of ragweed-familiarity: {error} is missing") from error
    found = Unfamiliarity(channels, directions)
    found.load_state_dict(state["average"])
    return found, document


def auroc(inside: NDArray[np.floating[Any]], outside: NDArray[np.floating[Any]]) -> float:
    """Return how often a tile from outside has the larger number; ties count half."""
    ranks = rankdata(np.concatenate([inside, outside]))
    rank_sum = ranks[len(inside) :].sum()
    pairs = len(inside) * len(outside)
    return float((rank_sum - len(outside) * (len(outside) + 1) / 2) / pairs)
