"""Looks at labelled sets in a folder: pictures, splits, classes, masks that do not fit, leaks."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from ragweed_training.data import (
    IMAGE_SUFFIXES,
    KNOWN_SETS,
    SPLITS,
    SetSpec,
    described,
    image_path,
    load_sample,
    read_index,
    read_mask,
)
from ragweed_training.leaks import find_leaks

CONTENT = ("images", "masks")


@dataclass
class SetReport:
    """What a folder holds."""

    name: str
    folder: str
    licence: str
    source: str
    synthetic: bool
    splits: dict[str, int] = field(default_factory=dict)
    # Pixels of each class; the values are those of the masks.
    pixels: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@dataclass
class FolderReport:
    """The sets of a folder, and pictures without labels."""

    sets: list[SetReport]
    unlabelled: dict[str, int]

    def as_dict(self) -> dict[str, Any]:
        """Turn into plain values."""
        return asdict(self)

    @property
    def problem_count(self) -> int:
        """Number of problems in all sets."""
        return sum(len(report.problems) for report in self.sets)


def find_sets(folder: Path) -> list[SetSpec]:
    """List the sets at or below a folder, by name where they are known."""
    specs = []
    for index in sorted(folder.rglob("index.csv")):
        place = index.parent
        if not (place / "images").is_dir():
            continue
        known = KNOWN_SETS.get(place.name)
        found = SetSpec(place.name, place) if known is None else replace(known, folder=place)
        specs.append(described(found))
    return specs


def rows_of(spec: SetSpec) -> list[dict[str, str]]:
    """Read the whole index.

    Raises:
        ValueError: It lacks a column that every index has.
    """
    with (spec.folder / "index.csv").open(newline="", encoding="utf-8") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
    lacking = [name for name in ("id", "split") if name not in (reader.fieldnames or [])]
    if lacking:
        raise ValueError(f"index.csv has no column {' and '.join(lacking)}")
    return rows


def any_values(spec: SetSpec) -> SetSpec:
    """Let a set that is neither known nor described have any classes."""
    if spec.names or spec.name in KNOWN_SETS:
        return spec
    return replace(spec, names=tuple((value, f"value {value}") for value in range(255)))


def report_set(spec: SetSpec) -> SetReport:
    """Look at every picture and mask of a set."""
    report = SetReport(spec.name, str(spec.folder), spec.licence, spec.source, spec.synthetic)
    try:
        rows = rows_of(spec)
    except (ValueError, UnicodeDecodeError, csv.Error) as error:
        report.problems.append(str(error))
        return report
    report.synthetic = spec.synthetic or any(row.get("synthetic") == "true" for row in rows)
    keys = [row["id"] for row in rows]
    report.splits = dict(Counter(row["split"] for row in rows))
    for split in report.splits:
        if split not in SPLITS:
            report.problems.append(f"split {split!r} is none of {', '.join(SPLITS)}")
    for key, count in Counter(keys).items():
        if count > 1:
            report.problems.append(f"{key} is listed {count} times")
    pixels = np.zeros(256, np.int64)
    read = any_values(spec)
    for key in dict.fromkeys(keys):
        try:
            load_sample(read, key)
            pixels += np.bincount(read_mask(spec, key).ravel(), minlength=256)
        except (ValueError, OSError, SyntaxError) as error:
            report.problems.append(str(error))
    names = dict(spec.names)
    report.pixels = {
        "ignored" if value == 255 else names.get(int(value), f"value {value}"): int(pixels[value])
        for value in np.flatnonzero(pixels)
    }
    report.problems += strays(spec, set(keys))
    report.problems += leaks(spec)
    return report


def strays(spec: SetSpec, keys: set[str]) -> list[str]:
    """Name files that the index does not list."""
    found = []
    for kind in CONTENT:
        place = spec.folder / kind
        files = sorted(path for path in place.glob("*") if path.suffix.lower() in IMAGE_SUFFIXES)
        lost = [path.name for path in files if path.stem not in keys]
        if lost:
            shown = ", ".join(lost[:3])
            found.append(f"{len(lost)} files of {kind}/ are not in index.csv ({shown})")
    return found


def leaks(spec: SetSpec) -> list[str]:
    """Name pictures of one split that show the same as one of another."""
    splits: dict[str, list[tuple[str, Path]]] = {}
    for split in SPLITS:
        splits[split] = []
        for key in read_index(spec, split):
            try:
                splits[split].append((key, image_path(spec, key)))
            except FileNotFoundError:
                continue
    return [
        f"{leak.first} shows the same as {leak.second} ({leak.bits} of 256 bits differ)"
        for leak in find_leaks(splits)
    ]


def unlabelled(folder: Path, sets: Sequence[SetSpec]) -> dict[str, int]:
    """Count pictures in folders that belong to no set."""
    counts: Counter[str] = Counter()
    inside = [spec.folder for spec in sets]
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in IMAGE_SUFFIXES and not any(
            path.is_relative_to(place) for place in inside
        ):
            counts[str(path.parent.relative_to(folder))] += 1
    return dict(counts)


def report_folder(folder: Path) -> FolderReport:
    """Look at all sets of a folder.

    Raises:
        FileNotFoundError: There is no such folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}")
    specs = find_sets(folder)
    return FolderReport([report_set(spec) for spec in specs], unlabelled(folder, specs))


def table_of(report: FolderReport) -> str:
    """Put a report into lines to read."""
    lines = []
    for found in report.sets:
        kind = ", SYNTHETIC" if found.synthetic else ""
        splits = ", ".join(f"{count} {split}" for split, count in found.splits.items())
        lines.append(f"{found.name}{kind}: {splits}")
        lines.append(f"  licence {found.licence}; source {found.source}")
        total = sum(count for name, count in found.pixels.items() if name != "ignored")
        for name, count in found.pixels.items():
            share = f"{count / total:7.2%}" if total and name != "ignored" else "       "
            lines.append(f"  {share} {name} ({count} px)")
        for problem in found.problems:
            lines.append(f"  PROBLEM {problem}")
    for name, count in report.unlabelled.items():
        lines.append(f"{name}: {count} pictures without labels")
    if not lines:
        lines.append("no sets: a set has images/, masks/ and index.csv (columns id, split)")
    return "\n".join(lines)
