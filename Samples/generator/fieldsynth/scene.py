"""A synthetic field in ground metres: soil, straw, stones, crop rows and weeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from fieldsynth import plants
from fieldsynth.plants import BACKGROUND, Colour, Points, Shape

PlantMaker = Callable[[np.random.Generator, Points, float], list[Shape]]


@dataclass(frozen=True)
class Soil:
    """The soil.

    Attributes:
        dry: Its lighter colour as displayed, 0 to 255.
        moist: Its darker colour.
        cloddiness: The height of the clods, 0 (rolled) to 1 (rough).
        cracks: The depth of drying cracks, 0 to 1.
        phase: Random numbers from 0 to 1 that place the textures.
    """

    dry: Colour
    moist: Colour
    cloddiness: float
    cracks: float
    phase: tuple[float, ...]


@dataclass(frozen=True)
class Sun:
    """The light.

    Attributes:
        azimuth_deg: Direction of the sun, clockwise from north.
        elevation_deg: Height of the sun above the horizon.
        strength: Share of the direct light: 0 overcast, 1 clear.
    """

    azimuth_deg: float
    elevation_deg: float
    strength: float


@dataclass(frozen=True)
class Rows:
    """The crop.

    Attributes:
        make: What draws one plant.
        spacing_m: Distance between rows.
        step_m: Distance between plants in a row.
        size_m: How far a plant is across.
        angle_deg: Direction of the rows, anticlockwise from east.
        shift_m: Shift of the rows.
        gaps: Share of the plants that are missing.
    """

    make: PlantMaker
    spacing_m: float
    step_m: float
    size_m: float
    angle_deg: float
    shift_m: float
    gaps: float


@dataclass(frozen=True)
class Patch:
    """A dense patch of weeds.

    Attributes:
        x: Its centre to the east, in metres.
        y: Its centre to the north, in metres.
        radius_m: Its extent (one standard deviation).
        count: The number of plants.
        size_m: The median size of the plants.
    """

    x: float
    y: float
    radius_m: float
    count: int
    size_m: float


@dataclass(frozen=True)
class Scene:
    """A field that can be rendered from any pose.

    Attributes:
        soil: The soil.
        sun: The light.
        shapes: Everything that lies or grows on the soil, lowest first.
    """

    soil: Soil
    sun: Sun
    shapes: list[Shape] = field(default_factory=list)


@dataclass(frozen=True)
class Box:
    """A rectangle on the ground in metres."""

    west: float
    south: float
    east: float
    north: float

    @property
    def area(self) -> float:
        """The area in square metres."""
        return (self.east - self.west) * (self.north - self.south)


SOILS: tuple[tuple[Colour, Colour], ...] = (
    ((150.0, 144.0, 136.0), (104.0, 99.0, 94.0)),
    ((168.0, 142.0, 108.0), (118.0, 92.0, 66.0)),
    ((142.0, 116.0, 90.0), (92.0, 72.0, 55.0)),
    ((158.0, 106.0, 78.0), (112.0, 70.0, 50.0)),
    ((190.0, 170.0, 134.0), (140.0, 120.0, 90.0)),
    ((120.0, 112.0, 104.0), (78.0, 72.0, 68.0)),
)


def make_soil(rng: np.random.Generator) -> Soil:
    """Makes a soil.

    Args:
        rng: The random numbers.

    Returns:
        The soil.
    """
    dry, moist = SOILS[int(rng.integers(len(SOILS)))]
    return Soil(
        plants.vary(rng, dry, 0.07),
        plants.vary(rng, moist, 0.07),
        float(rng.beta(1.6, 1.6)),
        float(rng.uniform(0.3, 1.0)) if rng.random() < 0.25 else 0.0,
        tuple(float(v) for v in rng.random(16)),
    )


def make_sun(rng: np.random.Generator) -> Sun:
    """Makes a light.

    Args:
        rng: The random numbers.

    Returns:
        The light.
    """
    strength = rng.uniform(0.1, 0.4) if rng.random() < 0.3 else rng.uniform(0.65, 1.0)
    return Sun(float(rng.uniform(0.0, 360.0)), float(rng.uniform(28.0, 66.0)), float(strength))


def _anywhere(rng: np.random.Generator, box: Box) -> Points:
    return np.array([rng.uniform(box.west, box.east), rng.uniform(box.south, box.north)])


def straw(rng: np.random.Generator, box: Box, per_m2: float, limit: int = 16000) -> list[Shape]:
    """Scatters dry straw.

    Args:
        rng: The random numbers.
        box: Where.
        per_m2: Pieces for each square metre.
        limit: The most pieces.

    Returns:
        The shapes.
    """
    main = rng.uniform(0.0, np.pi)
    shapes = []
    for _ in range(min(int(per_m2 * box.area), limit)):
        start = _anywhere(rng, box)
        angle = main + 0.9 * rng.standard_normal()
        size = 0.02 + rng.exponential(0.05)
        end = start + min(size, 0.25) * np.array([np.cos(angle), np.sin(angle)])
        colour = plants.vary(rng, (188.0, 164.0, 124.0), 0.16)
        width = rng.uniform(0.0008, 0.0032)
        shapes.append(plants.stem(start, end, width, colour, rng.uniform(0.001, 0.010), BACKGROUND))
    return shapes


def stones(rng: np.random.Generator, box: Box, per_m2: float) -> list[Shape]:
    """Scatters stones.

    Args:
        rng: The random numbers.
        box: Where.
        per_m2: Stones for each square metre.

    Returns:
        The shapes.
    """
    shapes = []
    turn = np.linspace(0.0, 2.0 * np.pi, 11)[:-1]
    for _ in range(min(int(per_m2 * box.area), 4000)):
        size = min(0.002 + rng.exponential(0.005), 0.05)
        radius = size * (1.0 + 0.16 * rng.standard_normal(10))
        angle = rng.uniform(0.0, np.pi)
        x, y = radius * np.cos(turn), rng.uniform(0.6, 1.0) * radius * np.sin(turn)
        c, s = np.cos(angle), np.sin(angle)
        outline = _anywhere(rng, box) + np.stack([c * x - s * y, s * x + c * y], axis=1)
        colour = plants.vary(rng, (176.0, 168.0, 158.0), 0.14)
        bright = plants.mix(colour, (235.0, 230.0, 222.0), 0.4)
        slope = 0.25 * rng.standard_normal(2)
        tilt = (float(slope[0]), float(slope[1]))
        shapes.append(Shape(outline, colour, 0.5 * size, tilt, BACKGROUND, size))
        middle = outline.mean(axis=0)
        top = middle + 0.55 * (outline - middle)
        shapes.append(
            Shape(top, plants.mix(colour, bright, 0.5), 0.7 * size, (0.0, 0.0), BACKGROUND, size)
        )
    return shapes


def crop(rng: np.random.Generator, box: Box, rows: Rows) -> list[Shape]:
    """Plants the crop in rows.

    Args:
        rng: The random numbers.
        box: Where.
        rows: The rows.

    Returns:
        The shapes.
    """
    angle = np.deg2rad(rows.angle_deg)
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    middle = np.array([(box.west + box.east) / 2.0, (box.south + box.north) / 2.0])
    reach = np.hypot(box.east - box.west, box.north - box.south) / 2.0
    shapes: list[Shape] = []
    for k in range(int(-reach / rows.spacing_m) - 1, int(reach / rows.spacing_m) + 2):
        offset = k * rows.spacing_m + rows.shift_m
        at = -reach + rng.uniform(0.0, rows.step_m)
        while at < reach:
            at += rows.step_m * rng.uniform(0.75, 1.25)
            spot = middle + along * at + across * (offset + 0.012 * rng.standard_normal())
            inside = box.west < spot[0] < box.east and box.south < spot[1] < box.north
            if not inside or rng.random() < rows.gaps:
                continue
            shapes += rows.make(
                rng, spot, rows.size_m * float(np.clip(rng.normal(1, 0.2), 0.4, 1.5))
            )
    return shapes


def weed(rng: np.random.Generator, spot: Points, size: float, ragweed_share: float) -> list[Shape]:
    """Draws one weed: mostly ragweed, sometimes another.

    Args:
        rng: The random numbers.
        spot: Where.
        size: How far a ragweed plant is across.
        ragweed_share: The share of ragweed.

    Returns:
        The shapes.
    """
    if rng.random() < ragweed_share:
        return plants.ragweed(rng, spot, float(np.clip(size, 0.04, 0.6)))
    if rng.random() < 0.6:
        return plants.broadleaf_weed(rng, spot, float(np.clip(0.6 * size, 0.015, 0.25)))
    return plants.grass(rng, spot, float(np.clip(0.9 * size, 0.03, 0.35)))


def patch(rng: np.random.Generator, where: Patch, ragweed_share: float) -> list[Shape]:
    """Grows a patch of weeds.

    Args:
        rng: The random numbers.
        where: The patch.
        ragweed_share: The share of ragweed.

    Returns:
        The shapes.
    """
    shapes: list[Shape] = []
    for _ in range(where.count):
        spot = np.array([where.x, where.y]) + where.radius_m * rng.standard_normal(2)
        size = where.size_m * float(np.exp(0.4 * rng.standard_normal()))
        shapes += weed(rng, spot, size, ragweed_share)
    return shapes


def _random_rows(rng: np.random.Generator) -> Rows:
    kind = int(rng.integers(3))
    growth = float(rng.uniform(0.0, 1.0))
    turn = float(rng.uniform(0.0, 180.0))
    if kind == 0:
        spacing = float(rng.uniform(0.25, 0.5))
        return Rows(
            plants.soy,
            spacing,
            float(rng.uniform(0.05, 0.12)),
            0.08 + 0.22 * growth,
            turn,
            float(rng.uniform(0, spacing)),
            float(rng.uniform(0.03, 0.25)),
        )
    if kind == 1:
        spacing = float(rng.uniform(0.42, 0.52))
        return Rows(
            plants.beet,
            spacing,
            float(rng.uniform(0.15, 0.22)),
            0.07 + 0.28 * growth,
            turn,
            float(rng.uniform(0, spacing)),
            float(rng.uniform(0.03, 0.2)),
        )
    spacing = float(rng.uniform(0.55, 0.78))
    return Rows(
        plants.maize,
        spacing,
        float(rng.uniform(0.13, 0.2)),
        0.15 + 0.5 * growth,
        turn,
        float(rng.uniform(0, spacing)),
        float(rng.uniform(0.03, 0.2)),
    )


def random_scene(rng: np.random.Generator, box: Box) -> Scene:
    """Makes a field of random kind, for training.

    Args:
        rng: The random numbers.
        box: The ground to cover.

    Returns:
        The scene.
    """
    soil = make_soil(rng)
    sun = make_sun(rng)
    shapes: list[Shape] = []
    shapes += stones(rng, box, float(rng.exponential(60.0)))
    litter = (
        float(rng.uniform(300.0, 2500.0)) if rng.random() < 0.3 else float(rng.exponential(25.0))
    )
    shapes += straw(rng, box, litter)
    ground = sorted(shapes, key=lambda shape: shape.height)
    shapes = []
    rows = _random_rows(rng)
    if rng.random() < 0.85:
        shapes += crop(rng, box, rows)
    if rng.random() < 0.92:
        share = float(rng.choice([0.95, 0.7, 0.4]))
        size = float(np.exp(rng.uniform(np.log(0.05), np.log(0.42))))
        cover = float(rng.uniform(0.02, 0.3))
        count = 1 + int(min(cover * box.area / (0.35 * size * size), 500))
        scattered = round(count * rng.random())
        middle = _anywhere(rng, box)
        shapes += patch(
            rng,
            Patch(
                float(middle[0]),
                float(middle[1]),
                float(rng.uniform(0.15, 0.7)),
                count - scattered,
                size,
            ),
            share,
        )
        for _ in range(scattered):
            shapes += weed(
                rng, _anywhere(rng, box), size * float(np.exp(0.4 * rng.standard_normal())), share
            )
    return Scene(soil, sun, ground + sorted(shapes, key=lambda shape: shape.height))
