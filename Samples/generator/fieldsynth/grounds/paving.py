"""Paved ground: slabs, blocks, setts and poured concrete."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fieldsynth.grounds.cells import make_cells
from fieldsynth.grounds.road import draw_cracks, strew_dirt
from fieldsynth.grounds.surface import Plane, Surface, linear, make_surface, ramp
from fieldsynth.noise import FloatImage
from fieldsynth.plants import Colour, vary

PATTERNS = ("slabs", "bond", "herringbone", "setts", "poured")
_COLOURS: tuple[Colour, ...] = (
    (168, 164, 156),
    (142, 140, 138),
    (184, 176, 160),
    (158, 108, 88),
    (116, 116, 118),
    (176, 150, 126),
)
_JOINTS: tuple[Colour, ...] = ((122, 110, 92), (84, 80, 74), (152, 144, 130), (74, 80, 48))
_LICHENS: tuple[Colour, ...] = ((196, 192, 168), (72, 74, 62), (170, 150, 84))


@dataclass(frozen=True)
class Stones:
    """Which stone each sample is on.

    Attributes:
        edge: The distance to its edge in metres.
        value: A random number from 0 to 1 for each stone.
        other: A second one.
    """

    edge: FloatImage
    value: FloatImage
    other: FloatImage


def _numbered(plane: Plane, column: FloatImage, row: FloatImage, edge: FloatImage) -> Stones:
    table = plane.rng.random((2, 1 << 14), np.float32)
    which = ((row.astype(np.int32) & 127) << 7) | (column.astype(np.int32) & 127)
    return Stones(np.asarray(edge, np.float32), np.take(table[0], which), np.take(table[1], which))


def courses(plane: Plane, length_m: float, width_m: float, shift: float) -> Stones:
    """Lays stones in rows.

    Args:
        plane: The plane.
        length_m: Their length along the row in metres.
        width_m: The width of the row in metres.
        shift: How far each row is shifted against the last, as a share of the length.

    Returns:
        The stones.
    """
    y = plane.y / np.float32(width_m) + np.float32(50.0 + plane.rng.random())
    row = np.floor(y)
    x = plane.x / np.float32(length_m) + np.float32(50.0 + plane.rng.random())
    x = x + np.mod(row * np.float32(shift), 1.0)
    column = np.floor(x)
    in_x, in_y = x - column, y - row
    edge = np.minimum(
        np.minimum(in_x, 1.0 - in_x) * np.float32(length_m),
        np.minimum(in_y, 1.0 - in_y) * np.float32(width_m),
    )
    return _numbered(plane, column, row, edge)


def herringbone(plane: Plane, width_m: float) -> Stones:
    """Lays stones twice as long as wide at right angles to each other.

    Args:
        plane: The plane.
        width_m: Their width in metres.

    Returns:
        The stones.
    """
    x = plane.x / np.float32(width_m) + np.float32(200.0 + plane.rng.random())
    y = plane.y / np.float32(width_m) + np.float32(200.0 + plane.rng.random())
    column, row = np.floor(x), np.floor(y)
    turn = np.mod(column - row, 4.0)
    # Steps 0 and 1 are the halves of a lying stone, 2 and 3 those of a standing one.
    left = column - (turn == 1.0)
    top = row - (turn == 2.0)
    long_x = np.where(turn < 2.0, np.float32(2.0), np.float32(1.0))
    long_y = np.float32(3.0) - long_x
    in_x, in_y = x - left, y - top
    edge = np.minimum(np.minimum(in_x, long_x - in_x), np.minimum(in_y, long_y - in_y))
    return _numbered(plane, left, top, np.asarray(edge * np.float32(width_m), np.float32))


def _setts(plane: Plane) -> Stones:
    size = float(plane.rng.uniform(0.06, 0.14))
    cells = make_cells(plane, size, 0.34, 0.02, float(plane.rng.uniform(1.0, 1.4)))
    other = np.take(cells.table[::-1], cells.ident)
    return Stones(np.asarray(0.5 * size * cells.gap, np.float32), cells.value(), other)


def _stones(plane: Plane, pattern: str) -> Stones:
    rng = plane.rng
    if pattern == "slabs":
        side = float(rng.uniform(0.3, 0.8))
        return courses(plane, side * float(rng.choice((1.0, 1.0, 1.5))), side, 0.0)
    if pattern == "bond":
        width, long = float(rng.uniform(0.08, 0.3)), float(rng.uniform(1.4, 2.4))
        return courses(plane, width * long, width, float(rng.choice((0.5, 0.33))))
    if pattern == "herringbone":
        return herringbone(plane, float(rng.uniform(0.08, 0.12)))
    return _setts(plane)


def _poured(plane: Plane) -> Surface:
    """Pours concrete: cloudy, with wide joints and hair cracks."""
    rng = plane.rng
    surface = make_surface(plane, vary(rng, _COLOURS[int(rng.integers(3))], 0.08))
    bay = float(rng.uniform(1.0, 5.0))
    stones = courses(plane, bay, bay * float(rng.uniform(0.6, 1.0)), 0.0)
    joint = ramp(stones.edge, 0.006 + plane.gsd, 0.002)
    if plane.extent < 0.6 * bay and rng.random() < 0.5:
        joint *= 0.0
    surface.scale((1.0 - 0.6 * joint) * (0.94 + 0.12 * stones.value))
    surface.relief -= np.float32(0.004) * joint
    if rng.random() < 0.6:
        crack = draw_cracks(plane, int(rng.integers(1, 4)), float(rng.uniform(0.0005, 0.004)))
        surface.scale(1.0 - 0.6 * crack)
    # A broom leaves fine grooves.
    if rng.random() < 0.5:
        groove = plane.noise(0.25, 0.5, 25.0)
        surface.relief += np.float32(0.00018) * groove
        surface.scale(np.exp(0.04 * groove))
    pores = ramp(plane.noise(0.12, 0.5), 2.0, 2.8)
    surface.scale(1.0 - 0.5 * pores)
    return surface


def weather(plane: Plane, surface: Surface, grain: float) -> None:
    """Stains and wears what was built.

    Args:
        plane: The plane.
        surface: The surface; it is changed.
        grain: How grainy it is, as a share of its brightness.
    """
    rng = plane.rng
    fine = plane.noise(0.12, 0.45)
    surface.scale(np.exp(np.float32(grain) * fine + 0.06 * plane.noise(0.9, 1.2)))
    surface.relief += np.float32(0.0001) * fine
    dirt = ramp(plane.noise(2.5, 1.4) + 0.5 * plane.noise(0.4, 1.0), 0.0, 2.0)
    surface.scale(1.0 - np.float32(rng.uniform(0.0, 0.5)) * dirt)
    if rng.random() < 0.4:
        lichen = ramp(plane.noise(0.35, 0.8) + 0.6 * plane.noise(2.0, 1.4), 1.5, 2.0)
        colour = vary(rng, _LICHENS[int(rng.integers(len(_LICHENS)))], 0.1)
        surface.blend(0.7 * lichen, linear(colour))


def paving(plane: Plane) -> Surface:
    """Makes paved ground.

    Args:
        plane: The plane.

    Returns:
        The surface.
    """
    rng = plane.rng
    pattern = str(rng.choice(PATTERNS))
    if pattern == "poured":
        surface = _poured(plane)
        weather(plane, surface, 0.05)
        strew_dirt(plane, surface)
        return surface
    stones = _stones(plane, pattern)
    first = _COLOURS[int(rng.integers(len(_COLOURS)))]
    surface = make_surface(plane, vary(rng, first, 0.08))
    if rng.random() < 0.35:
        second = vary(rng, _COLOURS[int(rng.integers(len(_COLOURS)))], 0.08)
        surface.blend(0.8 * stones.other, linear(second))
    spread = np.float32(rng.uniform(0.08, 0.4))
    surface.scale(1.0 + spread * (stones.value - np.float32(0.5)))
    weather(plane, surface, float(rng.uniform(0.04, 0.14)))
    width = float(rng.uniform(0.002, 0.008) if pattern != "setts" else rng.uniform(0.004, 0.010))
    soft = 1.2 * plane.gsd + 0.002
    crumble = stones.edge + 0.0012 * plane.noise(0.08, 0.8)
    joint = ramp(np.asarray(crumble, np.float32), width / 2 + soft, width / 2)
    # A joint that is thinner than the samples shows as much as it covers.
    joint *= np.float32(min(1.0, 0.35 + width / (2.0 * plane.gsd)))
    fill = linear(vary(rng, _JOINTS[int(rng.integers(len(_JOINTS)))], 0.1))
    surface.blend(joint, fill * np.exp(0.2 * plane.noise(0.3, 0.6))[..., None])
    curve = 0.012 if pattern == "setts" else 0.003
    surface.relief += np.float32(curve) * np.sqrt(np.clip(stones.edge / (8.0 * curve), 0.0, 1.0))
    surface.relief -= np.float32(0.004) * joint
    tip = np.float32(rng.uniform(0.0, 0.03 if pattern != "setts" else 0.1))
    surface.tilt_u += tip * (stones.value - np.float32(0.5))
    surface.tilt_v += tip * (stones.other - np.float32(0.5))
    strew_dirt(plane, surface)
    return surface
