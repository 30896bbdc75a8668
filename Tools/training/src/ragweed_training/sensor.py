"""What cheap cameras do to colour: planes that do not meet, glints, white balance, grain.

Red and blue one pixel beside green, as many small lenses and all multi-lens cameras have them,
cost a network that never saw them much of what it finds.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

SHIFT_PX = 0.6
MOST_SHIFT_PX = 2.0
WHITE_BALANCE = 0.22
GLINTS_PER_MEGAPIXEL = 400.0


def shift_planes(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Move each colour plane of an RGB picture by a fraction of a pixel, and scale red and blue.

    The scale is lateral chromatic aberration: none in the middle, most at the edge.
    """
    size = (image.shape[1], image.shape[0])
    centre = np.array(size, np.float64) / 2
    planes = []
    for plane in range(3):
        move = np.clip(rng.normal(0, SHIFT_PX, 2), -MOST_SHIFT_PX, MOST_SHIFT_PX)
        scale = 1.0 if plane == 1 else 1 + rng.normal(0, 0.0015)
        matrix = np.array([[scale, 0, 0], [0, scale, 0]])
        matrix[:, 2] = centre - scale * centre + move
        planes.append(
            cv2.warpAffine(image[..., plane], matrix, size, borderMode=cv2.BORDER_REFLECT_101)
        )
    return np.asarray(np.stack(planes, axis=2), dtype=np.uint8)


def add_glints(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Set single pixels to bright colours, as sun on wet leaves and sand does; slightly blurred."""
    height, width = image.shape[:2]
    count = int(rng.poisson(GLINTS_PER_MEGAPIXEL * height * width / 1e6))
    light = np.zeros(image.shape, np.float32)
    rows, columns = rng.integers(0, height, count), rng.integers(0, width, count)
    light[rows, columns] = rng.uniform(80, 400, (count, 1)) * rng.uniform(0.4, 1, (count, 3))
    light = np.asarray(cv2.GaussianBlur(light, (0, 0), 0.7), dtype=np.float32)
    return np.asarray(np.clip(image + light, 0, 255), dtype=np.uint8)


def balance_white(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Multiply each plane by its own factor."""
    gain = np.exp(rng.uniform(-WHITE_BALANCE, WHITE_BALANCE, 3))
    table = np.clip(np.arange(256)[:, None] * gain, 0, 255).astype(np.uint8)[None]
    return np.asarray(cv2.LUT(image, table), dtype=np.uint8)


def worsen_sensor(
    image: NDArray[np.uint8], rng: np.random.Generator, share: float
) -> NDArray[np.uint8]:
    """Treat a share of the pictures as a cheap camera would."""
    if rng.random() < share:
        image = shift_planes(image, rng)
        if rng.random() < 0.5:
            image = add_glints(image, rng)
        if rng.random() < 0.5:
            grain = rng.normal(0, rng.uniform(2, 8), image.shape).astype(np.float32)
            image = np.clip(image + grain, 0, 255).astype(np.uint8)
    if rng.random() < 0.85 * share:
        image = balance_white(image, rng)
    return image
