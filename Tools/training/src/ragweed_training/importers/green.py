"""Makes masks of boxes: what is green inside a box is the plant, other ground in it is ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ragweed_training.data import IGNORE
from ragweed_training.importers.annotation import Shape, class_value

# Excess green of colour shares, 2g - r - b; blurred by so many pixels it is less of noise.
GREEN_ABOVE = 0.05
BLUR_PX = 0.8
# Plants reach beyond boxes that are drawn tightly: that green is neither plant nor ground.
BORDER_PX = 3
# Rows and columns beyond a part of a picture that its masks depend on.
MARGIN_PX = 8


def green_of(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where a picture [H,W,3] is green."""
    colours = pixels.astype(np.float32)
    excess = 3 * colours[..., 1] / np.maximum(colours.sum(axis=2), 1) - 1
    excess[pixels.max(axis=2) == 0] = 0
    blurred = np.asarray(cv2.GaussianBlur(excess, (0, 0), BLUR_PX))
    return np.asarray(blurred > GREEN_ABOVE, np.bool_)


def inside_of(box: Shape, height: int, width: int) -> NDArray[np.bool_]:
    """Pixels of a box: exact where it is upright, of its outline where it is turned."""
    (ring,) = box.rings
    inside = np.zeros((height, width), np.uint8)
    low, high = ring.min(axis=0), ring.max(axis=0)
    upright = len(ring) == 4 and all(np.isin(ring[:, i], (low[i], high[i])).all() for i in (0, 1))
    if upright:
        (left, top), (right, bottom) = (np.maximum(np.round(p), 0).astype(int) for p in (low, high))
        inside[top:bottom, left:right] = 1
    else:
        cv2.fillPoly(inside, [np.round(ring - 0.5).astype(np.int32)], (1,))
    return inside > 0


def draw_boxes(
    boxes: Sequence[Shape],
    green: NDArray[np.bool_],
    mask: NDArray[np.uint8],
    classes: Mapping[str, int],
) -> None:
    """Draw boxes into a mask, given where its picture is green.

    Raises:
        ValueError: A box has a label outside the label map.
    """
    covered = np.zeros(mask.shape, np.bool_)
    for box in boxes:
        value = class_value(box.label, classes)
        inside = inside_of(box, *mask.shape)
        mask[inside & green] = value
        mask[inside & ~green] = 0
        covered |= inside
    side = 2 * BORDER_PX + 1
    near = np.asarray(cv2.dilate(covered.astype(np.uint8), np.ones((side, side), np.uint8))) > 0
    mask[near & ~covered & green] = IGNORE
