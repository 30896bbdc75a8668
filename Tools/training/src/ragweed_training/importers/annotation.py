"""What a label tool says of one picture, and its drawing as a mask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from ragweed_training.data import IMAGE_SUFFIXES

# cv2 takes outlines in sixteenths of a pixel.
SUBPIXEL_BITS = 4


@dataclass(frozen=True)
class Shape:
    """A labelled region: outlines in pixels (centre of the first pixel at 0.5), or a bitmap."""

    label: str
    rings: tuple[NDArray[np.float64], ...] = ()
    bitmap: NDArray[np.bool_] | None = None
    # Its one ring is a box around the plant, not the plant.
    is_box: bool = False


@dataclass(frozen=True)
class Annotation:
    """All shapes of a picture, or the mask file that says it all."""

    image: Path
    shapes: Sequence[Shape] = field(default_factory=tuple)
    # (width, height) that the coordinates refer to; None: they are shares of 1.
    size: tuple[int, int] | None = None
    mask: Path | None = None
    # Whether the mask only says where the weed is: its values are 0 and anything else.
    is_binary: bool = False
    # Column and row among the tiles of one ground, where the picture is one.
    tile: tuple[int, int] | None = None
    problem: str | None = None


def oriented(path: Path, size: tuple[int, int] | None) -> tuple[Image.Image, bool]:
    """Decode a picture upright by its EXIF data, and whether labels must be turned with it.

    Label tools differ: those that ignore EXIF give coordinates of the stored picture, which
    `size` tells apart unless the picture is square.

    Raises:
        ValueError: The picture is corrupt or of another size than its labels.
    """
    try:
        with Image.open(path) as opened:
            opened.load()
            stored = opened.size
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(f"the picture cannot be decoded ({error})") from error
    if size is None or size == upright.size:
        return upright, False
    if size == stored:
        return upright, True
    raise ValueError(f"the labels are for {size} pixels, the picture has {upright.size}")


def turn_like(mask: NDArray[np.uint8], path: Path) -> NDArray[np.uint8]:
    """Turn a mask of the stored picture as EXIF turns the picture."""
    with Image.open(path) as opened:
        exif = opened.getexif()
    turned = Image.fromarray(mask)
    turned.getexif().update(exif)
    return np.asarray(ImageOps.exif_transpose(turned), dtype=np.uint8)


def class_value(label: str, classes: Mapping[str, int]) -> int:
    """Return the mask value of a class.

    Raises:
        ValueError: It is not in the label map.
    """
    if label not in classes:
        raise ValueError(f"class {label!r} is not in the label map ({', '.join(classes)})")
    return classes[label]


def draw(
    shapes: Sequence[Shape],
    width: int,
    height: int,
    classes: Mapping[str, int],
    rest: int = 0,
) -> NDArray[np.uint8]:
    """Draw outlines and bitmaps in their order; what nothing covers is the rest. Boxes are not.

    Raises:
        ValueError: A shape has a label outside the label map.
    """
    mask = np.full((height, width), rest, np.uint8)
    for shape in shapes:
        value = class_value(shape.label, classes)
        if shape.is_box:
            continue
        if shape.bitmap is not None:
            mask[shape.bitmap] = value
        for ring in shape.rings:
            if len(ring) < 3:
                raise ValueError(f"an outline of {shape.label!r} has fewer than three points")
            points = np.round((ring - 0.5) * (1 << SUBPIXEL_BITS)).astype(np.int32)
            cv2.fillPoly(mask, [points], (value,), shift=SUBPIXEL_BITS)
    return mask


def images_below(folder: Path) -> dict[str, Path]:
    """Map the path without suffix, relative to the folder, to each picture.

    Raises:
        FileNotFoundError: There is none.
    """
    found = {
        path.relative_to(folder).with_suffix("").as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in IMAGE_SUFFIXES
    }
    if not found:
        kinds = ", ".join(IMAGE_SUFFIXES)
        raise FileNotFoundError(f"no pictures ({kinds}) below {folder}")
    return found


def find_image(name: str, images: Mapping[str, Path]) -> Path | None:
    """Find a picture by the path that a label file gives, or by its file name alone."""
    stem = Path(name.replace("\\", "/")).with_suffix("").as_posix()
    if stem in images:
        return images[stem]
    same = [path for path in images.values() if path.stem == Path(stem).name]
    return same[0] if len(same) == 1 else None
