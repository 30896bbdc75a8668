"""Renders a scene as seen straight from above, with its exact mask."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fieldsynth import noise
from fieldsynth.noise import FloatImage
from fieldsynth.plants import BACKGROUND, CROP, OTHER_WEED, WEED
from fieldsynth.scene import Scene

ByteImage = npt.NDArray[np.uint8]
IndexImage = npt.NDArray[np.int32]

_SHIFT = 4
_GAMMA = 2.2
_PLANTS = (WEED, CROP, OTHER_WEED)


@dataclass(frozen=True)
class View:
    """A picture plane above flat ground.

    Attributes:
        width: Its width in pixels.
        height: Its height in pixels.
        x: Ground position of the middle of the picture to the east, in metres.
        y: Ground position of the middle to the north, in metres.
        gsd_m: Ground sampling distance in metres.
        heading_deg: Where the top of the picture points, clockwise from grid north.
    """

    width: int
    height: int
    x: float
    y: float
    gsd_m: float
    heading_deg: float = 0.0

    def axes(self) -> tuple[float, float]:
        """Gives the sine and the cosine of the heading."""
        angle = np.deg2rad(self.heading_deg)
        return float(np.sin(angle)), float(np.cos(angle))

    def to_ground(
        self, u: npt.NDArray[np.float64], v: npt.NDArray[np.float64]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Takes pixel positions (0, 0 is the outer corner of the first pixel) to the ground.

        Args:
            u: Position to the right.
            v: Position downwards.

        Returns:
            East and north in metres.
        """
        s, c = self.axes()
        right = (u - self.width / 2.0) * self.gsd_m
        up = (self.height / 2.0 - v) * self.gsd_m
        return self.x + c * right + s * up, self.y - s * right + c * up

    def to_pixels(self, ground: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Takes ground positions to pixel positions.

        Args:
            ground: One row, east and north in metres, for each position.

        Returns:
            One row, right and down, for each position.
        """
        s, c = self.axes()
        dx, dy = ground[:, 0] - self.x, ground[:, 1] - self.y
        right, up = c * dx - s * dy, s * dx + c * dy
        return np.stack(
            [self.width / 2.0 + right / self.gsd_m, self.height / 2.0 - up / self.gsd_m], axis=1
        )


@dataclass(frozen=True)
class Sensor:
    """What the camera does to the picture.

    Attributes:
        blur_px: Standard deviation of the blur.
        noise: Standard deviation of the noise in display steps.
        exposure: Gain.
        warmth: Gain of red against blue.
        vignette: Darkening of the corners, as a share.
        gradient: Change of the light across the picture, to the right and downwards.
        contrast: Power applied to the display values.
    """

    blur_px: float = 0.5
    noise: float = 2.0
    exposure: float = 1.0
    warmth: float = 1.0
    vignette: float = 0.06
    gradient: tuple[float, float] = (0.03, -0.02)
    contrast: float = 1.0


def random_sensor(rng: np.random.Generator) -> Sensor:
    """Makes a camera.

    Args:
        rng: The random numbers.

    Returns:
        The camera.
    """
    return Sensor(
        blur_px=float(rng.uniform(0.3, 1.1)),
        noise=float(rng.uniform(0.8, 5.0)),
        exposure=float(np.exp(rng.normal(0.0, 0.16))),
        warmth=float(np.exp(rng.normal(0.0, 0.05))),
        vignette=float(rng.uniform(0.0, 0.18)),
        gradient=(float(rng.normal(0.0, 0.07)), float(rng.normal(0.0, 0.07))),
        contrast=float(np.exp(rng.normal(0.0, 0.07))),
    )


def _draw_index(scene: Scene, view: View) -> IndexImage:
    """Draws the number of the topmost shape, from 1; 0 is soil."""
    canvas: IndexImage = np.zeros((view.height, view.width), np.int32)
    if not scene.shapes:
        return canvas
    points = np.concatenate([shape.points for shape in scene.shapes])
    pixels = view.to_pixels(points)
    counts = np.array([len(shape.points) for shape in scene.shapes])
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    low = np.minimum.reduceat(pixels, starts)
    high = np.maximum.reduceat(pixels, starts)
    widths = np.array([shape.width for shape in scene.shapes])
    seen = (
        (high[:, 0] > 0)
        & (high[:, 1] > 0)
        & (low[:, 0] < view.width)
        & (low[:, 1] < view.height)
        & (widths > 0.35 * view.gsd_m)
    )
    # OpenCV counts from the middle of the first pixel.
    fixed = np.round((pixels - 0.5) * (1 << _SHIFT)).astype(np.int32)
    for k in np.flatnonzero(seen):
        start = int(starts[k])
        cv2.fillPoly(
            canvas, [fixed[start : start + int(counts[k])]], float(k + 1), cv2.LINE_8, _SHIFT
        )
    return canvas


def _downsample_label(index: IndexImage, labels: ByteImage, factor: int) -> ByteImage:
    fine = labels[index]
    rows, cols = fine.shape[0] // factor, fine.shape[1] // factor
    blocks = fine.reshape(rows, factor, cols, factor)
    found = np.stack([(blocks == label).sum(axis=(1, 3)) for label in _PLANTS])
    out: ByteImage = np.array(_PLANTS, np.uint8)[found.argmax(axis=0)]
    out[2 * found.sum(axis=0) < factor * factor] = BACKGROUND
    return out


def _soil(scene: Scene, x: FloatImage, y: FloatImage, step: float) -> tuple[FloatImage, FloatImage]:
    """Gives the height of the soil and its colour in linear light."""
    soil = scene.soil
    p = soil.phase
    rough = soil.cloddiness
    turn = 2.0 * np.pi
    height = np.zeros_like(x)
    for k, (cell, gain) in enumerate(((0.055, 0.55), (0.022, 0.75), (0.009, 0.8))):
        tile = noise.clod_tile(k % 2)
        period = cell * noise.CELLS_PER_SIDE * (0.8 + 0.4 * p[k])
        lumps = noise.sample(tile, x, y, step, period, turn * p[k + 3], (p[k + 6], p[k + 1]))
        level = rough if k < 2 else 0.35 + 0.65 * rough
        height += np.float32(cell * gain * level * 0.5) * lumps
    fine = noise.sample(noise.fractal_tile(5, 1.0), x, y, step, 0.41, turn * p[9], (p[1], p[2]))
    mid = noise.sample(noise.fractal_tile(6, 1.2), x, y, step, 1.7, turn * p[10], (p[3], p[4]))
    broad = noise.sample(noise.fractal_tile(7, 1.6), x, y, step, 9.3, turn * p[11], (p[5], p[6]))
    grain = noise.sample(noise.fractal_tile(8, 0.35), x, y, step, 0.27, turn * p[12], (p[7], p[8]))
    height += np.float32(0.0010) * fine + np.float32(0.0022) * mid + np.float32(0.00015) * grain
    dry = (np.array(soil.dry, np.float32) / 255.0) ** _GAMMA
    moist = (np.array(soil.moist, np.float32) / 255.0) ** _GAMMA
    share = np.clip(0.38 - 6.0 * height + 0.12 * broad + 0.10 * mid + 0.07 * fine, 0.0, 1.0)
    share = np.asarray(share, np.float32)
    colour = dry + share[..., None] * (moist - dry)
    colour *= np.exp(0.05 * fine + 0.07 * grain + 0.05 * broad)[..., None]
    if soil.cracks > 0.0:
        crack = noise.sample(noise.crack_tile(0), x, y, step, 0.9, turn * p[13], (p[9], p[10]))
        crack *= np.clip(1.0 + 0.6 * mid, 0.0, 1.0) * np.float32(soil.cracks)
        height -= np.float32(0.006) * crack
        colour *= (1.0 - 0.55 * crack)[..., None]
    return height, np.asarray(colour, np.float32)


def _shade(height: FloatImage, view: View, scene: Scene, reach: float) -> FloatImage:
    """Marches to the sun: 1 in the light, 0 in the shadow."""
    sun = scene.sun
    angle = np.deg2rad(sun.azimuth_deg - view.heading_deg)
    rise = float(np.tan(np.deg2rad(sun.elevation_deg)))
    right, down = float(np.sin(angle)), float(-np.cos(angle))
    dark = np.zeros_like(height)
    far = reach / rise / view.gsd_m
    distance = 1.0
    while distance < far:
        move = np.array([[1.0, 0.0, right * distance], [0.0, 1.0, down * distance]])
        other = cv2.warpAffine(
            height,
            move,
            (view.width, view.height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=-1.0,
        )
        depth = other - height - np.float32(distance * view.gsd_m * rise)
        soft = np.float32(0.0006 + 0.03 * distance * view.gsd_m)
        step = max(1.0, 0.05 * distance)
        # Leaves are thin: the light passes below them.
        thick = np.float32(0.012 + 1.2 * step * view.gsd_m * rise)
        hit = np.clip(depth / soft, 0.0, 1.0) * (depth < thick)
        np.maximum(dark, hit, out=dark)
        distance += step
    return np.asarray(1.0 - cv2.GaussianBlur(dark, (0, 0), 0.7), np.float32)


def render(
    scene: Scene,
    view: View,
    sensor: Sensor,
    rng: np.random.Generator,
    supersample: int = 2,
    tile_px: int = 800,
    margin_m: float = 0.35,
) -> tuple[ByteImage, ByteImage]:
    """Renders a picture and its mask; a large one in tiles that overlap.

    Args:
        scene: The field.
        view: From where.
        sensor: The camera.
        rng: The random numbers of the sensor noise.
        supersample: How many samples to draw along each side of a pixel.
        tile_px: The side of the tiles.
        margin_m: What is drawn around each tile and thrown away, in metres: a shadow from outside
            the tile has to start in it.

    Returns:
        The picture (red, green, blue) and the mask (the labels of the shapes).
    """
    picture: FloatImage = np.zeros((view.height, view.width, 3), np.float32)
    mask: ByteImage = np.zeros((view.height, view.width), np.uint8)
    if max(view.width, view.height) <= tile_px:
        picture, mask = _render_light(scene, view, supersample)
        return expose(picture, sensor, rng), mask
    margin = int(np.ceil(margin_m / view.gsd_m))
    for top in range(0, view.height, tile_px):
        for left in range(0, view.width, tile_px):
            rows, cols = min(tile_px, view.height - top), min(tile_px, view.width - left)
            x, y = view.to_ground(
                np.array(left + cols / 2.0, np.float64), np.array(top + rows / 2.0, np.float64)
            )
            part = View(
                cols + 2 * margin,
                rows + 2 * margin,
                float(x),
                float(y),
                view.gsd_m,
                view.heading_deg,
            )
            light, label = _render_light(scene, part, supersample)
            inner = np.s_[margin : margin + rows, margin : margin + cols]
            picture[top : top + rows, left : left + cols] = light[inner]
            mask[top : top + rows, left : left + cols] = label[inner]
    return expose(picture, sensor, rng), mask


def _render_light(scene: Scene, view: View, supersample: int) -> tuple[FloatImage, ByteImage]:
    """Renders the light that reaches the camera, and the mask."""
    n = supersample
    fine = View(view.width * n, view.height * n, view.x, view.y, view.gsd_m / n, view.heading_deg)
    index = _draw_index(scene, fine)
    labels = np.array([BACKGROUND, *(shape.label for shape in scene.shapes)], np.uint8)
    mask = _downsample_label(index, labels, n)

    u = np.arange(fine.width, dtype=np.float64)[None, :] + 0.5
    v = np.arange(fine.height, dtype=np.float64)[:, None] + 0.5
    gx, gy = fine.to_ground(u, v)
    x, y = gx.astype(np.float32), gy.astype(np.float32)
    height, albedo = _soil(scene, x, y, fine.gsd_m)

    # Slopes of the soil in the directions of the picture, then of the shapes from their tilt.
    slopes = np.gradient(height, fine.gsd_m)
    slope_v: FloatImage = np.asarray(slopes[0], np.float32)
    slope_u: FloatImage = np.asarray(slopes[1], np.float32)
    s, c = view.axes()
    tilts = np.array([(0.0, 0.0), *(shape.tilt for shape in scene.shapes)], np.float32)
    tilt_right = c * tilts[:, 0] - s * tilts[:, 1]
    tilt_down = -(s * tilts[:, 0] + c * tilts[:, 1])
    above = index > 0
    which = index[above]
    heights = np.array([0.0, *(shape.height for shape in scene.shapes)], np.float32)
    colours = np.array([(0.0, 0.0, 0.0), *(shape.colour for shape in scene.shapes)], np.float32)
    colours = (colours / 255.0) ** _GAMMA
    texture = noise.sample(noise.fractal_tile(9, 0.9), x, y, fine.gsd_m, 0.13, 0.7, (0.3, 0.6))
    slope_u[above] = tilt_right[which] + 0.05 * texture[above]
    slope_v[above] = tilt_down[which]
    leaf = labels[index] != BACKGROUND
    albedo[above] = colours[which] * (1.0 + 0.05 * texture[above])[:, None]
    height = height + heights[index]

    sun = scene.sun
    angle = np.deg2rad(sun.azimuth_deg - view.heading_deg)
    flat = float(np.cos(np.deg2rad(sun.elevation_deg)))
    toward = (float(np.sin(angle)) * flat, float(-np.cos(angle)) * flat)
    up = float(np.sin(np.deg2rad(sun.elevation_deg)))
    length = np.sqrt(1.0 + slope_u**2 + slope_v**2)
    facing = (up - slope_u * toward[0] - slope_v * toward[1]) / length
    direct = np.clip(facing, 0.0, None) / max(up, 0.35)
    # Leaves let light through, and shine where they face half-way between sun and camera.
    direct = np.where(leaf, 0.18 + 0.82 * direct, direct)
    gloss = np.where(leaf, np.clip((facing - 0.9) * 4.0, 0.0, 1.0), 0.0) * 0.06

    small = cv2.resize(height, (view.width, view.height), interpolation=cv2.INTER_AREA)
    reach = float(min(heights[np.unique(index)].max() + 0.03, 0.5))
    lit_small = _shade(np.asarray(small, np.float32), view, scene, reach)
    lit = cv2.resize(lit_small, (fine.width, fine.height), interpolation=cv2.INTER_LINEAR)
    sigma = max(0.03 / view.gsd_m, 1.0)
    shrink = max(1, int(sigma / 2.0))
    rough = cv2.resize(
        small,
        (max(view.width // shrink, 1), max(view.height // shrink, 1)),
        interpolation=cv2.INTER_AREA,
    )
    around = cv2.GaussianBlur(rough, (0, 0), sigma / shrink)
    around = cv2.resize(around, (fine.width, fine.height), interpolation=cv2.INTER_LINEAR)
    open_sky = np.clip(1.0 - 5.0 * np.clip(around - height, 0.0, None), 0.35, 1.0)

    # The sky is brighter on the side of the sun.
    side = 1.0 - 0.45 * (slope_u * toward[0] + slope_v * toward[1]) / length
    sky = (0.30 + 0.55 * (1.0 - sun.strength)) * open_sky * side / np.sqrt(length)
    beam = 0.85 * sun.strength * lit * direct
    tint_sky = np.array([0.93, 0.99, 1.10], np.float32)
    tint_sun = np.array([1.04, 1.0, 0.94], np.float32)
    light = sky[..., None] * tint_sky + beam[..., None] * tint_sun
    picture = albedo * light.astype(np.float32) + (gloss * lit * sun.strength)[..., None]
    picture = np.asarray(
        cv2.resize(
            picture.astype(np.float32), (view.width, view.height), interpolation=cv2.INTER_AREA
        ),
        np.float32,
    )
    return picture, mask


def expose(picture: FloatImage, sensor: Sensor, rng: np.random.Generator) -> ByteImage:
    """Takes a picture of what is seen.

    Args:
        picture: Red, green and blue in linear light.
        sensor: The camera.
        rng: The random numbers of its noise.

    Returns:
        The picture as displayed.
    """
    rows, cols = picture.shape[:2]
    if sensor.blur_px > 0.0:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), sensor.blur_px), np.float32)
    u = np.linspace(-1.0, 1.0, cols, dtype=np.float32)[None, :]
    v = np.linspace(-1.0, 1.0, rows, dtype=np.float32)[:, None]
    gain = 1.0 + sensor.gradient[0] * u + sensor.gradient[1] * v
    gain = gain * (1.0 - sensor.vignette * 0.5 * (u * u + v * v)) * sensor.exposure
    colour = np.array([sensor.warmth, 1.0, 1.0 / sensor.warmth], np.float32)
    picture = np.asarray(picture * gain[..., None] * colour, np.float32)
    # A soft shoulder keeps highlights from clipping hard.
    bright = 0.7 + 0.3 * np.tanh((picture - 0.7) / 0.3)
    picture = np.asarray(np.where(picture > 0.7, bright, picture), np.float32)
    display = np.clip(picture, 0.0, None) ** (sensor.contrast / _GAMMA) * 255.0
    grain = rng.standard_normal(display.shape[:2], np.float32)[..., None]
    chroma = rng.standard_normal(display.shape, np.float32)
    display = display + sensor.noise * (0.8 * grain + 0.5 * chroma)
    return np.clip(np.round(display), 0, 255).astype(np.uint8)
