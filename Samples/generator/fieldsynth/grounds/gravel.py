"""Gravel, rubble and scree: stones over stones."""

from __future__ import annotations

import numpy as np

from fieldsynth.grounds import litter
from fieldsynth.grounds.surface import BoolImage, Plane, Surface, make_surface
from fieldsynth.noise import FloatImage
from fieldsynth.plants import Colour

_COLOURS: tuple[tuple[Colour, ...], ...] = (
    litter.GREY_STONES,
    litter.BROWN_STONES,
    ((204, 200, 192), (230, 226, 218), (170, 166, 160)),
    ((104, 102, 106), (78, 78, 84), (134, 130, 130)),
    ((182, 150, 132), (150, 140, 136), (120, 104, 96), (206, 196, 184)),
)


def fill(plane: Plane, surface: Surface, radius_m: float, where: BoolImage | None = None) -> None:
    """Fills a surface with stones.

    Args:
        plane: The plane.
        surface: The surface; it is changed.
        radius_m: The median radius in metres.
        where: Where they lie.
    """
    rng = plane.rng
    colours = _COLOURS[int(rng.integers(len(_COLOURS)))]
    for share, cover in ((0.35, 1.1), (0.65, 0.9), (1.0, 0.9)):
        litter.strew_stones(plane, surface, share * radius_m, cover, colours, 0.3, where, 0.25)
    for _ in range(int(rng.integers(0, 3))):
        large = radius_m * float(rng.uniform(2.0, 4.0))
        cover = float(rng.exponential(0.05))
        litter.strew_stones(plane, surface, large, cover, colours, 0.35, where, 0.4)


def gravel(plane: Plane) -> Surface:
    """Makes a gravelled ground.

    Args:
        plane: The plane.

    Returns:
        The surface.
    """
    rng = plane.rng
    radius = float(np.exp(rng.uniform(np.log(0.004), np.log(0.06))))
    surface = bed(plane, radius)
    fill(plane, surface, radius)
    surface.scale(_dust(plane))
    if rng.random() < 0.3:
        litter.strew_leaves(plane, surface, int(rng.integers(1, 30)))
    return surface


def _dust(plane: Plane) -> FloatImage:
    """Lightens and darkens by place, as dust and damp do."""
    broad = 0.08 * plane.noise(4.0, 1.5) + 0.05 * plane.noise(0.7, 1.2)
    return np.asarray(np.exp(broad), np.float32)


def bed(plane: Plane, radius_m: float) -> Surface:
    """Makes the ground between stones; from far away it is all that is seen of small ones.

    Args:
        plane: The plane.
        radius_m: The median radius of the stones in metres.

    Returns:
        The surface.
    """
    rng = plane.rng
    light = rng.uniform(0.75, 1.2)
    colour = (122.0 * light, 112.0 * light, 100.0 * light)
    surface = make_surface(plane, colour)
    far = float(np.clip(plane.gsd / radius_m, 0.0, 1.0))
    grain = plane.noise(16.0 * radius_m, 0.3)
    surface.scale(np.exp(np.float32(0.10 + 0.12 * far) * grain))
    surface.relief += np.float32(0.0003 + 0.15 * far * min(radius_m, plane.gsd)) * grain
    surface.relief += np.float32(0.003) * plane.noise(1.5, 1.3)
    return surface
