"""The side of a road: asphalt, a strip of gravel, grass."""

from __future__ import annotations

import numpy as np

from fieldsynth.grounds import gravel, meadow, road
from fieldsynth.grounds.earth import earth
from fieldsynth.grounds.surface import Plane, Surface, linear, ramp
from fieldsynth.noise import FloatImage


def verge(plane: Plane) -> Surface:
    """Makes the side of a road; at least one border between two grounds is in the picture.

    Args:
        plane: The plane.

    Returns:
        The surface; its grass is vegetation.
    """
    rng = plane.rng
    strip = min(float(np.exp(rng.uniform(np.log(0.08), np.log(1.2)))), 0.5 * plane.extent)
    start = float(rng.uniform(-0.3, 0.3) * plane.extent) - 0.5 * strip
    ragged = min(0.06, 0.12 * strip)
    side = plane.y - np.float32(start)
    torn = side + np.float32(0.4 * ragged) * plane.noise(0.5, 1.2)
    grown = side - np.float32(strip) + np.float32(1.4 * ragged) * plane.noise(0.9, 1.2)
    surface = _shoulder(plane, np.asarray(torn, np.float32))
    if rng.random() < 0.6:
        road.mark(plane, surface, start - float(rng.uniform(0.12, 0.5)))
        _cover_mark(plane, surface, torn)
    radius = float(np.exp(rng.uniform(np.log(0.003), np.log(0.012))))
    loose = np.asarray(torn > 0.25 * ragged * plane.noise(0.12, 0.7), np.bool_)
    gravel.fill(plane, surface, radius, loose)
    road.strew_dirt(plane, surface, loose)
    thin = np.asarray(grown > 0.5 * ragged * plane.noise(0.15, 0.6), np.bool_)
    surface.blend(0.7 * ramp(np.asarray(grown, np.float32), -ragged, ragged), linear((66, 62, 38)))
    meadow.grow(plane, surface, thin)
    surface.plants |= np.asarray(grown > ragged, np.bool_)
    return surface


def _shoulder(plane: Plane, torn: FloatImage) -> Surface:
    """Puts asphalt beside earth; the asphalt is a little higher and crumbles at its edge."""
    surface, ground = road.blacktop(plane), earth(plane, "dry", np.asarray(torn > 0.0, np.bool_))
    soft = 1.2 * plane.gsd + 0.002
    bare = ramp(torn, -soft, soft)
    surface.blend(bare, ground.albedo)
    surface.relief += bare * (ground.relief - surface.relief - np.float32(0.01))
    for name in ("lift", "tilt_u", "tilt_v"):
        getattr(surface, name)[:] = bare * getattr(ground, name)
    dusty = ramp(torn, -0.25, 0.0) * (1.0 - bare) * ramp(plane.noise(0.4, 0.9), -0.3, 1.6)
    surface.blend(0.7 * dusty, ground.albedo)
    return surface


def _cover_mark(plane: Plane, surface: Surface, torn: FloatImage) -> None:
    """Keeps the paint off the earth beside the asphalt, where the line was set too far out."""
    bare = ramp(np.asarray(torn, np.float32), 0.0, 0.01)
    surface.blend(0.9 * bare, linear((118.0, 106.0, 88.0)))
