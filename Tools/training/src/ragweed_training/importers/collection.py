"""The pictures of a new set while it is made: what came in, what was skipped, what was written."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ragweed_training.checkpoint import write_atomically
from ragweed_training.data import IMAGE_SUFFIXES, too_many_skipped
from ragweed_training.importers.sampling import Piece

JPEG_QUALITY = 95
CONTENT = ("images", "masks")


@dataclass(frozen=True)
class Imported:
    """One picture of the new set."""

    key: str
    # Flight, video, field or orthophoto: goes into one split, or is split by blocks.
    group: str
    path: Path
    pixels: NDArray[np.int64]
    # Where it lies on the ground of its group, in pixels or tiles; its side in the same.
    left: int = 0
    top: int = 0
    side: int = 0


class Collection:
    """Writes pictures and masks, and can take them back."""

    def __init__(self, out: Path) -> None:
        """Begin with nothing in a folder."""
        self.out = out
        self.imported: list[Imported] = []
        self.skipped: list[tuple[str, str]] = []
        self.good = 0
        for folder in CONTENT:
            (out / folder).mkdir(parents=True, exist_ok=True)

    def add(
        self,
        source: Path,
        stem: str,
        group: str,
        parts: Iterable[Piece],
        tile: tuple[int, int] | None = None,
    ) -> None:
        """Write the parts of a picture.

        Raises:
            ValueError: It cannot be used; nothing of it is kept.
            OSError: The same, by the disk.
        """
        begun, key = len(self.imported), stem
        try:
            for piece in parts:
                key = stem + piece.suffix
                path = save_pair(piece, source, key, self.out)
                counts = np.bincount(piece.mask.ravel(), minlength=256)
                place = (piece.left, piece.top, max(piece.mask.shape))
                self.imported.append(
                    Imported(key, group, path, counts, *((*tile, 1) if tile else place))
                )
        except (ValueError, OSError):
            self.drop({key, *(item.key for item in self.imported[begun:])})
            raise
        self.good += 1

    def skip(self, name: str, error: Exception) -> None:
        """Note a picture that cannot be used."""
        self.skipped.append((name, str(error)))

    def drop(self, keys: set[str]) -> None:
        """Take pictures out again."""
        for key in keys:
            (self.out / "masks" / f"{key}.png").unlink(missing_ok=True)
            for suffix in IMAGE_SUFFIXES:
                (self.out / "images" / f"{key}{suffix}").unlink(missing_ok=True)
        self.imported = [item for item in self.imported if item.key not in keys]

    def discard(self) -> None:
        """Take everything out again, so that a failed import leaves no half set."""
        self.drop({item.key for item in self.imported})
        for folder in (self.out / name for name in CONTENT):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def report_skipped(self) -> None:
        """List what could not be used.

        Raises:
            ValueError: It is more than a few.
        """
        rows = "".join(f"{json.dumps(a)},{json.dumps(b)}\n" for a, b in self.skipped)
        write_atomically(f"image,reason\n{rows}".encode(), self.out / "skipped.csv")
        for name, reason in self.skipped[:10]:
            print(f"skipped {name}: {reason}", file=sys.stderr)
        total = self.good + len(self.skipped)
        if too_many_skipped(len(self.skipped), total):
            raise ValueError(
                f"{len(self.skipped)} of {total} pictures cannot be used, the first because "
                f"{self.skipped[0][1]}; all are listed in {self.out / 'skipped.csv'}"
            )

    def write_index(self, splits: Mapping[str, str]) -> None:
        """Write index.csv."""
        partial = self.out / "index.part"
        with partial.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(["id", "group", "split"])
            writer.writerows([item.key, item.group, splits[item.key]] for item in self.imported)
        partial.replace(self.out / "index.csv")


def save_pair(piece: Piece, source: Path, key: str, out: Path) -> Path:
    """Write picture and mask; an upright JPEG or PNG that stays whole is copied as it is."""
    Image.fromarray(piece.mask).save(out / "masks" / f"{key}.png", optimize=True)
    suffix = source.suffix.lower() if source.suffix.lower() in IMAGE_SUFFIXES else ".png"
    target = out / "images" / f"{key}{suffix}"
    if not piece.changed and is_upright(source):
        shutil.copyfile(source, target)
    elif suffix == ".png":
        piece.picture.save(target)
    else:
        piece.picture.save(target, quality=JPEG_QUALITY)
    return target


def is_upright(path: Path) -> bool:
    """Whether a picture is stored as it is shown."""
    with Image.open(path) as opened:
        return bool(opened.getexif().get(0x0112, 1) == 1)
