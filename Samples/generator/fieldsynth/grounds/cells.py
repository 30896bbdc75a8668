"""Cells around scattered points: clods, plates between cracks, setts, crowns."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fieldsynth.grounds.surface import Plane
from fieldsynth.noise import FloatImage

_SIDE = 128


@dataclass(frozen=True)
class Cells:
    """The plane divided into cells.

    Attributes:
        gap: How much farther the second point is than the first, in sizes of a cell: 0 at an edge.
        near: The distance to the point of the cell, in sizes of a cell.
        ident: The number of the cell, from 0 to 16383.
        table: A random number from 0 to 1 for each number.
    """

    gap: FloatImage
    near: FloatImage
    ident: npt.NDArray[np.int32]
    table: FloatImage

    def value(self) -> FloatImage:
        """Gives a random number from 0 to 1 for each cell, at each sample."""
        return np.asarray(np.take(self.table, self.ident), np.float32)


def make_cells(
    plane: Plane, size_m: float, jitter: float = 0.95, warp: float = 0.0, stretch: float = 1.0
) -> Cells:
    """Divides a plane into cells; at half its resolution, which edges of cells do not need.

    Args:
        plane: The plane.
        size_m: The size of a cell in metres.
        jitter: How far the points lie from a grid: 0 squares, 1 anywhere.
        warp: How crooked edges are, as a share of the size.
        stretch: How much longer cells are along the direction of the plane.

    Returns:
        The cells.
    """
    rng, step = plane.rng, 2
    x = plane.x[::step, ::step] / np.float32(size_m * stretch) + np.float32(rng.uniform(0, _SIDE))
    y = plane.y[::step, ::step] / np.float32(size_m) + np.float32(rng.uniform(0, _SIDE))
    if warp > 0.0:
        x = x + np.float32(warp) * plane.noise(3.0 * size_m, 1.6)[::step, ::step]
        y = y + np.float32(warp) * plane.noise(3.0 * size_m, 1.6)[::step, ::step]
    table = rng.random((3, _SIDE * _SIDE), np.float32)
    shift = (np.float32(jitter) * (table[:2] - np.float32(0.5))) + np.float32(0.5)
    column, row = np.floor(x), np.floor(y)
    in_x, in_y = x - column, y - row
    columns, rows = column.astype(np.int32), row.astype(np.int32)
    first = np.full(x.shape, 9.0, np.float32)
    second = first.copy()
    ident = np.zeros(x.shape, np.int32)
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            which = (((rows + down) & (_SIDE - 1)) << 7) | ((columns + right) & (_SIDE - 1))
            away_x = np.take(shift[0], which) + np.float32(right) - in_x
            away_y = np.take(shift[1], which) + np.float32(down) - in_y
            away = np.sqrt(away_x * away_x + away_y * away_y)
            np.minimum(second, np.maximum(first, away), out=second)
            closer = away < first
            np.copyto(ident, which, where=closer)
            np.minimum(first, away, out=first)
    full = (plane.size, plane.size)
    gap = cv2.resize(second - first, full, interpolation=cv2.INTER_LINEAR)
    near = cv2.resize(first, full, interpolation=cv2.INTER_LINEAR)
    large = cv2.resize(ident, full, interpolation=cv2.INTER_NEAREST)
    return Cells(
        np.asarray(gap, np.float32),
        np.asarray(near, np.float32),
        np.asarray(large, np.int32),
        table[2],
    )
