"""The piece of ground that is seen: where its samples lie, its textures and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fieldsynth import noise
from fieldsynth.noise import FloatImage
from fieldsynth.plants import Colour, Points
from fieldsynth.render import ByteImage

BoolImage = npt.NDArray[np.bool_]

GAMMA = 2.2
# Below this a tile of noise would repeat so often in a picture that the eye finds its grid.
_LEAST_PERIOD_SAMPLES = 260.0
_TILES = 3


def linear(colour: Colour | Points) -> FloatImage:
    """Takes displayed colours, 0 to 255, to linear light.

    Args:
        colour: The colour, or one in each row.

    Returns:
        The same in linear light, 0 to 1.
    """
    return np.asarray((np.clip(np.asarray(colour), 0.0, 255.0) / 255.0) ** GAMMA, np.float32)


def ramp(value: FloatImage, low: float, high: float) -> FloatImage:
    """Rises smoothly from 0 at `low` to 1 at `high`; falls where `high` is the lesser.

    Args:
        value: The values.
        low: Where the rise starts.
        high: Where it ends.

    Returns:
        Values from 0 to 1.
    """
    share = np.clip((value - np.float32(low)) / np.float32(high - low), 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share), np.float32)


@dataclass(frozen=True)
class Plane:
    """A square of ground seen from straight above.

    Attributes:
        rng: The random numbers of the picture.
        size: Samples along each side.
        gsd: The distance of the samples in metres.
        angle: The direction of rows, bands and waves in radians, clockwise from the right.
        x: Position along that direction in metres; 0 is the middle.
        y: Position across it.
    """

    rng: np.random.Generator
    size: int
    gsd: float
    angle: float
    x: FloatImage
    y: FloatImage

    @property
    def extent(self) -> float:
        """The side of the square in metres."""
        return self.size * self.gsd

    def to_samples(self, x: Points, y: Points) -> Points:
        """Takes positions in metres to sample positions.

        Args:
            x: Positions along the direction of the plane.
            y: Positions across it.

        Returns:
            One row, right and down, for each position.
        """
        c, s = np.cos(self.angle), np.sin(self.angle)
        middle = self.size / 2.0 - 0.5
        return np.stack(
            [(c * x - s * y) / self.gsd + middle, (s * x + c * y) / self.gsd + middle], axis=-1
        )

    def noise(self, period: float, exponent: float = 1.0, stretch: float = 1.0) -> FloatImage:
        """Draws fractal noise of about unit deviation, less where samples average over it.

        Args:
            period: The size of its largest features, times three, in metres.
            exponent: How smooth it is: 0.4 grain, 1.0 clouds, 1.6 hills.
            stretch: How much longer it is along the direction of the plane.

        Returns:
            The noise.
        """
        tile = noise.fractal_tile(31 + int(self.rng.integers(_TILES)), exponent)
        least = _LEAST_PERIOD_SAMPLES * self.gsd
        gain = np.float32(min(1.0, (period / least) ** 0.5))
        shift = (float(self.rng.random()), float(self.rng.random()))
        turn = 0.0 if stretch != 1.0 else float(self.rng.uniform(0.0, 2.0 * np.pi))
        x = self.x if stretch == 1.0 else np.asarray(self.x / np.float32(stretch), np.float32)
        drawn = noise.sample(tile, x, self.y, self.gsd, max(period, least), turn, shift)
        return np.asarray(gain * drawn, np.float32)

    def scatter(self, count: int, margin: float = 0.06) -> Points:
        """Scatters positions over the square and a margin around it.

        Args:
            count: How many.
            margin: The margin as a share of the side.

        Returns:
            One row, right and down in samples, for each.
        """
        return self.rng.uniform(-margin, 1.0 + margin, (count, 2)) * self.size


def make_plane(rng: np.random.Generator, size: int, gsd: float) -> Plane:
    """Makes a square of ground whose rows may run in any direction.

    Args:
        rng: The random numbers.
        size: Samples along each side.
        gsd: The distance of the samples in metres.

    Returns:
        The plane.
    """
    angle = float(rng.uniform(0.0, 2.0 * np.pi))
    at = ((np.arange(size) + 0.5 - size / 2.0) * gsd).astype(np.float32)
    c, s = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    right, down = at[None, :], at[:, None]
    return Plane(rng, size, gsd, angle, c * right + s * down, c * down - s * right)


@dataclass
class Surface:
    """What is seen on a plane.

    Attributes:
        albedo: Red, green and blue in linear light.
        relief: Height of the ground in metres; it is shaded by its slope and throws shadows.
        lift: What lies or stands on it, in metres; it only throws shadows.
        tilt_u: Slope to the right of what lies on it.
        tilt_v: Slope downwards.
        gloss: How much it mirrors sky and sun, 0 to 1.
        plants: Where vegetation is.
    """

    albedo: FloatImage
    relief: FloatImage
    lift: FloatImage
    tilt_u: FloatImage
    tilt_v: FloatImage
    gloss: FloatImage
    plants: BoolImage

    def blend(self, share: FloatImage, colour: FloatImage) -> None:
        """Paints a colour over the surface.

        Args:
            share: How much of it, 0 to 1, at each sample.
            colour: The colour in linear light, one or one for each sample.
        """
        self.albedo += share[..., None] * (colour - self.albedo)

    def scale(self, gain: FloatImage) -> None:
        """Lightens or darkens the surface.

        Args:
            gain: What to multiply by.
        """
        self.albedo *= gain[..., None]


def make_surface(plane: Plane, colour: Colour) -> Surface:
    """Makes a flat surface of one colour.

    Args:
        plane: The plane.
        colour: The colour as displayed.

    Returns:
        The surface.
    """
    shape = (plane.size, plane.size)
    albedo = np.empty((*shape, 3), np.float32)
    albedo[:] = linear(colour)
    relief, lift, tilt_u, tilt_v, gloss = np.zeros((5, *shape), np.float32)
    return Surface(albedo, relief, lift, tilt_u, tilt_v, gloss, np.zeros(shape, np.bool_))


def shrink_mask(mask: BoolImage, size: int) -> BoolImage:
    """Brings a mask to the size of the picture by the greater part of each pixel.

    Args:
        mask: The mask.
        size: The side of the picture.

    Returns:
        The mask of the picture.
    """
    share: ByteImage = mask.astype(np.uint8) * 255
    small = cv2.resize(share, (size, size), interpolation=cv2.INTER_AREA)
    return np.asarray(small >= 128, np.bool_)
