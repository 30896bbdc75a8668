"""Asphalt with its grains, cracks, patches and markings."""

from __future__ import annotations

import cv2
import numpy as np

from fieldsynth.grounds import litter
from fieldsynth.grounds.cells import make_cells
from fieldsynth.grounds.surface import BoolImage, Plane, Surface, linear, make_surface, ramp
from fieldsynth.noise import FloatImage
from fieldsynth.plants import Points

_LINE_WIDTHS_M = (0.10, 0.12, 0.15, 0.25, 0.50)


def blacktop(plane: Plane) -> Surface:
    """Makes asphalt without cracks or markings.

    Args:
        plane: The plane.

    Returns:
        The surface.
    """
    rng = plane.rng
    tone = float(rng.uniform(62.0, 138.0))
    warm = float(rng.uniform(-4.0, 6.0))
    surface = make_surface(plane, (tone + warm, tone, tone - warm))
    size_m = float(rng.uniform(0.005, 0.011))
    if size_m > 2.5 * plane.gsd:
        cells = make_cells(plane, size_m)
        stone = ramp(cells.gap - 0.5 * np.take(cells.table[::-1], cells.ident) ** 2, 0.02, 0.3)
        # Traffic wears the binder off the stones; young asphalt is black all over.
        shown = np.float32(rng.uniform(0.15, 1.0))
        tint = 0.75 + 0.9 * cells.value() ** 2
        surface.scale(1.0 + shown * (stone * tint - np.float32(0.45)))
        surface.relief += np.float32(0.14 * size_m) * stone * (0.5 + 0.5 * cells.value())
    grain = plane.noise(0.3, 0.35)
    surface.scale(np.exp(0.13 * grain))
    surface.relief += np.float32(0.00014) * grain
    wear = 0.08 * plane.noise(2.2, 1.4, 6.0) + 0.06 * plane.noise(5.0, 1.5)
    surface.scale(np.exp(wear + 0.05 * plane.noise(0.6, 1.1)))
    return surface


