"""Open water and shores."""

from __future__ import annotations

import numpy as np

from fieldsynth.grounds import litter
from fieldsynth.grounds.cells import make_cells
from fieldsynth.grounds.earth import earth
from fieldsynth.grounds.gravel import bed, fill
from fieldsynth.grounds.surface import Plane, Surface, linear, ramp
from fieldsynth.noise import FloatImage
from fieldsynth.plants import Colour, vary

_WATERS: tuple[Colour, ...] = (
    (34, 52, 56),
    (48, 62, 44),
    (74, 70, 48),
    (28, 46, 66),
    (98, 108, 96),
    (56, 84, 82),
)


def _waves(plane: Plane, calm: float) -> FloatImage:
    """Adds up waves that run about across the plane; short ones are lower."""
    rng = plane.rng
    height = np.zeros((plane.size, plane.size), np.float32)
    for _ in range(14):
        length = float(np.exp(rng.uniform(np.log(0.03), np.log(2.5))))
        turn = 0.45 * rng.standard_normal()
        if length < 3.0 * plane.gsd:
            continue
        along = np.float32(np.sin(turn)) * plane.x + np.float32(np.cos(turn)) * plane.y
        phase = along * np.float32(2.0 * np.pi / length) + np.float32(rng.uniform(0, 6))
        # Crooked crests, and groups of higher waves.
        phase += np.float32(0.9) * plane.noise(6.0 * length, 1.5)
        wave = np.sin(phase)
        height += np.float32(calm * 0.009 * length) * (wave + 0.3 * wave * wave)
    # Between them the water is smooth: nothing on it is finer than a ripple.
    chop = plane.noise(max(1.5, 60.0 * plane.gsd), 2.0, 1.6)
    height += np.float32(calm * 0.006) * chop
    group = 0.6 + 0.5 * ramp(plane.noise(6.0, 1.5), -1.0, 1.0)
    return np.asarray(height * group, np.float32)


def water(plane: Plane) -> Surface:
    """Makes water: half of it with a shore.

    Args:
        plane: The plane.

    Returns:
        The surface.
    """
    rng = plane.rng
    calm = float(np.exp(rng.uniform(np.log(0.15), np.log(1.6))))
    colour = linear(vary(rng, _WATERS[int(rng.integers(len(_WATERS)))], 0.10))
    if rng.random() < 0.5:
        surface = _bottom(plane)
        steep = float(rng.uniform(0.04, 0.25))
        line = plane.y - np.float32(rng.uniform(-0.3, 0.3) * plane.extent)
        line = line + np.float32(0.05 * plane.extent) * plane.noise(1.2 * plane.extent, 1.6)
        line = line + 0.25 * surface.relief / np.float32(steep)
    else:
        surface = earth(plane, "dry")
        steep = 1.0
        line = np.full_like(plane.y, 30.0)
    depth = np.asarray(np.clip(line * np.float32(steep), 0.0, None), np.float32)
    wet = ramp(line, -0.12 * min(plane.extent, 1.5), 0.0)
    surface.scale(1.0 - 0.5 * wet)
    surface.gloss += 0.25 * wet
    _drown(plane, surface, line, depth, colour, calm)
    if rng.random() < 0.4:
        litter.strew_leaves(plane, surface, int(rng.integers(1, 25)))
    return surface


def _bottom(plane: Plane) -> Surface:
    """Makes sand, mud or shingle."""
    rng = plane.rng
    if rng.random() < 0.55:
        radius = float(np.exp(rng.uniform(np.log(0.004), np.log(0.04))))
        surface = bed(plane, radius)
        fill(plane, surface, radius)
        return surface
    surface = earth(plane, "wet" if rng.random() < 0.5 else "dry")
    surface.relief *= np.float32(0.4)
    return surface


def _drown(
    plane: Plane,
    surface: Surface,
    line: FloatImage,
    depth: FloatImage,
    colour: FloatImage,
    calm: float,
) -> None:
    """Floods the surface: the bottom fades with depth, waves replace its relief."""
    rng = plane.rng
    under = ramp(line, -1.5 * plane.gsd, 1.5 * plane.gsd)
    clear = float(np.exp(rng.uniform(np.log(0.02), np.log(0.3))))
    haze = np.asarray(under * (1.0 - np.exp(-depth / np.float32(clear))), np.float32)
    waves = _waves(plane, calm)
    if clear > 0.06 and depth.max() < 5.0:
        # Waves gather the light in a net on the bottom.
        net = make_cells(plane, float(rng.uniform(0.05, 0.2)), warp=0.25).gap
        bright = np.exp(-net / np.float32(0.09)) * ramp(depth, 0.005, 0.05)
        surface.scale(1.0 + 0.7 * under * bright)
    surface.blend(0.12 * under, colour)
    surface.blend(haze, colour * np.exp(0.10 * plane.noise(5.0, 1.5))[..., None])
    # The bottom is seen through water that moves: its relief is weaker the deeper it lies.
    show = 1.0 - np.clip(haze * 1.5, 0.0, 1.0)
    keep = (1.0 - under) + 0.4 * under * show
    surface.relief = np.asarray(surface.relief * keep + under * waves, np.float32)
    surface.lift *= keep
    surface.tilt_u *= keep
    surface.tilt_v *= keep
    surface.gloss = np.asarray(surface.gloss * (1.0 - under) + under, np.float32)
    if rng.random() < 0.5:
        wide = float(rng.uniform(0.01, 0.06)) * min(plane.extent, 2.0)
        band = np.exp(-((line / np.float32(wide)) ** 2)) * ramp(plane.noise(0.25, 0.7), -0.2, 0.9)
        surface.blend(np.asarray(0.8 * band, np.float32), linear((226.0, 228.0, 224.0)))
