"""Grass of many blades, with clover and flowers."""

from __future__ import annotations

import numpy as np

from fieldsynth.grounds import litter
from fieldsynth.grounds.pile import Pile, blobs, lay, strips, vary_colours
from fieldsynth.grounds.surface import BoolImage, Plane, Surface, linear, make_surface
from fieldsynth.plants import Colour, Points

_BLADE = np.array([0.7, 1.0, 0.95, 0.75, 0.06])
_GREENS: tuple[tuple[Colour, ...], ...] = (
    ((92, 124, 52), (118, 146, 66), (74, 104, 46)),
    ((108, 132, 74), (138, 156, 92), (86, 112, 62)),
    ((132, 146, 76), (166, 166, 98), (104, 124, 60)),
    ((72, 104, 56), (88, 122, 62), (58, 88, 50)),
)
_DRY: tuple[Colour, ...] = ((188, 168, 112), (160, 140, 90), (206, 190, 140))
_FLOWERS: tuple[tuple[Colour, Colour], ...] = (
    ((238, 238, 234), (226, 186, 52)),
    ((232, 200, 40), (214, 170, 30)),
    ((176, 96, 168), (150, 74, 140)),
    ((206, 150, 184), (186, 128, 164)),
    ((104, 96, 190), (84, 74, 160)),
    ((200, 44, 34), (44, 30, 30)),
)


