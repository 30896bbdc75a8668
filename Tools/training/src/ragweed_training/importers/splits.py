"""Puts the pictures of a new set into training, validation and test."""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ragweed_training.data import IGNORE, SPLITS
from ragweed_training.importers.blocks import SPLIT_SHARES, Place, split_ground
from ragweed_training.importers.collection import Collection, Imported


def group_of(path: Path, images: Path, rule: str) -> str:
    """Return the group of a picture by its folder, by a pattern, or itself.

    Raises:
        ValueError: The pattern does not fit the name.
    """
    relative = path.relative_to(images)
    if rule == "folder":
        return relative.parent.as_posix()
    if rule == "picture":
        return relative.as_posix()
    match = re.search(rule, relative.as_posix())
    if match is None:
        raise ValueError(f"--group-by {rule!r} does not fit {relative.as_posix()!r}")
    return match[1] if match.groups() else match[0]


def assign_splits(groups: Mapping[str, int]) -> dict[str, str]:
    """Put whole groups into splits, towards 70, 15 and 15 % of the pictures.

    The order is that of a hash of the name, so that a new group moves no other one far.

    Raises:
        ValueError: There are fewer than three groups.
    """
    if len(groups) < len(SPLITS):
        raise ValueError(
            f"{len(groups)} groups of pictures cannot fill train, val and test: keep flights or "
            "fields in folders of their own (--group-by folder), or take --group-by picture when "
            "no two pictures show the same ground"
        )
    order = sorted(groups, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    total = sum(groups.values())
    filled = dict.fromkeys(SPLITS, 0)
    result: dict[str, str] = {}
    for name, split in zip(order, SPLITS, strict=False):
        result[name] = split
        filled[split] += groups[name]
    for name in order[len(SPLITS) :]:
        split = min(SPLITS, key=lambda s: filled[s] / (SPLIT_SHARES[s] * total))
        result[name] = split
        filled[split] += groups[name]
    return result


def splits_by_group(imported: Sequence[Imported]) -> dict[str, str]:
    """Return the split of each picture by its key, whole groups together.

    Raises:
        ValueError: There are fewer than three groups.
    """
    by_group = assign_splits(Counter(item.group for item in imported))
    return {item.key: by_group[item.group] for item in imported}


def splits_by_ground(collection: Collection, weed: Sequence[int]) -> dict[str, str]:
    """Return the split of each tile by its key; tiles between blocks are taken out.

    Three grounds or more go into splits as a whole; of fewer, each is cut into blocks. One that is
    too small for that is for training.
    """
    grounds: dict[str, list[Imported]] = {}
    for item in collection.imported:
        grounds.setdefault(item.group, []).append(item)
    if len(grounds) >= len(SPLITS):
        return splits_by_group(collection.imported)
    splits: dict[str, str] = {}
    for name, items in grounds.items():
        places = [Place(i.key, i.left, i.top, i.side, i.pixels) for i in items]
        found = split_ground(places, weed)
        if found is None:
            print(
                f"{name}: no cut leaves blocks two tiles apart with plants for training and "
                "validation, so all of it is for training: measure on another ground, or take "
                "smaller tiles (--tile-px)",
                file=sys.stderr,
            )
            found = {item.key: "train" for item in items}
        elif len(found) < len(items):
            print(f"{name}: {len(items) - len(found)} tiles between blocks are left out")
        splits |= found
    collection.drop({item.key for item in collection.imported} - set(splits))
    return splits


def check_classes(
    imported: Sequence[Imported],
    splits: Mapping[str, str],
    classes: Mapping[str, int],
    weed: Sequence[str],
) -> None:
    """Report classes without a pixel.

    Raises:
        ValueError: A split to learn from or to choose by has no weed at all, or nothing else.
    """
    totals = {split: np.zeros(256, np.int64) for split in SPLITS}
    for item in imported:
        totals[splits[item.key]] += item.pixels
    present = [split for split in SPLITS if totals[split].any()]
    for name, value in classes.items():
        empty = [split for split in present if value != IGNORE and not totals[split][value]]
        if empty:
            print(f"class {name} has no pixel in: {', '.join(empty)}", file=sys.stderr)
    values = {classes[name] for name in weed}
    for split in present[:2]:
        if split != "test" and not any(totals[split][value] for value in values):
            raise ValueError(
                f"split {split} has no pixel of {', '.join(weed)}: label more pictures, or group "
                "them otherwise (--group-by)"
            )
    others = [value for value in range(IGNORE) if value not in values]
    if not totals["train"][others].any():
        raise ValueError(
            f"every labelled pixel is {', '.join(weed)}: label ground without it too (a class as "
            "soil=0), or say that unlabelled ground is without it (--rest background, --area)"
        )
