"""Finds pictures of one split that are much like one of another, also turned or mirrored.

Difference hash of 16 x 16 cells: each bit tells whether the right neighbour is brighter. Unlike
pictures differ in about half of the bits; of the public sets, no two splits come closer than 78 of
256. Copies, also recompressed ones, stay within a few. Ground of one colour and ground that nobody
surveyed (black or white) is alike everywhere: its bits are left out, and so are pictures of which
too few are left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ragweed_training.data import SPLITS, SetSpec, image_path, read_index

CELLS = 16
BITS = CELLS * CELLS
LIMIT_BITS = 40
# Fewer say too little. Corners of so many bits of the public sets are 64 of 256 apart or more.
LEAST_BITS = 64
# Grey levels: what lies beyond is black or white ground; what differs by less has one colour.
BLACK, WHITE = 3.0, 252.0
ONE_COLOUR = 0.25


@dataclass(frozen=True)
class Leak:
    """Two pictures in two splits that show the same; `bits` of 256 differ."""

    first: str
    second: str
    bits: int


@dataclass(frozen=True)
class Hash:
    """Bits of a picture, and which of them say something of its ground."""

    bits: NDArray[np.bool_]
    known: NDArray[np.bool_]


def cells_of(path: Path) -> NDArray[np.float32]:
    """Mean brightness of a picture's cells, one more on each side than the hash needs."""
    with Image.open(path) as opened:
        opened.draft("L", (CELLS * 8, CELLS * 8))
        grey = opened.convert("L").convert("F")
    return np.asarray(grey.resize((CELLS + 1, CELLS + 1), Image.Resampling.BOX), dtype=np.float32)


def hash_of(cells: NDArray[np.float32]) -> Hash:
    """Compare each cell with its right neighbour."""
    left, right = cells[:CELLS, :-1], cells[:CELLS, 1:]
    void = ((cells < BLACK) | (cells > WHITE)).astype(np.uint8)
    # A border of black ground runs through the cells beside it.
    near = cv2.dilate(void, np.ones((3, 3), np.uint8))[:CELLS] > 0
    known = (np.abs(right - left) > ONE_COLOUR) & ~(near[:, :-1] | near[:, 1:])
    return Hash((right > left).ravel(), known.ravel())


def turned_hashes(cells: NDArray[np.float32]) -> list[Hash]:
    """Hashes of the picture in its eight positions."""
    positions = [np.rot90(side, turns) for side in (cells, cells[:, ::-1]) for turns in range(4)]
    return [hash_of(position) for position in positions]


def find_leaks(splits: Mapping[str, Sequence[tuple[str, Path]]]) -> list[Leak]:
    """Compare every picture with those of the other splits.

    Unreadable ones and those without a ground to compare are left out.
    """
    hashed: dict[str, list[tuple[str, list[Hash]]]] = {}
    for split, pictures in splits.items():
        hashed[split] = []
        for key, path in pictures:
            try:
                hashes = turned_hashes(cells_of(path))
            except (OSError, SyntaxError):
                continue
            if hashes[0].known.sum() >= LEAST_BITS:
                hashed[split].append((key, hashes))
    leaks = []
    for a, b in combinations(hashed, 2):
        if not hashed[a] or not hashed[b]:
            continue
        bits = np.stack([hashes[0].bits for _, hashes in hashed[a]])
        known = np.stack([hashes[0].known for _, hashes in hashed[a]])
        for key, hashes in hashed[b]:
            far = np.min([distances(bits, known, other) for other in hashes], axis=0)
            nearest = int(far.argmin())
            if far[nearest] <= LIMIT_BITS:
                leaks.append(Leak(f"{a}/{hashed[a][nearest][0]}", f"{b}/{key}", int(far[nearest])))
    return leaks


def distances(
    bits: NDArray[np.bool_], known: NDArray[np.bool_], other: Hash
) -> NDArray[np.float64]:
    """Bits of 256 in which each picture [N,256] differs from another, by those both have."""
    both = known & other.known
    count = both.sum(axis=1)
    differing = ((bits != other.bits) & both).sum(axis=1)
    return np.where(count < LEAST_BITS, BITS, differing * BITS / np.maximum(count, 1))


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
