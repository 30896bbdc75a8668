"""Brings pictures to one ground sampling and cuts them into tiles."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ragweed_training.data import IGNORE
from ragweed_training.tiling import tile_starts

# Half the pixels of one that was 5 % finer would be made up.
LARGEST_SCALE = 1.05


@dataclass(frozen=True)
class GroundSampling:
    """Centimetres per pixel of the pictures: one for all, or of each by its name."""

    usual: float | None = None
    by_name: Mapping[str, float] | None = None

    def of(self, path: Path) -> float:
        """Return that of a picture.

        Raises:
            ValueError: It is not known.
        """
        value = (self.by_name or {}).get(path.name, self.usual)
        if value is None:
            raise ValueError("its centimetres per pixel are not in the table")
        return value


@dataclass(frozen=True)
class Piece:
    """A picture as it goes into a set, or a tile of it."""

    # What its key has behind that of the picture.
    suffix: str
    picture: Image.Image
    mask: NDArray[np.uint8]
    # Whether its pixels are no longer those of the file.
    changed: bool
    # Its first column and row.
    left: int = 0
    top: int = 0


def parse_ground_sampling(text: str) -> GroundSampling:
    """Parse 0.07, or read a CSV table with the columns image and cm_per_px.

    Raises:
        argparse.ArgumentTypeError: It is neither, or a value is not above zero.
    """
    path = Path(text)
    if path.suffix.lower() != ".csv":
        return GroundSampling(usual=parse_centimetres(text))
    try:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            rows = list(csv.DictReader(stream))
        return GroundSampling(
            by_name={row["image"]: parse_centimetres(row["cm_per_px"]) for row in rows}
        )
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise argparse.ArgumentTypeError(
            f"{text} is no table with the columns image and cm_per_px: {error!r}"
        ) from error


def parse_centimetres(text: str) -> float:
    """Parse centimetres per pixel.

    Raises:
        argparse.ArgumentTypeError: It is no number from 0.001 to 100.
    """
    try:
        value = float(text)
    except (TypeError, ValueError):
        value = float("nan")
    if not 0.001 <= value <= 100:
        raise argparse.ArgumentTypeError(
            f"expected centimetres per pixel from 0.001 to 100, got {text!r}"
        )
    return value


def refuse_coarser(scale: float) -> None:
    """Check how much larger a picture would have to become.

    Raises:
        ValueError: It is coarser than what is wanted.
    """
    if scale > LARGEST_SCALE:
        raise ValueError(
            f"it is {scale:.2f} times as coarse as what --cm-per-px asks for: detail cannot be "
            "added; ask for coarser pictures or leave it out"
        )


def pieces(
    picture: Image.Image, mask: NDArray[np.uint8], scale: float, tile_px: int | None
) -> Iterator[Piece]:
    """Shrink a picture with its mask, then cut both into tiles.

    Tiles of one picture are spread evenly and overlap where its sides are no multiples of theirs;
    a picture that is smaller than a tile stays whole. Tiles without a labelled pixel are left out.

    Raises:
        ValueError: The picture is coarser than what is wanted.
    """
    refuse_coarser(scale)
    changed = scale < 1
    if changed:
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        pixels = np.asarray(picture.convert("RGB"), np.uint8)
        picture = Image.fromarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
        mask = shrink_mask(mask, size)
    height, width = mask.shape
    if tile_px is None or (width <= tile_px and height <= tile_px):
        yield Piece("", picture, mask, changed)
        return
    for top in tile_starts(height, tile_px, 0):
        for left in tile_starts(width, tile_px, 0):
            part = mask[top : top + tile_px, left : left + tile_px]
            if np.all(part == IGNORE):
                continue
            box = (left, top, left + part.shape[1], top + part.shape[0])
            cut = picture.crop(box)
            yield Piece(f"_x{left}_y{top}", cut, np.ascontiguousarray(part), True, left, top)


def shrink_mask(mask: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """Give each new pixel the value that covers most of it; size is (width, height)."""
    values = np.unique(mask)
    shares = [
        cv2.resize((mask == value).astype(np.float32), size, interpolation=cv2.INTER_AREA)
        for value in values
    ]
    return np.asarray(values[np.argmax(np.stack(shares), axis=0)], np.uint8)
