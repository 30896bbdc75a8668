"""Stones, straws and fallen leaves, strewn over any ground."""

from __future__ import annotations

import numpy as np

from fieldsynth.grounds.pile import Pile, blobs, lay, strips, vary_colours
from fieldsynth.grounds.surface import BoolImage, Plane, Surface
from fieldsynth.plants import Colour, Points

MOST = 9000
STRAW = np.array([0.9, 1.0, 1.0, 0.85])
LEAF = np.array([0.04, 0.42, 0.78, 0.97, 1.0, 0.88, 0.62, 0.3, 0.02])
SMALL_LEAF = np.array([0.1, 0.9, 0.9, 0.1])
# What is narrower than this many samples is left to the texture of the ground.
_LEAST_SAMPLES = 0.9

GREY_STONES: tuple[Colour, ...] = ((150, 146, 140), (186, 180, 170), (112, 110, 110))
BROWN_STONES: tuple[Colour, ...] = ((176, 152, 122), (140, 112, 88), (200, 186, 160))
STRAWS: tuple[Colour, ...] = ((206, 182, 134), (178, 152, 108), (224, 206, 164))
DEAD_LEAVES: tuple[Colour, ...] = ((120, 82, 48), (164, 120, 62), (92, 66, 46), (190, 156, 84))


def strew_stones(
    plane: Plane,
    surface: Surface,
    radius_m: float,
    cover: float,
    colours: tuple[Colour, ...],
    spread: float = 0.35,
    where: BoolImage | None = None,
    buried: float = 0.5,
) -> BoolImage:
    """Strews stones.

    Args:
        plane: The plane.
        surface: The surface; it is changed.
        radius_m: The median radius in metres.
        cover: How much of the ground they would cover if none lay on another.
        colours: Their colours, mixed.
        spread: The standard deviation of the logarithm of the radius.
        where: Where they may lie.
        buried: How little they stand out: 1 is flush with the ground.

    Returns:
        Where they lie.
    """
    rng = plane.rng
    radius = radius_m / plane.gsd
    if 2.0 * radius < _LEAST_SAMPLES:
        return np.zeros((plane.size, plane.size), np.bool_)
    middle = 1.0 + 2.0 * spread * spread
    count = int(min(MOST, 1 + cover * 1.25 * plane.size**2 / (2.4 * radius * radius * middle)))
    middles = plane.scatter(count, 0.06)
    if where is not None:
        middles = middles[inside(middles, where)]
        count = len(middles)
    radii = radius * np.exp(spread * rng.standard_normal(count))
    # The small ones lie in the gaps, below the large ones.
    radii = np.sort(radii)
    corners = 8 if radius < 8.0 else 13
    outlines = blobs(rng, middles, radii, corners, 0.13)
    tilt = 0.22 * rng.standard_normal((count, 2))
    high = radii * plane.gsd * (1.0 - buried)
    tint = vary_colours(rng, colours, count, 0.11)
    pile = Pile(outlines, tint, 0.7 * high, 0.8 * high, tilt, 1.5 * radii)
    on = lay(surface, plane, pile)
    grain = 1.0 + 0.07 * plane.noise(0.05, 0.7)
    surface.albedo[on] *= np.asarray(grain, np.float32)[on][:, None]
    surface.tilt_u[on] += 0.10 * plane.noise(0.06, 1.0)[on]
    return on


def inside(points: Points, where: BoolImage) -> BoolImage:
    """Tells which points lie in a region; the region goes on beyond the border.

    Args:
        points: The points in samples.
        where: The region.

    Returns:
        One truth for each point.
    """
    at = np.clip(np.round(points), 0, where.shape[0] - 1).astype(np.int32)
    return np.asarray(where[at[:, 1], at[:, 0]], np.bool_)


def strew_straw(
    plane: Plane,
    surface: Surface,
    cover: float,
    colours: tuple[Colour, ...] = STRAWS,
    length_m: float = 0.07,
    width_m: float = 0.0035,
    aligned: float = 0.3,
    where: BoolImage | None = None,
) -> BoolImage:
    """Strews straws or twigs.

    Args:
        plane: The plane.
        surface: The surface; it is changed.
        cover: How much of the ground they would cover if none lay on another.
        colours: Their colours, mixed.
        length_m: Their median length in metres.
        width_m: Their median width in metres.
        aligned: How much they lie along the direction of the plane: 0 not, 1 all do.
        where: Where they may lie.

    Returns:
        Where they lie.
    """
    rng = plane.rng
    # Far away a line stands for a bundle of straws.
    width = max(width_m / plane.gsd, _LEAST_SAMPLES)
    length = length_m / plane.gsd * max(1.0, 0.5 * width * plane.gsd / width_m)
    margin = min(0.5, 0.5 * length / plane.size)
    area = (1.0 + 2.0 * margin) ** 2 * plane.size**2
    count = int(min(3.0 * MOST, 1 + cover * area / (1.25 * length * width)))
    starts = plane.scatter(count, margin)
    if where is not None:
        starts = starts[inside(starts, where)]
        count = len(starts)
    angles = plane.angle + (1.6 - 1.5 * aligned) * rng.standard_normal(count)
    angles += np.pi * rng.integers(0, 2, count)
    lengths = length * np.exp(0.5 * rng.standard_normal(count))
    widths = width * np.exp(0.3 * rng.standard_normal(count))
    bends = 0.10 * rng.standard_normal(count)
    outlines = strips(starts, angles, lengths, widths, bends, STRAW)
    shift = 0.5 * lengths[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    outlines -= shift[:, None, :]
    rise = np.sort(rng.uniform(0.0, 0.012, count)) + 0.002
    tilt = 0.12 * rng.standard_normal((count, 2))
    tint = vary_colours(rng, colours, count, 0.13)
    tint *= (0.72 + 0.28 * np.linspace(0.0, 1.0, count))[:, None]
    dome = 0.45 * np.minimum(widths * plane.gsd, 0.01)
    return lay(surface, plane, Pile(outlines, tint, rise, dome, tilt, widths))


def strew_leaves(
    plane: Plane,
    surface: Surface,
    count: int,
    colours: tuple[Colour, ...] = DEAD_LEAVES,
    length_m: float = 0.06,
    where: BoolImage | None = None,
) -> BoolImage:
    """Strews fallen leaves.

    Args:
        plane: The plane.
        surface: The surface; it is changed.
        count: How many.
        colours: Their colours, mixed.
        length_m: Their median length in metres.
        where: Where they may lie.

    Returns:
        Where they lie.
    """
    rng = plane.rng
    starts = plane.scatter(count, 0.2)
    if where is not None:
        starts = starts[inside(starts, where)]
        count = len(starts)
    lengths = length_m / plane.gsd * np.exp(0.3 * rng.standard_normal(count))
    widths = lengths * rng.uniform(0.3, 0.75, count)
    outlines = strips(
        starts, rng.uniform(0, 2 * np.pi, count), lengths, widths, rng.normal(0, 0.15, count), LEAF
    )
    rise = rng.uniform(0.002, 0.012, count)
    tilt = 0.25 * rng.standard_normal((count, 2))
    pile = Pile(outlines, vary_colours(rng, colours, count, 0.14), rise, 0.1 * rise, tilt, widths)
    return lay(surface, plane, pile)
