"""Stubble and straw: what a harvest leaves."""

from __future__ import annotations

import numpy as np

from fieldsynth.grounds import litter
from fieldsynth.grounds.earth import earth
from fieldsynth.grounds.pile import Pile, blobs, lay, vary_colours
from fieldsynth.grounds.surface import Plane, Surface
from fieldsynth.plants import Colour, Points

_FRESH = litter.STRAWS
_WEATHERED: tuple[Colour, ...] = ((168, 156, 134), (136, 124, 104), (190, 178, 154))
_MAIZE: tuple[Colour, ...] = ((204, 180, 136), (166, 134, 92), (226, 212, 176), (132, 104, 74))


def residue(plane: Plane) -> Surface:
    """Makes a field after the harvest.

    Args:
        plane: The plane.

    Returns:
        The surface.
    """
    rng = plane.rng
    surface = earth(plane, str(rng.choice(("dry", "rough", "wet"), p=(0.6, 0.25, 0.15))))
    maize = rng.random() < 0.3
    colours = _MAIZE if maize else _FRESH if rng.random() < 0.65 else _WEATHERED
    if rng.random() < 0.75:
        _stubble(plane, surface, colours, maize)
    cover = float(rng.uniform(0.15, 1.6))
    aligned = float(rng.uniform(0.0, 0.9))
    # Chaff below, then straws; a combine leaves more of both in swathes.
    if cover > 0.6:
        litter.strew_straw(plane, surface, 0.7 * cover, colours, 0.018, 0.0022, aligned)
    swathe = None
    if rng.random() < 0.5:
        width = float(rng.uniform(0.8, 3.0))
        wave = np.sin(plane.y * np.float32(2 * np.pi / width) + np.float32(rng.uniform(0, 6)))
        swathe = np.asarray(wave + 0.6 * plane.noise(1.2, 1.0) > rng.uniform(-0.6, 0.6), np.bool_)
    length = float(rng.uniform(0.05, 0.18))
    if maize:
        litter.strew_straw(plane, surface, 0.6 * cover, colours, 1.6 * length, 0.018, aligned)
    litter.strew_straw(plane, surface, 0.4 * cover, colours, length, 0.0034, aligned)
    litter.strew_straw(plane, surface, cover, colours, length, 0.0038, aligned, swathe)
    surface.scale(np.exp(0.07 * plane.noise(3.0, 1.4)))
    return surface


def _stubble(plane: Plane, surface: Surface, colours: tuple[Colour, ...], maize: bool) -> None:
    """Stands the stumps of stalks in rows: a light ring with a dark middle, and a shadow."""
    rng = plane.rng
    spacing = float(rng.uniform(0.6, 0.78) if maize else rng.uniform(0.11, 0.18))
    step = float(rng.uniform(0.12, 0.2) if maize else rng.uniform(0.008, 0.03))
    radius_m = float(rng.uniform(0.009, 0.013) if maize else rng.uniform(0.0018, 0.0028))
    reach = 0.75 * plane.extent
    rows = np.arange(-reach, reach, spacing) + rng.uniform(0.0, spacing)
    per_row = int(min(2.0 * reach / step, 2.0 * litter.MOST / max(len(rows), 1)))
    y = np.repeat(rows, per_row)
    x = rng.uniform(-reach, reach, len(y))
    y = y + 0.05 * spacing * rng.standard_normal(len(y)) + 0.04 * spacing * np.sin(3.0 * x)
    middles = plane.to_samples(x, y)
    within = np.all((middles > -8.0) & (middles < plane.size + 8.0), axis=1)
    middles = middles[within]
    if not len(middles):
        return
    radii: Points = np.maximum(radius_m / plane.gsd, 0.55) * np.exp(
        0.2 * rng.standard_normal(len(middles))
    )
    tall = rng.uniform(0.04, 0.16) * rng.uniform(0.6, 1.1, len(middles))
    flat = np.zeros((len(middles), 2))
    tint = vary_colours(rng, colours, len(middles), 0.10) * 1.04
    ring = Pile(blobs(rng, middles, radii, 8, 0.08), tint, tall, 0.0 * tall, flat, 2.0 * radii)
    lay(surface, plane, ring)
    if radii.mean() > 1.5:
        core = Pile(
            blobs(rng, middles, 0.5 * radii, 7, 0.08), 0.55 * tint, tall, 0.0 * tall, flat, radii
        )
        lay(surface, plane, core)