def _blades(
    plane: Plane,
    surface: Surface,
    colours: tuple[Colour, ...],
    cover: float,
    length_m: float,
    width_m: float,
    dim: float,
    where: BoolImage | None,
) -> BoolImage:
    """Grows one layer of blades; each tuft fans out from its own place."""
    rng = plane.rng
    width = max(width_m / plane.gsd, 0.9)
    # Far away a line stands for a tuft, and tufts differ less than blades.
    apart = float(np.clip(1.3 * width_m / plane.gsd, 0.3, 1.0))
    dim = 0.88 + (dim - 0.88) * (0.3 + 0.7 * apart)
    length = max(length_m / plane.gsd, 5.0)
    margin = min(0.6, 0.8 * length / plane.size)
    area = (1.0 + 2.0 * margin) ** 2 * plane.size**2
    most = litter.MOST * (1.6 if width < 2.2 else 0.8)
    count = int(min(most, 1 + cover * area / (0.75 * length * width)))
    per_tuft = int(rng.integers(4, 14))
    tufts = plane.scatter(count // per_tuft + 1, margin)
    lean = rng.uniform(0.0, 2.0 * np.pi) + 0.8 * rng.standard_normal(len(tufts))
    which = rng.integers(len(tufts), size=count)
    wide = length * (0.75 - 0.55 * apart)
    starts = tufts[which] + wide * rng.standard_normal((count, 2))
    if where is not None:
        rooted = litter.inside(starts, where)
        starts, which = starts[rooted], which[rooted]
        count = len(starts)
    spread = float(rng.uniform(0.6, 1.8))
    angles = lean[which] + spread * rng.standard_normal(count)
    lengths = length * np.exp(0.4 * rng.standard_normal(count))
    widths = width * np.exp(0.25 * rng.standard_normal(count))
    bends = 0.25 * rng.standard_normal(count)
    outlines = strips(starts, angles, lengths, widths, bends, _BLADE)
    tall = min(length_m, 0.25) * (0.12 + 0.25 * np.sort(rng.random(count)))
    steep = rng.uniform(0.05, 0.5, count)
    tilt = -steep[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    tint = vary_colours(rng, colours, count, 0.13 * apart)
    tint = tint.mean(axis=0) + (0.3 + 0.7 * apart) * (tint - tint.mean(axis=0)) if count else tint
    tint *= dim * (1.0 + apart * np.linspace(-0.22, 0.08, count))[:, None]
    pile = Pile(outlines, tint, tall, 0.25 * widths * plane.gsd, tilt, widths)
    return lay(surface, plane, pile, 0.5)


def grow(plane: Plane, surface: Surface, where: BoolImage | None = None) -> None:
    """Grows a meadow on a surface.

    Args:
        plane: The plane.
        surface: The surface; it is changed.
        where: Where it grows.
    """
    rng = plane.rng
    greens = _GREENS[int(rng.integers(len(_GREENS)))]
    length = float(np.exp(rng.uniform(np.log(0.04), np.log(0.22))))
    width = float(rng.uniform(0.0018, 0.0045))
    lush = float(rng.uniform(0.6, 1.3))
    on = np.zeros((plane.size, plane.size), np.bool_)
    for dim, share in ((0.45, 1.2), (0.68, 1.1), (0.92, 0.9), (1.12, 0.5)):
        colours = greens
        if dim < 0.5 or rng.random() < 0.35:
            colours = (*greens, _DRY[int(rng.integers(3))])
        on |= _blades(plane, surface, colours, share * lush, length, width, dim, where)
    if rng.random() < 0.5:
        dry = float(rng.exponential(0.12) * (1.0 if width > plane.gsd else 0.4))
        on |= _blades(plane, surface, _DRY, dry, 1.3 * length, 0.6 * width, 1.0, where)
    if rng.random() < 0.4:
        on |= _clover(plane, surface, greens, where)
    patchy = float(rng.uniform(0.04, 0.16))
    broad = plane.noise(2.5, 1.4) + 0.6 * plane.noise(0.6, 1.2)
    gain = np.ones_like(broad)
    gain[on] = np.exp(np.float32(patchy) * broad[on])
    surface.scale(gain)
    yellow = np.clip(np.float32(patchy) * plane.noise(4.0, 1.4), -0.12, 0.2)
    surface.albedo[..., 0][on] *= np.exp(np.float32(1.3) * yellow[on])
    if rng.random() < 0.5:
        on |= _flowers(plane, surface, where)
    surface.plants |= on


def _clover(
    plane: Plane, surface: Surface, greens: tuple[Colour, ...], where: BoolImage | None
) -> BoolImage:
    """Strews leaves of three, each leaflet round."""
    rng = plane.rng
    radius = float(rng.uniform(0.004, 0.009)) / plane.gsd
    if radius < 0.8:
        return np.zeros((plane.size, plane.size), np.bool_)
    count = int(min(2500, 1 + rng.uniform(0.05, 0.5) * plane.size**2 / (7.0 * radius * radius)))
    spots = plane.scatter(count)
    if where is not None:
        spots = spots[litter.inside(spots, where)]
    turn = rng.uniform(0.0, 2.0 * np.pi, len(spots))
    angles = (turn[:, None] + np.array([0.0, 2.1, 4.2])).reshape(-1)
    middles = np.repeat(spots, 3, axis=0)
    middles = middles + radius * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    radii = np.repeat(radius * np.exp(0.2 * rng.standard_normal(len(spots))), 3)
    tint = np.repeat(vary_colours(rng, greens, len(spots), 0.10), 3, axis=0)
    tall = np.full(len(radii), 0.04)
    tilt = 0.2 * rng.standard_normal((len(radii), 2))
    outlines = blobs(rng, middles, radii, 9, 0.05)
    return lay(surface, plane, Pile(outlines, tint, tall, 0.0 * tall, tilt, 2.0 * radii))


def _petals(middles: Points, radii: Points, turns: Points, petals: int) -> Points:
    """Outlines flowers: as many waves around as petals."""
    at = np.linspace(0.0, 2.0 * np.pi, 4 * petals + 1)[:-1]
    radius = radii[:, None] * (0.72 + 0.28 * np.cos(petals * at))
    angle = at + turns[:, None]
    return middles[:, None, :] + np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1)


def _flowers(plane: Plane, surface: Surface, where: BoolImage | None) -> BoolImage:
    rng = plane.rng
    on = np.zeros((plane.size, plane.size), np.bool_)
    for _ in range(int(rng.integers(1, 4))):
        outer, inner = _FLOWERS[int(rng.integers(len(_FLOWERS)))]
        radius_m = float(rng.uniform(0.004, 0.018))
        radius = max(radius_m / plane.gsd, 0.6)
        count = int(min(900, rng.poisson(min(3e4, rng.exponential(18.0) * plane.extent**2 + 1.0))))
        # Flowers of one kind stand together.
        near = plane.scatter(int(rng.integers(2, 9)))
        spots = near[rng.integers(len(near), size=count)]
        spots = spots + rng.uniform(0.05, 0.3) * plane.size * rng.standard_normal((count, 2))
        if where is not None and count:
            spots = spots[litter.inside(spots, where)]
        if not len(spots):
            continue
        radii = radius * np.exp(0.2 * rng.standard_normal(len(spots)))
        tall = np.full(len(spots), 0.12)
        tilt = 0.15 * rng.standard_normal((len(spots), 2))
        turns = rng.uniform(0.0, 6.0, len(spots))
        petals = _petals(spots, radii, turns, int(rng.integers(4, 12)))
        tint = vary_colours(rng, (outer,), len(spots), 0.06)
        on |= lay(surface, plane, Pile(petals, tint, tall, 0.0 * tall, tilt, 3.0 * radii))
        if radius > 2.0:
            eye = blobs(rng, spots, 0.33 * radii, 9, 0.05)
            middle = vary_colours(rng, (inner,), len(spots), 0.06)
            lay(surface, plane, Pile(eye, middle, tall, 0.0 * tall, tilt, 3.0 * radii))
    return on


def meadow(plane: Plane) -> Surface:
    """Makes a meadow.

    Args:
        plane: The plane.

    Returns:
        The surface; all of it is vegetation.
    """
    rng = plane.rng
    surface = make_surface(plane, (58.0, 60.0, 34.0))
    fine = plane.noise(0.15, 0.6)
    surface.scale(np.exp(0.25 * fine))
    surface.blend(np.full_like(fine, rng.uniform(0.0, 0.5)), linear((92.0, 78.0, 52.0)))
    grow(plane, surface)
    surface.plants[:] = True
    return surface
