"""Looks at a tile from several sides, as `ragweed map --views`."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ragweed_training.tiling import Runner

VIEW_COUNTS = (1, 2, 4, 8)
# Quarter turns counter-clockwise, and whether left and right are exchanged after them. The order
# is that of `TileViews`: as it is, upside down, mirrored, flipped, then the four on their side.
TURNS = ((0, False), (2, False), (0, True), (2, True), (3, False), (1, False), (3, True), (1, True))


def turned(image: Tensor, turn: tuple[int, bool]) -> Tensor:
    """Turn the last two axes of a tensor, rows and columns."""
    quarters, mirrors = turn
    rotated = torch.rot90(image, quarters, (-2, -1))
    return rotated.flip(-1) if mirrors else rotated


def turned_back(image: Tensor, turn: tuple[int, bool]) -> Tensor:
    """Undo `turned`."""
    quarters, mirrors = turn
    return torch.rot90(image.flip(-1) if mirrors else image, -quarters, (-2, -1))


def many_sided(run: Runner, views: int) -> Runner:
    """Wrap a runner: the mean of what it says of 1, 2, 4 or 8 views of a tile.

    Raises:
        ValueError: Another number of views.
    """
    if views not in VIEW_COUNTS:
        raise ValueError(f"{views} views: give one of {', '.join(map(str, VIEW_COUNTS))}")
    if views == 1:
        return run

    def look(blob: NDArray[np.float32]) -> NDArray[np.float32]:
        tile = torch.from_numpy(blob)
        seen = [
            turned_back(
                torch.from_numpy(run(np.ascontiguousarray(turned(tile, turn).numpy()))), turn
            )
            for turn in TURNS[:views]
        ]
        return np.asarray(torch.stack(seen).mean(dim=0).numpy(), dtype=np.float32)

    return look
