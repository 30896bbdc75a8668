"""Periodic texture tiles, sampled at ground coordinates so that every view sees the same soil."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

FloatImage = npt.NDArray[np.float32]

TILE_PX = 1024
_PAD_PX = 2


@dataclass(frozen=True)
class Tile:
    """A periodic texture with its successively halved copies.

    Attributes:
        levels: The texture at full, half, quarter ... size.
    """

    levels: tuple[FloatImage, ...]


def _pyramid(image: FloatImage) -> Tile:
    levels = [image]
    while levels[-1].shape[0] > 8:
        top = levels[-1]
        half = top.shape[0] // 2
        mean = top.reshape(half, 2, half, 2).mean(axis=(1, 3), dtype=np.float32)
        levels.append(np.asarray(mean, np.float32))
    return Tile(tuple(levels))


@cache
def fractal_tile(seed: int, exponent: float) -> Tile:
    """Makes a periodic 1/f noise tile with zero mean and unit deviation.

    Args:
        seed: The seed of the noise.
        exponent: The fall of the amplitude with frequency; larger is smoother.

    Returns:
        The tile.
    """
    rng = np.random.default_rng([seed, 11])
    white = rng.standard_normal((TILE_PX, TILE_PX))
    fy = np.fft.fftfreq(TILE_PX)[:, None]
    fx = np.fft.rfftfreq(TILE_PX)[None, :]
    radius = np.hypot(fx, fy)
    radius[0, 0] = 1.0
    gain = np.maximum(radius, 3.0 / TILE_PX) ** -exponent
    gain[0, 0] = 0.0
    noise = np.fft.irfft2(np.fft.rfft2(white) * gain, s=white.shape)
    return _pyramid((noise / noise.std()).astype(np.float32))


CELLS_PER_SIDE = 30


@cache
def clod_tile(seed: int) -> Tile:
    """Makes a periodic tile of rounded lumps, `CELLS_PER_SIDE` to a side, heights 0 to 1.

    Args:
        seed: The seed of the lumps.

    Returns:
        The tile.
    """
    rng = np.random.default_rng([seed, 12])
    count = CELLS_PER_SIDE**2
    centres = rng.random((count, 2)) * TILE_PX
    height = rng.random(count) ** 2.0
    axis = np.arange(TILE_PX, dtype=np.float64)
    yy, xx = np.meshgrid(axis, axis, indexing="ij")
    warp = fractal_tile(seed, 1.6).levels[0]
    warp2 = fractal_tile(seed + 1, 1.6).levels[0]
    cell = TILE_PX / CELLS_PER_SIDE
    where = np.stack([xx + 0.16 * cell * warp, yy + 0.16 * cell * warp2], axis=-1) % TILE_PX
    tree = cKDTree(centres, boxsize=TILE_PX)
    near, index = tree.query(where.reshape(-1, 2), k=2)
    edge = np.clip((near[:, 1] - near[:, 0]) / (0.55 * cell), 0.0, 1.0)
    dome = np.sqrt(1.0 - (1.0 - edge) ** 2) * (0.15 + 0.85 * height[index[:, 0]])
    return _pyramid(dome.reshape(TILE_PX, TILE_PX).astype(np.float32))


@cache
def crack_tile(seed: int) -> Tile:
    """Makes a periodic tile of drying cracks: 0 on the plates, 1 in the cracks.

    Args:
        seed: The seed of the cracks.

    Returns:
        The tile.
    """
    rng = np.random.default_rng([seed, 13])
    side = 9
    centres = rng.random((side * side, 2)) * TILE_PX
    axis = np.arange(TILE_PX, dtype=np.float64)
    yy, xx = np.meshgrid(axis, axis, indexing="ij")
    warp = fractal_tile(seed + 2, 1.5).levels[0]
    warp2 = fractal_tile(seed + 3, 1.5).levels[0]
    cell = TILE_PX / side
    where = np.stack([xx + 0.13 * cell * warp, yy + 0.13 * cell * warp2], axis=-1) % TILE_PX
    near, _ = cKDTree(centres, boxsize=TILE_PX).query(where.reshape(-1, 2), k=2)
    gap = (near[:, 1] - near[:, 0]) / cell
    crack = np.clip(1.0 - gap / 0.07, 0.0, 1.0)
    return _pyramid(crack.reshape(TILE_PX, TILE_PX).astype(np.float32))


def sample(
    tile: Tile,
    x: FloatImage,
    y: FloatImage,
    step: float,
    period: float,
    angle: float,
    offset: tuple[float, float],
) -> FloatImage:
    """Samples a tile at ground coordinates, from the level that fits the spacing.

    Args:
        tile: The tile.
        x: Ground coordinate in metres, to the east.
        y: Ground coordinate in metres, to the north.
        step: The spacing of the coordinates in metres.
        period: The side of the tile on the ground in metres.
        angle: The turn of the tile in radians.
        offset: The shift of the tile, as a share of its side.

    Returns:
        The texture at the coordinates.
    """
    texels = step * TILE_PX / period
    level = int(np.clip(np.round(np.log2(max(texels, 1e-6))), 0, len(tile.levels) - 1))
    image = tile.levels[level]
    size = image.shape[0]
    c, s = np.cos(angle) / period, np.sin(angle) / period
    cos, sin = np.float32(c), np.float32(s)
    u = cos * x - sin * y + np.float32(offset[0])
    u -= np.floor(u)
    v = sin * x + cos * y + np.float32(offset[1])
    v -= np.floor(v)
    for where in (u, v):
        where *= np.float32(size)
        where += np.float32(_PAD_PX - 0.5)
    padded = cv2.copyMakeBorder(image, _PAD_PX, _PAD_PX, _PAD_PX, _PAD_PX, cv2.BORDER_WRAP)
    return np.asarray(cv2.remap(padded, u, v, cv2.INTER_LINEAR), np.float32)