def _walk(plane: Plane, steps: int) -> Points:
    """Walks across the picture with a drifting direction: one line in samples."""
    rng = plane.rng
    drift = np.convolve(rng.standard_normal(steps + 24), np.ones(24) / 24**0.5, "valid")[:steps]
    # It turns now and then, but goes on in its direction: a crack has no loops.
    angle = rng.uniform(0, 2 * np.pi) + 0.4 * np.tanh(drift) + 0.45 * rng.standard_normal(steps)
    stride = 2.2 * plane.size / steps
    move = stride * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    line = np.cumsum(move, axis=0)
    line += rng.uniform(0.15, 0.85, 2) * plane.size - line[steps // 2]
    return np.asarray(line, np.float64)


def draw_cracks(plane: Plane, count: int, width_m: float) -> FloatImage:
    """Draws cracks.

    Args:
        plane: The plane.
        count: How many.
        width_m: Their width in metres.

    Returns:
        How much of each sample they take, 0 to 1.
    """
    width = width_m / plane.gsd
    canvas = np.zeros((plane.size, plane.size), np.uint8)
    for _ in range(count):
        line = np.round(_walk(plane, 160) * 16.0).astype(np.int32)
        cv2.polylines(canvas, [line], False, 255, max(1, round(width)), cv2.LINE_AA, 4)
    share = canvas.astype(np.float32) * np.float32(min(1.0, max(width, 0.25)) / 255.0)
    # The edges of a crack crumble; some of its length is closed.
    warp = np.float32(1.2 * min(6.0, max(0.6, 0.3 * width)))
    v, u = np.mgrid[0 : plane.size, 0 : plane.size].astype(np.float32)
    u += warp * plane.noise(40.0 * plane.gsd, 0.9)
    v += warp * plane.noise(40.0 * plane.gsd, 0.9)
    moved = cv2.remap(share, u, v, cv2.INTER_LINEAR)
    return np.asarray(moved * ramp(plane.noise(1.5, 1.2), -1.4, -0.6), np.float32)


def _age(plane: Plane, surface: Surface) -> None:
    """Cracks and mends the asphalt."""
    rng = plane.rng
    if rng.random() < 0.6:
        crack = draw_cracks(plane, int(rng.integers(1, 4)), float(rng.uniform(0.002, 0.012)))
        surface.scale(1.0 - 0.75 * crack)
        surface.relief -= np.float32(0.006) * crack
    if rng.random() < 0.3:
        cells = make_cells(plane, float(rng.uniform(0.08, 0.3)), warp=0.15)
        blur = float(np.clip(plane.gsd / 0.1, 0.02, 0.3))
        net = (1.0 - ramp(cells.gap, 0.015, 0.03 + blur)) * ramp(plane.noise(3.0, 1.5), 0.0, 0.7)
        surface.scale(1.0 - np.float32(min(0.7, 0.02 / blur + 0.1)) * net)
        surface.relief -= np.float32(0.004) * net
    if rng.random() < 0.25:
        band = draw_cracks(plane, int(rng.integers(1, 3)), float(rng.uniform(0.03, 0.09)))
        seal = ramp(band, 0.3, 0.6)
        surface.blend(0.9 * seal, linear((38.0, 38.0, 40.0)))
        surface.gloss += np.float32(0.15) * seal
    if rng.random() < 0.3:
        edge_x, edge_y = rng.uniform(-0.3, 0.3, 2) * plane.extent
        wobble = 0.01 * plane.noise(0.5, 1.2)
        soft = 1.5 * plane.gsd + 0.004
        side = np.minimum(plane.x - edge_x, plane.y - edge_y) + wobble
        patch = ramp(side, -soft, soft)
        surface.scale(1.0 + patch * np.float32(rng.choice((-0.45, -0.3, 0.3))))
        surface.scale(1.0 - 0.4 * ramp(np.abs(side), 0.012 + soft, 0.004))
    for _ in range(int(rng.poisson(0.5))):
        u, v = rng.uniform(-0.5, 0.5, 2) * plane.extent
        away = np.hypot(plane.x - np.float32(u), plane.y - np.float32(v))
        away = away / np.float32(rng.uniform(0.03, 0.3)) + 0.35 * plane.noise(0.4, 1.3)
        stain = ramp(np.asarray(away, np.float32), 1.2, 0.2)
        surface.scale(1.0 - np.float32(rng.uniform(0.2, 0.5)) * stain)


def mark(plane: Plane, surface: Surface, offset_m: float) -> None:
    """Paints a line along the direction of the plane.

    Args:
        plane: The plane.
        surface: The surface; it is changed.
        offset_m: The distance of its middle line from the middle of the picture.
    """
    rng = plane.rng
    width = float(rng.choice(_LINE_WIDTHS_M))
    soft = 0.7 * plane.gsd + 0.001
    side = np.abs(plane.y - np.float32(offset_m)) - np.float32(width / 2) + 0.002 * plane.noise(0.2)
    paint = ramp(side, soft, -soft)
    if rng.random() < 0.4:
        dash = float(rng.uniform(0.5, 3.0))
        along = np.mod(plane.x / np.float32(dash) + np.float32(rng.uniform(0, 1)), 1.0)
        along = np.abs(along - np.float32(0.5))
        paint = paint * ramp((along - np.float32(0.2)) * np.float32(dash), soft, -soft)
    worn = rng.uniform(-2.4, 0.4)
    wear = 0.8 * plane.noise(1.2, 1.2, 2.0) + 0.5 * plane.noise(0.25, 0.6)
    # Paint goes first from the tops of the grains.
    wear = wear + (surface.relief - surface.relief.mean()) * np.float32(400.0)
    paint = paint * (1.0 - ramp(np.asarray(wear, np.float32), 1.2 - worn - 1.2, 2.2 - worn - 0.8))
    yellow = rng.random() < 0.2
    colour = linear((222.0, 186.0, 70.0) if yellow else (224.0, 224.0, 218.0))
    surface.blend(np.asarray(0.92 * paint, np.float32), colour)
    surface.relief += np.float32(0.0008) * paint


def asphalt(plane: Plane) -> Surface:
    """Makes asphalt.

    Args:
        plane: The plane.

    Returns:
        The surface.
    """
    rng = plane.rng
    surface = blacktop(plane)
    _age(plane, surface)
    if rng.random() < 0.55:
        mark(plane, surface, float(rng.uniform(-0.45, 0.45) * plane.extent))
    strew_dirt(plane, surface)
    return surface


def strew_dirt(plane: Plane, surface: Surface, where: BoolImage | None = None) -> None:
    """Strews the little that lies on any road or yard.

    Args:
        plane: The plane.
        surface: The surface; it is changed.
        where: Where it may lie.
    """
    rng = plane.rng
    if rng.random() < 0.5:
        cover = float(rng.exponential(0.006))
        litter.strew_stones(plane, surface, 0.004, cover, litter.GREY_STONES, 0.5, where, 0.3)
    if rng.random() < 0.25:
        litter.strew_leaves(plane, surface, int(rng.integers(1, 40)), where=where)
    if rng.random() < 0.2:
        litter.strew_straw(plane, surface, 0.008, litter.DEAD_LEAVES, 0.06, 0.003, 0.0, where)
