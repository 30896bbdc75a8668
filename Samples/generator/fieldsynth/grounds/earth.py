"""Bare soil: dry, wet, cracked, rough or tilled."""

from __future__ import annotations

import numpy as np

from fieldsynth.grounds import litter
from fieldsynth.grounds.cells import make_cells
from fieldsynth.grounds.surface import BoolImage, Plane, Surface, linear, make_surface, ramp
from fieldsynth.noise import FloatImage
from fieldsynth.scene import make_soil

STATES = ("dry", "wet", "cracked", "rough", "tilled")


def clods(plane: Plane, rough: float) -> FloatImage:
    """Heaps clods of several sizes.

    Args:
        plane: The plane.
        rough: From 0 (rolled) to 1 (ploughed).

    Returns:
        Their height in metres.
    """
    height = np.zeros((plane.size, plane.size), np.float32)
    for size_m, gain in ((0.07, 0.55), (0.022, 0.7)):
        # Clods that are smaller than the samples are noise.
        if size_m < 3.0 * plane.gsd:
            height += np.float32(0.18 * gain * rough * size_m) * plane.noise(size_m, 0.5)
            continue
        cells = make_cells(plane, size_m, warp=0.16)
        edge = np.clip(cells.gap / 0.6, 0.0, 1.0)
        tall = 0.12 + 0.88 * cells.value() ** 2
        dome = np.sqrt(1.0 - (1.0 - edge) ** 2) * tall
        height += np.float32(0.5 * size_m * gain * rough) * dome
    return height


def ridges(plane: Plane) -> FloatImage:
    """Draws the rows of a harrow, a drill or a ridger.

    Args:
        plane: The plane.

    Returns:
        Their height in metres, around 0.
    """
    rng = plane.rng
    spacing = float(np.exp(rng.uniform(np.log(0.08), np.log(0.75))))
    wobble = 0.06 * spacing * plane.noise(1.5, 1.6, 3.0)
    phase = (plane.y + wobble) * np.float32(2.0 * np.pi / spacing) + np.float32(rng.uniform(0, 6))
    sharp = float(rng.uniform(0.7, 1.8))
    wave = 2.0 * (0.5 + 0.5 * np.cos(phase)) ** np.float32(sharp) - 1.0
    return np.asarray(wave * np.float32(spacing * rng.uniform(0.03, 0.10)), np.float32)


def earth(plane: Plane, state: str, where: BoolImage | None = None) -> Surface:
    """Makes bare soil.

    Args:
        plane: The plane.
        state: One of `STATES`.
        where: Where stones and straws may lie on it.

    Returns:
        The surface.
    """
    rng = plane.rng
    soil = make_soil(rng)
    broad, mid, fine = plane.noise(9.3, 1.6), plane.noise(1.7, 1.2), plane.noise(0.4, 1.0)
    grain = plane.noise(0.25, 0.35)
    rough = {
        "dry": rng.uniform(0.05, 0.5),
        "wet": rng.uniform(0.1, 0.6),
        "cracked": rng.uniform(0.0, 0.12),
        "rough": rng.uniform(0.6, 1.1),
        "tilled": rng.uniform(0.2, 0.8),
    }[state]
    height = clods(plane, float(rough))
    height += np.float32(0.0009) * fine + np.float32(0.0022 * (0.3 + rough)) * mid
    height += np.float32(0.00013) * grain
    if state == "tilled":
        height += ridges(plane)
    surface = make_surface(plane, soil.dry)
    damp = 0.40 - 7.0 * (height - height.mean()) + 0.13 * broad + 0.10 * mid + 0.06 * fine
    if state == "wet":
        damp += 0.5
    surface.blend(np.clip(damp, 0.0, 1.15), linear(soil.moist))
    surface.scale(np.exp(0.05 * fine + 0.08 * grain + 0.06 * broad))
    if state == "cracked":
        _crack(plane, surface, height)
    if state == "wet":
        _soak(plane, surface, height, broad + 0.5 * mid)
    surface.relief = height
    _strew(plane, surface, where)
    return surface


def _crack(plane: Plane, surface: Surface, height: FloatImage) -> None:
    """Cracks as mud does when it dries: plates, and lesser cracks in them."""
    rng = plane.rng
    size = float(np.exp(rng.uniform(np.log(0.05), np.log(0.25))))
    width = rng.uniform(0.03, 0.10)
    for scale, depth in ((1.0, 1.0), (0.38, 0.5)):
        cells = make_cells(plane, size * scale, warp=0.10)
        blur = 1.5 * plane.gsd / (size * scale)
        thin = width * depth * (1.0 + 0.35 * plane.noise(1.0, 1.2))
        # Cracks that are thinner than the samples show as much as they cover.
        covered = np.float32(min(1.0, width * depth / blur))
        crack = covered * (1.0 - ramp(cells.gap - thin, -0.02, max(0.03, blur)))
        if scale < 1.0:
            crack *= ramp(plane.noise(0.8, 1.3), 0.2, 0.8)
        else:
            # The rim of a plate curls up and dries first.
            rim = ramp(cells.gap, 0.45, 0.08)
            height += np.float32(0.04 * size) * rim * rim
            surface.scale(1.0 + 0.10 * rim + 0.14 * (cells.value() - 0.5))
        height -= np.float32(0.10 * size * depth) * crack
        surface.scale(1.0 - 0.62 * crack)


def _soak(plane: Plane, surface: Surface, height: FloatImage, lie: FloatImage) -> None:
    """Wets the soil: it shines, and water stands where it is low."""
    rng = plane.rng
    surface.scale(np.full_like(height, rng.uniform(0.6, 0.85)))
    surface.gloss += np.float32(rng.uniform(0.05, 0.25)) * ramp(-lie, -0.8, 0.8)
    if rng.random() < 0.6:
        level = float(np.percentile(height + 0.004 * lie, rng.uniform(4.0, 40.0)))
        depth = np.float32(level) - height - 0.004 * lie
        water = ramp(depth, -0.0003, 0.0008)
        surface.blend(0.75 * water, linear((92.0, 80.0, 64.0)) * np.float32(rng.uniform(0.6, 1.2)))
        surface.gloss[:] = np.maximum(surface.gloss, water)
        height += water * (np.float32(level) - height)


def _strew(plane: Plane, surface: Surface, where: BoolImage | None) -> None:
    rng = plane.rng
    stones = litter.BROWN_STONES if rng.random() < 0.6 else litter.GREY_STONES
    for radius in (0.003, 0.009, 0.022):
        cover = float(rng.exponential(0.012))
        litter.strew_stones(plane, surface, radius, cover, stones, 0.4, where, 0.6)
    if rng.random() < 0.5:
        litter.strew_straw(plane, surface, float(rng.exponential(0.012)), where=where)


def soil(plane: Plane) -> Surface:
    """Makes bare soil of any state.

    Args:
        plane: The plane.

    Returns:
        The surface.
    """
    return earth(plane, str(plane.rng.choice(STATES)))
