"""Roofs: pantiles, flat tiles, slates, sheets of metal."""

from __future__ import annotations

import numpy as np

from fieldsynth.grounds.paving import courses, weather
from fieldsynth.grounds.surface import Plane, Surface, linear, make_surface, ramp
from fieldsynth.plants import Colour, vary

COVERS = ("pantiles", "flat tiles", "slates", "metal")
_CLAY: tuple[Colour, ...] = (
    (176, 92, 64),
    (152, 78, 58),
    (190, 116, 82),
    (118, 70, 56),
    (92, 88, 88),
    (70, 66, 66),
)
_SLATE: tuple[Colour, ...] = ((92, 96, 104), (118, 120, 124), (76, 74, 82), (136, 128, 122))
_METAL: tuple[Colour, ...] = (
    (150, 156, 160),
    (96, 104, 110),
    (112, 140, 128),
    (136, 66, 56),
    (190, 192, 192),
)


def roof(plane: Plane) -> Surface:
    """Makes a roof; its slope runs across the direction of the plane.

    Args:
        plane: The plane.

    Returns:
        The surface.
    """
    rng = plane.rng
    cover = str(rng.choice(COVERS, p=(0.4, 0.22, 0.2, 0.18)))
    surface = _metal(plane) if cover == "metal" else _tiles(plane, cover)
    weather(plane, surface, 0.03 if cover == "metal" else float(rng.uniform(0.04, 0.10)))
    if cover != "metal" and rng.random() < 0.35:
        # Moss sits in cushions where water runs slowly: at the lower edges.
        moss = ramp(plane.noise(0.18, 0.9) + 0.7 * plane.noise(2.0, 1.4), 1.3, 1.9)
        surface.blend(0.85 * moss, linear(vary(rng, (84.0, 86.0, 52.0), 0.12)))
        surface.relief += np.float32(0.008) * moss
    slope = float(rng.uniform(0.0, 0.75))
    surface.tilt_u -= np.float32(-np.sin(plane.angle) * slope)
    surface.tilt_v -= np.float32(np.cos(plane.angle) * slope)
    return surface


def _tiles(plane: Plane, cover: str) -> Surface:
    rng = plane.rng
    given = _SLATE if cover == "slates" else _CLAY
    tone = given[int(rng.integers(len(given)))]
    surface = make_surface(plane, vary(rng, tone, 0.07))
    length = float(rng.uniform(0.30, 0.38) if cover == "pantiles" else rng.uniform(0.13, 0.22))
    width = float(rng.uniform(0.19, 0.26) if cover == "pantiles" else rng.uniform(0.15, 0.28))
    shift = 0.0 if cover == "pantiles" else 0.5
    phase_x, phase_y = rng.random(2) + 50.0
    y = plane.y / np.float32(length) + np.float32(phase_y)
    x = plane.x / np.float32(width) + np.float32(phase_x)
    if cover == "flat tiles" and rng.random() < 0.7:
        # The lower edge of a beaver tail is round: the row it covers starts there.
        place = np.mod(x + np.mod(np.floor(y), 2.0) * np.float32(0.5), 1.0)
        y = y + np.float32(0.22) * (1.0 - 4.0 * (place - 0.5) ** 2)
    row = np.floor(y)
    x = x + np.mod(row * np.float32(shift), 1.0)
    column = np.floor(x)
    in_x, in_y = x - column, y - row
    table = rng.random((2, 1 << 14), np.float32)
    which = ((row.astype(np.int32) & 127) << 7) | (column.astype(np.int32) & 127)
    value, other = np.take(table[0], which), np.take(table[1], which)
    surface.scale(1.0 + np.float32(rng.uniform(0.08, 0.4)) * (value - np.float32(0.5)))
    if rng.random() < 0.4:
        second = vary(rng, given[int(rng.integers(len(given)))], 0.08)
        surface.blend(0.35 * ramp(other, 0.3, 1.0), linear(second))
    thick = 0.006 if cover == "slates" else 0.016
    surface.relief += np.float32(thick) * in_y
    if cover == "pantiles":
        bow = float(rng.uniform(0.6, 1.0))
        wave = np.sin(2.0 * np.pi * in_x) + np.float32(0.4 * bow) * np.sin(4.0 * np.pi * in_x)
        surface.relief += np.float32(0.013) * wave
    joint = np.minimum(in_x, 1.0 - in_x) * np.float32(width)
    soft = plane.gsd + 0.0015
    seam = ramp(np.asarray(joint, np.float32), 0.001 + soft, 0.0005)
    surface.scale(1.0 - np.float32(min(0.55, 0.15 + 0.002 / plane.gsd)) * seam)
    # The course above hides the sky from the upper end of each tile.
    lap = ramp(np.asarray(in_y * np.float32(length), np.float32), 0.012 + soft, 0.0)
    surface.scale(1.0 - np.float32(0.55 if plane.gsd < 0.008 else 0.35) * lap)
    surface.tilt_u += np.float32(0.05) * (value - np.float32(0.5))
    surface.tilt_v += np.float32(0.05) * (other - np.float32(0.5))
    surface.gloss += np.float32(rng.uniform(0.0, 0.12))
    return surface


def _metal(plane: Plane) -> Surface:
    """Makes standing seams or corrugated sheets."""
    rng = plane.rng
    surface = make_surface(plane, vary(rng, _METAL[int(rng.integers(len(_METAL)))], 0.06))
    across = plane.x
    if rng.random() < 0.5:
        pitch = float(rng.uniform(0.076, 0.25))
        wave = np.sin(across * np.float32(2.0 * np.pi / pitch) + np.float32(rng.uniform(0, 6)))
        surface.relief += np.float32(0.10 * pitch) * wave
    else:
        pitch = float(rng.uniform(0.35, 0.7))
        away = np.abs(np.mod(across / np.float32(pitch) + np.float32(rng.random()), 1.0) - 0.5)
        seam = ramp(np.asarray(away * np.float32(pitch), np.float32), 0.012 + plane.gsd, 0.006)
        surface.relief += np.float32(0.025) * seam
        surface.relief += np.float32(0.0012) * plane.noise(1.5, 1.5)
    sheets = courses(plane, float(rng.uniform(0.8, 1.2)), float(rng.uniform(1.5, 4.0)), 0.0)
    lap = ramp(sheets.edge, 0.002 + plane.gsd, 0.001)
    surface.scale((1.0 - 0.35 * lap) * (0.95 + 0.1 * sheets.value))
    streak = plane.noise(0.5, 1.0)
    surface.scale(np.exp(0.04 * streak))
    if rng.random() < 0.3:
        rust = ramp(plane.noise(0.6, 1.0) + 0.5 * plane.noise(2.5, 1.4), 0.9, 1.9)
        surface.blend(0.8 * rust, linear((128.0, 78.0, 50.0)))
    surface.gloss += np.float32(rng.uniform(0.1, 0.45))
    return surface
