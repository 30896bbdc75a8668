"""Splits the tiles of one ground into blocks for training, validation and test.

Neighbouring tiles show the same plants and the same light. So the ground is cut across, in one of
its two directions, into three blocks that lie two tiles apart; what is between them is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np
from numpy.typing import NDArray

from ragweed_training.data import IGNORE, SPLITS

SPLIT_SHARES = {"train": 0.7, "val": 0.15, "test": 0.15}
GAP_TILES = 2
# Against the share of tiles that are lost, twice.
RATIO_WEIGHT = 0.25
# Places to cut at that are tried in each direction.
MOST_CUTS = 48


@dataclass(frozen=True)
class Place:
    """Where a tile lies on its ground, in pixels or in tiles, and its pixels of each value."""

    key: str
    left: int
    top: int
    side: int
    pixels: NDArray[np.int64]


def split_ground(places: Sequence[Place], weed: Sequence[int]) -> dict[str, str] | None:
    """Return the split of each tile by its key; those between blocks are missing.

    Of all cuts the one is taken that loses the fewest tiles and comes nearest to 70, 15 and 15 %
    of the tiles and of the weed's pixels. None: no cut leaves weed in all blocks, or at least in
    training and validation.
    """
    weeds = np.array([sum(int(p.pixels[value]) for value in weed) for p in places], np.float64)
    known = np.array([p.pixels.sum() - p.pixels[IGNORE] for p in places], np.float64)
    amounts = np.stack([np.ones(len(places)), weeds, known - weeds])
    best: tuple[float, dict[str, str]] | None = None
    for axis in (0, 1):
        starts = np.array([(p.left, p.top)[axis] for p in places])
        # From the last start of one block to the first of the next.
        step = (1 + GAP_TILES) * max(p.side for p in places)
        order = np.unique(starts)
        cuts = order[np.linspace(0, len(order) - 1, min(len(order), MOST_CUTS)).astype(int)]
        for first, second in combinations(cuts, 2):
            blocks = [
                starts <= first,
                (starts >= first + step) & (starts <= second),
                starts >= second + step,
            ]
            sums = np.stack([amounts @ block for block in blocks])
            if not sums[:, 0].all():
                continue
            for names in permutations(SPLITS):
                cost = cost_of({name: sums[i] for i, name in enumerate(names)}, amounts.sum(axis=1))
                if cost is None or (best is not None and cost >= best[0]):
                    continue
                chosen = {
                    places[int(index)].key: name
                    for name, block in zip(names, blocks, strict=True)
                    for index in np.flatnonzero(block)
                }
                best = (cost, chosen)
    return None if best is None else best[1]


def cost_of(sums: dict[str, NDArray[np.float64]], total: NDArray[np.float64]) -> float | None:
    """Say how far tiles, weed and other ground of the blocks are from what is wanted.

    None: something to learn from or to choose by is missing.
    """
    if not (sums["train"][1] and sums["val"][1]):
        return None
    if total[2] and not (sums["train"][2] and sums["val"][2]):
        return None
    used = sum(part[0] for part in sums.values())
    cost = 2 * float(1 - used / total[0])
    for split, share in SPLIT_SHARES.items():
        for index in (0, 1):
            part = float(sums[split][index] / total[index])
            # By ratios, so that the small blocks come near theirs too. A test without weed says
            # little, yet is better than no split.
            cost += RATIO_WEIGHT * abs(np.log(part / share)) if part else 1.0
    return cost
