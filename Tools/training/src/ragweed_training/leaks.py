"""Finds pictures of one split that are much like one of another, also turned or mirrored.

Difference hash of 16 x 16 cells: each bit tells whether the right neighbour is brighter. Unlike
pictures differ in about half of the bits; of the public sets, no two splits come closer than 78 of
256. Copies, also recompressed ones, stay within a few. Ground of one colour and ground that nobody
surveyed (black or white) is alike everywhere: its bits are left out, and so are pictures of which
too few are left. Rows of a crop are alike in coarse cells, too: what the hash finds counts only
where finer detail correlates (copies: above 0.96, also shifted a little; other plants of the same
rows: below 0.7).
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
# Detail: a picture of so many pixels a side, less what is coarser, moved by so many at most.
DETAIL_PX, COARSE_PX, SHIFT_PX = 64, 2.0, 4
LEAST_CORRELATION = 0.8
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


@dataclass(frozen=True)
class Look:
    """What is compared of a picture: its hashes in eight positions, and its detail."""

    key: str
    hashes: list[Hash]
    detail: NDArray[np.float32]


def look_at(key: str, path: Path) -> Look:
    """Read a picture for comparison."""
    with Image.open(path) as opened:
        opened.draft("L", (CELLS * 16, CELLS * 16))
        grey = opened.convert("L").convert("F")
    how = Image.Resampling.BOX
    cells = np.asarray(grey.resize((CELLS + 1, CELLS + 1), how), dtype=np.float32)
    fine = np.asarray(grey.resize((DETAIL_PX, DETAIL_PX), how), dtype=np.float32)
    detail = fine - np.asarray(cv2.GaussianBlur(fine, (0, 0), COARSE_PX))
    detail[near_void(fine, 3)] = 0
    return Look(key, [hash_of(position) for position in positions(cells)], detail)


def near_void(grey: NDArray[np.float32], reach: int) -> NDArray[np.bool_]:
    """Where there is black or white ground, or its border is near."""
    void = ((grey < BLACK) | (grey > WHITE)).astype(np.uint8)
    side = 2 * reach + 1
    return np.asarray(cv2.dilate(void, np.ones((side, side), np.uint8))) > 0


def positions(grey: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Return a picture in its eight positions."""
    return [np.rot90(side, turns) for side in (grey, grey[:, ::-1]) for turns in range(4)]


def hash_of(cells: NDArray[np.float32]) -> Hash:
    """Compare each cell with its right neighbour."""
    left, right = cells[:CELLS, :-1], cells[:CELLS, 1:]
    void = near_void(cells, 1)[:CELLS]
    known = (np.abs(right - left) > ONE_COLOUR) & ~(void[:, :-1] | void[:, 1:])
    return Hash((right > left).ravel(), known.ravel())


def find_leaks(splits: Mapping[str, Sequence[tuple[str, Path]]]) -> list[Leak]:
    """Compare every picture with those of the other splits.

    Unreadable ones and those without a ground to compare are left out.
    """
    looks: dict[str, list[Look]] = {}
    for split, pictures in splits.items():
        looks[split] = []
        for key, path in pictures:
            try:
                look = look_at(key, path)
            except (OSError, SyntaxError):
                continue
            if look.hashes[0].known.sum() >= LEAST_BITS:
                looks[split].append(look)
    leaks = []
    for a, b in combinations(looks, 2):
        if not looks[a] or not looks[b]:
            continue
        bits = np.stack([look.hashes[0].bits for look in looks[a]])
        known = np.stack([look.hashes[0].known for look in looks[a]])
        for look in looks[b]:
            far = np.stack([distances(bits, known, other) for other in look.hashes])
            found = nearest_copy(far, look, looks[a])
            if found is not None:
                leaks.append(Leak(f"{a}/{found[0]}", f"{b}/{look.key}", found[1]))
    return leaks


def nearest_copy(
    far: NDArray[np.float64], look: Look, others: Sequence[Look]
) -> tuple[str, int] | None:
    """Return the key and the distance of the nearest picture that shows the same, if any.

    Args:
        far: Distances [8,N] of the hashes in eight positions to those of the others.
        look: The picture.
        others: N pictures.
    """
    turned = positions(look.detail)
    candidates = np.argwhere(far <= LIMIT_BITS)
    for position, index in sorted(candidates.tolist(), key=lambda c: float(far[c[0], c[1]])):
        if correlation(turned[position], others[index].detail) >= LEAST_CORRELATION:
            return others[index].key, int(far[position, index])
    return None


def correlation(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    """Correlate the detail of two pictures where they fit best, moved a little."""
    middle = np.ascontiguousarray(first[SHIFT_PX:-SHIFT_PX, SHIFT_PX:-SHIFT_PX])
    fits = cv2.matchTemplate(np.ascontiguousarray(second), middle, cv2.TM_CCOEFF_NORMED)
    return float(np.max(fits))


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
