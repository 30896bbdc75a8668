"""Runs a fixed-size network over images of any size with a Hann-type blend."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from ragweed_training.augment import MEAN, STD

Runner = Callable[[NDArray[np.float32]], NDArray[np.float32]]


def tile_starts(length_px: int, tile_px: int, overlap_px: int) -> list[int]:
    """Spread tiles evenly so that neighbours overlap at least as asked."""
    if length_px <= tile_px:
        return [0]
    count = 1 + int(np.ceil((length_px - tile_px) / (tile_px - overlap_px)))
    return [round(i * (length_px - tile_px) / (count - 1)) for i in range(count)]


def hann_window(tile_px: int) -> NDArray[np.float32]:
    """Separable raised cosine that is positive everywhere."""
    ramp = np.sin(np.pi * (np.arange(tile_px) + 0.5) / tile_px) ** 2
    window = np.outer(ramp, ramp) + 1e-4
    return window.astype(np.float32)


def to_blob(tiles: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Turn [N,H,W,3] pixels into the normalised [N,3,H,W] input."""
    scaled = (tiles.astype(np.float32) - np.float32(MEAN)) / np.float32(STD)
    return np.ascontiguousarray(scaled.transpose(0, 3, 1, 2))


def rescale(
    image: NDArray[np.uint8], label: NDArray[np.uint8], scale: float
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Shrink or enlarge a picture and its labels; areas are averaged, labels are picked."""
    if scale == 1:
        return image, label
    height, width = label.shape
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return (
        np.asarray(cv2.resize(image, size, interpolation=how), dtype=np.uint8),
        np.asarray(cv2.resize(label, size, interpolation=cv2.INTER_NEAREST_EXACT), dtype=np.uint8),
    )


def pad_to_tile(image: NDArray[np.uint8], tile_px: int) -> NDArray[np.uint8]:
    """Mirror an image that is smaller than a tile outwards, down and to the right."""
    down, right = max(0, tile_px - image.shape[0]), max(0, tile_px - image.shape[1])
    if not (down or right):
        return image
    bordered = cv2.copyMakeBorder(image, 0, down, 0, right, cv2.BORDER_REFLECT)
    return np.asarray(bordered, dtype=np.uint8)


def predict_weed(
    image: NDArray[np.uint8], run: Runner, tile_px: int = 512, overlap_px: int = 0
) -> NDArray[np.float32]:
    """Return blended weed probabilities; images smaller than a tile are mirrored outwards."""
    height, width = image.shape[:2]
    padded = pad_to_tile(image, tile_px)
    total = np.zeros(padded.shape[:2], np.float32)
    weight = np.zeros(padded.shape[:2], np.float32)
    window = hann_window(tile_px)
    for top in tile_starts(padded.shape[0], tile_px, overlap_px):
        for left in tile_starts(padded.shape[1], tile_px, overlap_px):
            tile = padded[top : top + tile_px, left : left + tile_px]
            weed = run(to_blob(tile[None]))[0, 1]
            total[top : top + tile_px, left : left + tile_px] += weed * window
            weight[top : top + tile_px, left : left + tile_px] += window
    return (total / weight)[:height, :width]
