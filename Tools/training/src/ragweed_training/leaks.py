"""Finds pictures of one split that are much like one of another, also turned or mirrored.

Difference hash of 16 x 16 cells: each bit tells whether the right neighbour is brighter. Unlike
pictures differ in about half of the 256 bits; of the public sets, no two splits come closer than
80. Copies, also recompressed ones, stay within a few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ragweed_training.data import SPLITS, SetSpec, image_path, read_index

CELLS = 16
LIMIT_BITS = 40


@dataclass(frozen=True)
class Leak:
    """Two pictures in two splits that show the same."""

    first: str
    second: str
    bits: int


def cells_of(path: Path) -> NDArray[np.float32]:
    """Mean brightness of a picture's cells, one more on each side than the hash needs."""
    with Image.open(path) as opened:
        opened.draft("L", (CELLS * 8, CELLS * 8))
        grey = opened.convert("L").resize((CELLS + 1, CELLS + 1), Image.Resampling.BOX)
    return np.asarray(grey, dtype=np.float32)


def hash_of(cells: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Compare each cell with its right neighbour."""
    bits: NDArray[np.bool_] = (cells[:CELLS, 1:] > cells[:CELLS, :-1]).ravel()
    return bits


def turned_hashes(cells: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Hashes of the picture in its eight positions."""
    positions = [np.rot90(side, turns) for side in (cells, cells[:, ::-1]) for turns in range(4)]
    return np.stack([hash_of(position) for position in positions])


def find_leaks(splits: Mapping[str, Sequence[tuple[str, Path]]]) -> list[Leak]:
    """Compare every picture with those of the other splits; unreadable ones are left out."""
    hashed: dict[str, list[tuple[str, NDArray[np.bool_]]]] = {}
    for split, pictures in splits.items():
        hashed[split] = []
        for key, path in pictures:
            try:
                hashed[split].append((key, turned_hashes(cells_of(path))))
            except (OSError, SyntaxError):
                continue
    leaks = []
    for a, b in combinations(hashed, 2):
        if not hashed[a] or not hashed[b]:
            continue
        upright = np.stack([hashes[0] for _, hashes in hashed[a]])
        for key, hashes in hashed[b]:
            bits = (upright[:, None] != hashes[None]).sum(axis=2).min(axis=1)
            nearest = int(bits.argmin())
            if bits[nearest] <= LIMIT_BITS:
                leaks.append(Leak(f"{a}/{hashed[a][nearest][0]}", f"{b}/{key}", int(bits[nearest])))
    return leaks


def describe_leaks(name: str, leaks: Sequence[Leak]) -> str:
    """Say what is wrong and what to do."""
    shown = "; ".join(f"{leak.first} = {leak.second} ({leak.bits} bits)" for leak in leaks[:5])
    return (
        f"{name}: {len(leaks)} pictures of one split show the same as one of another ({shown}); "
        "put pictures of one flight or video into one split (ragweed-import --group-by)"
    )


def refuse_leaks(specs: Sequence[SetSpec]) -> None:
    """Refuse sets whose splits share pictures.

    Raises:
        ValueError: They do.
    """
    for spec in specs:
        splits = {
            split: [(key, image_path(spec, key)) for key in read_index(spec, split)]
            for split in SPLITS
        }
        leaks = find_leaks(splits)
        if leaks:
            raise ValueError(describe_leaks(spec.name, leaks))
