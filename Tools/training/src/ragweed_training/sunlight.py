"""Lights plants and ground anew, as another hour and another sky would.

Videos differ in light first of all, and a set of one video has only one. Colour alone does not
make an overcast field a sunny one: there plants cast shadows, leaves are brighter than their
neighbours, and the ground is brighter than the plants.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

# Excess green of chromatic coordinates that parts plants from ground, and how soft the edge is.
EXCESS_GREEN = 0.10
EDGE = 0.03
SHADOW_STEPS = 5


def plant_cover(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return how far each pixel of an RGB picture is plant, 0 to 1, by its excess green."""
    pixels = image.astype(np.float32)
    total = pixels.sum(axis=2) + 1
    excess = (3 * pixels[..., 1] - total) / total
    cover = 1 / (1 + np.exp(np.clip((EXCESS_GREEN - excess) / EDGE, -30, 30)))
    return np.asarray(cv2.GaussianBlur(cover, (0, 0), 0.8), dtype=np.float32)


def shadow_of(
    cover: NDArray[np.float32], angle: float, length_px: float, softness_px: float
) -> NDArray[np.float32]:
    """Return where plants of this cover cast their shadow, 0 to 1; it lies beside them."""
    height, width = cover.shape
    shadow = np.zeros_like(cover)
    for step in range(1, SHADOW_STEPS + 1):
        reach = length_px * step / SHADOW_STEPS
        shift = np.array([[1, 0, reach * np.cos(angle)], [0, 1, reach * np.sin(angle)]])
        moved = cv2.warpAffine(cover, shift, (width, height), borderMode=cv2.BORDER_REFLECT_101)
        shadow = np.maximum(shadow, moved)
    return np.asarray(cv2.GaussianBlur(shadow, (0, 0), softness_px), dtype=np.float32)


def smooth_field(
    size: tuple[int, int], rng: np.random.Generator, cells: int
) -> NDArray[np.float32]:
    """Return a smooth random field of RGB, about -1 to 1."""
    coarse = rng.uniform(-1, 1, (cells, cells, 3)).astype(np.float32)
    # Brightness changes more than colour.
    coarse = 0.3 * coarse + 0.7 * coarse[..., :1]
    return np.asarray(
        cv2.resize(coarse, (size[1], size[0]), interpolation=cv2.INTER_LINEAR), dtype=np.float32
    )


def relight(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Light the plants and the ground of an RGB crop apart, and let the sun cast shadows."""
    cover = plant_cover(image)
    plant = cover[..., None]
    pixels = image.astype(np.float32)
    # Hard light sets leaves apart from their neighbours, an overcast sky makes them alike.
    mean = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(4, 16))
    contrast = float(np.exp(rng.uniform(-0.5, 0.8)))
    pixels = np.where(plant > 0.05, mean + (pixels - mean) * (1 + (contrast - 1) * plant), pixels)
    cells = int(rng.integers(3, 13))
    pixels *= 1 + plant * 0.25 * smooth_field(cover.shape, rng, cells)
    tint = rng.uniform(0.92, 1.08, 3)
    pixels *= 1 + plant * (rng.uniform(0.75, 1.3) * tint - 1).astype(np.float32)
    warmth = rng.uniform(0.93, 1.07, 3)
    pixels *= 1 + (1 - plant) * (rng.uniform(0.8, 1.6) * warmth - 1).astype(np.float32)
    if rng.random() < 0.7:
        angle = rng.uniform(0, 2 * np.pi)
        length = float(np.exp(rng.uniform(np.log(4), np.log(50))))
        shadow = shadow_of(cover, angle, length, rng.uniform(0.7, 2.5))[..., None]
        # What stands in a neighbour's shadow is mostly the ground.
        depth = rng.uniform(0.35, 0.85) * shadow * (1 - rng.uniform(0.5, 1.0) * plant)
        blue = np.array([1.0, 0.97, 0.9], np.float32) if rng.random() < 0.5 else np.float32(1)
        pixels *= 1 - depth * blue
    return np.clip(pixels, 0, 255).astype(np.uint8)
