"""Sun, sky and shadows on a surface seen from straight above."""

from __future__ import annotations

import cv2
import numpy as np

from fieldsynth.grounds.surface import Surface
from fieldsynth.noise import FloatImage
from fieldsynth.scene import Sun

_SKY = np.array([0.93, 0.99, 1.10], np.float32)
_BEAM = np.array([1.04, 1.0, 0.94], np.float32)
_SHADOW_PX = 384


def _shadows(height: FloatImage, gsd: float, sun: Sun, toward: tuple[float, float]) -> FloatImage:
    """Marches to the sun in growing steps: 1 in the light, 0 in the shadow."""
    size = height.shape[0]
    rise = float(np.tan(np.deg2rad(sun.elevation_deg)))
    flat = float(np.hypot(*toward))
    right, down = toward[0] / flat, toward[1] / flat
    span = float(np.percentile(height, 99.7) - np.percentile(height, 5.0))
    far = min(span / rise / gsd, 0.6 * size)
    dark = np.zeros_like(height)
    distance = 1.0
    while distance < far:
        move = np.array([[1.0, 0.0, right * distance], [0.0, 1.0, down * distance]])
        moved = cv2.warpAffine(
            height,
            move,
            (size, size),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        other = np.asarray(moved, np.float32) - height
        other -= np.float32(distance * gsd * rise)
        other *= np.float32(1.0 / (gsd * (0.35 + 0.05 * distance)))
        np.maximum(dark, other, out=dark)
        distance += max(1.0, 0.16 * distance)
    return np.asarray(1.0 - np.clip(dark, 0.0, 1.0), np.float32)


def _openness(height: FloatImage, gsd: float) -> FloatImage:
    """How much sky a place sees: less where its surroundings are higher."""
    seen = np.ones_like(height)
    size = height.shape[0]
    for reach in (2.5, 10.0):
        small = max(8, int(size / max(1.0, reach / 2.5)))
        around = cv2.resize(height, (small, small), interpolation=cv2.INTER_AREA)
        around = cv2.GaussianBlur(around, (0, 0), min(reach, 2.5))
        around = cv2.resize(around, (size, size), interpolation=cv2.INTER_LINEAR)
        below = np.clip(around - height, 0.0, None) / np.float32(reach * gsd)
        seen /= 1.0 + np.float32(0.7) * below
    return np.asarray(np.clip(seen, 0.25, 1.0), np.float32)


def shine(surface: Surface, gsd: float, sun: Sun) -> FloatImage:
    """Lights a surface.

    Args:
        surface: The surface.
        gsd: The distance of its samples in metres.
        sun: The light.

    Returns:
        What the camera sees, in linear light.
    """
    size = surface.relief.shape[0]
    azimuth, elevation = np.deg2rad(sun.azimuth_deg), np.deg2rad(sun.elevation_deg)
    flat, up = float(np.cos(elevation)), float(np.sin(elevation))
    toward = (float(np.sin(azimuth)) * flat, float(-np.cos(azimuth)) * flat)
    half = np.float32(0.5 / gsd)
    slope_u = cv2.filter2D(surface.relief, -1, np.array([[-1.0, 0.0, 1.0]])) * half
    slope_v = cv2.filter2D(surface.relief, -1, np.array([[-1.0], [0.0], [1.0]])) * half
    slope_u += surface.tilt_u
    slope_v += surface.tilt_v
    wave_u, wave_v = slope_u, slope_v
    # Water and what shines like it shows its slope by what it mirrors, not by how it is lit.
    dull = 1.0 - surface.gloss
    slope_u, slope_v = slope_u * dull, slope_v * dull
    length = np.sqrt(1.0 + slope_u * slope_u + slope_v * slope_v)
    lean = slope_u * np.float32(toward[0]) + slope_v * np.float32(toward[1])
    facing = np.clip((np.float32(up) - lean) / length, 0.0, None)

    small = (min(size, _SHADOW_PX),) * 2
    whole = cv2.resize(surface.relief + surface.lift, small, interpolation=cv2.INTER_AREA)
    height = np.asarray(whole, np.float32)
    coarse = gsd * size / small[0]
    lit = cv2.resize(_shadows(height, coarse, sun, toward), (size, size))
    seen = cv2.resize(_openness(height, coarse), (size, size))

    sky = np.float32(0.30 + 0.55 * (1.0 - sun.strength)) * seen
    sky *= (1.0 - np.float32(0.45) * lean / length) / np.sqrt(length)
    beam = np.float32(0.85 * sun.strength / max(up, 0.35)) * lit * facing
    light = sky[..., None] * _SKY
    light += beam[..., None] * _BEAM
    light *= surface.albedo
    if surface.gloss.any():
        # The camera looks down: it sees the sun where the slope is half-way to it.
        lean = wave_u * np.float32(toward[0]) + wave_v * np.float32(toward[1])
        steep = 1.0 + wave_u * wave_u + wave_v * wave_v
        lean_half = (up + 1.0 - lean) / np.sqrt(steep * np.float32(2.0 + 2.0 * up))
        glint = np.clip(lean_half, 0.0, 1.0) ** 160
        # The sky is brighter towards the sun and towards the horizon.
        mirror = np.exp(np.clip(-4.0 * lean + 1.5 * (steep - 1.0), -2.0, 1.6))
        mirror *= np.float32(0.05) * surface.gloss * seen
        light += mirror[..., None] * np.array([0.80, 0.95, 1.20], np.float32)
        light += (surface.gloss * glint * lit * np.float32(1.2 * sun.strength))[..., None]
    return np.asarray(light, np.float32)
