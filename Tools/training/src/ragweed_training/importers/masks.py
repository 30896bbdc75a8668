"""Makes the mask of a picture out of what a label tool says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ragweed_training.data import IGNORE
from ragweed_training.importers.annotation import (
    Annotation,
    Shape,
    draw,
    oriented,
    turn_like,
)
from ragweed_training.importers.green import draw_boxes, green_of


@dataclass(frozen=True)
class Drawing:
    """How labels become mask values."""

    classes: Mapping[str, int]
    # The value of the weed in masks that say no more than where it is.
    weed: int
    # Whether boxes become the green in them; else they are refused.
    green_boxes: bool = False
    # The value of what nothing covers.
    rest: int = 0

    def refuse_boxes(self, shapes: Sequence[Shape]) -> None:
        """Check that boxes, if there are any, are wanted.

        Raises:
            ValueError: They are not.
        """
        if not self.green_boxes and any(shape.is_box for shape in shapes):
            raise ValueError(
                "a box is no outline: label the plants' outlines (polygons), or take the green "
                "inside for the plant (--boxes green)"
            )


def check_values(mask: NDArray[np.uint8], classes: Mapping[str, int]) -> None:
    """Check that a mask has values of the label map only.

    Raises:
        ValueError: It has others.
    """
    allowed = {0, IGNORE, *classes.values()}
    outside = sorted(set(np.unique(mask).tolist()) - allowed)
    if outside:
        known = ", ".join(str(value) for value in sorted(allowed))
        raise ValueError(f"mask values {outside} are not in the label map ({known})")


def mask_of(annotation: Annotation, drawing: Drawing) -> tuple[Image.Image, NDArray[np.uint8]]:
    """Decode a picture upright, with its mask.

    Raises:
        ValueError: Either cannot be used.
    """
    if annotation.problem is not None:
        raise ValueError(annotation.problem)
    if annotation.mask is not None:
        with Image.open(annotation.mask) as opened:
            if opened.mode not in ("L", "P", "1"):
                raise ValueError(f"mask {annotation.mask.name} has colours: it must be 8-bit grey")
            mask = np.array(opened.convert("L") if opened.mode == "1" else opened, np.uint8)
        if annotation.is_binary:
            mask = np.where(mask > 0, drawing.weed, 0).astype(np.uint8)
        check_values(mask, drawing.classes)
        picture, turn = oriented(annotation.image, (mask.shape[1], mask.shape[0]))
        if annotation.is_binary:
            mask[void_of(annotation.image)] = IGNORE
        return picture, turn_like(mask, annotation.image) if turn else mask
    drawing.refuse_boxes(annotation.shapes)
    picture, turn = oriented(annotation.image, annotation.size)
    width, height = annotation.size or picture.size
    shapes = annotation.shapes
    if annotation.size is None:
        sides = np.array([width, height], np.float64)
        shapes = [replace(s, rings=tuple(ring * sides for ring in s.rings)) for s in shapes]
    mask = draw(shapes, width, height, drawing.classes, drawing.rest)
    boxes = [shape for shape in shapes if shape.is_box]
    if boxes:
        draw_boxes(boxes, green_of(stored_pixels(annotation, picture, turn)), mask, drawing.classes)
    return picture, turn_like(mask, annotation.image) if turn else mask


def stored_pixels(annotation: Annotation, upright: Image.Image, turn: bool) -> NDArray[np.uint8]:
    """Return the pixels that the labels refer to."""
    if not turn:
        return np.asarray(upright, np.uint8)
    with Image.open(annotation.image) as opened:
        return np.asarray(opened.convert("RGB"), np.uint8)


def void_of(path: Path) -> NDArray[np.bool_]:
    """Where a picture with an alpha band shows nothing."""
    with Image.open(path) as opened:
        if "A" not in opened.getbands():
            return np.zeros(opened.size[::-1], np.bool_)
        return np.asarray(np.asarray(opened.getchannel("A")) == 0, np.bool_)
