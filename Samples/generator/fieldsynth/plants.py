"""Plants as flat polygons in ground metres: the picture and the mask are drawn from the same ones.

Every plant is a list of `Shape`: a polygon with a class, a colour, a tilt that shades it and a
height that orders it and throws its shadow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Colour = tuple[float, float, float]

BACKGROUND = 0
WEED = 1
CROP = 2
OTHER_WEED = 3
NOT_SURVEYED = 255


@dataclass(frozen=True)
class Shape:
    """One flat polygon.

    Attributes:
        points: The outline in ground metres, one row for each corner.
        colour: Red, green and blue as displayed, 0 to 255.
        height: Height above the soil in metres.
        tilt: The slope of the surface to the east and to the north.
        label: The class: `BACKGROUND`, `WEED`, `CROP` or `OTHER_WEED`.
        width: The smallest extent in metres; thinner than the pixels is not drawn.
    """

    points: Points
    colour: Colour
    height: float
    tilt: tuple[float, float]
    label: int
    width: float


def vary(rng: np.random.Generator, colour: Colour, amount: float) -> Colour:
    """Varies a colour in brightness and, less, in hue.

    Args:
        rng: The random numbers.
        colour: The colour.
        amount: The standard deviation of the brightness, as a share.

    Returns:
        The varied colour.
    """
    gain = 1.0 + amount * rng.standard_normal()
    hue = 1.0 + 0.2 * amount * rng.standard_normal(3)
    out = np.clip(np.array(colour) * gain * hue, 4.0, 250.0)
    return float(out[0]), float(out[1]), float(out[2])


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Mixes two colours.

    Args:
        a: The first colour.
        b: The second colour.
        share: The share of the second.

    Returns:
        The mixture.
    """
    k = 1.0 - share
    return k * a[0] + share * b[0], k * a[1] + share * b[1], k * a[2] + share * b[2]


def place(points: Points, base: Points, angle: float, length: float, bend: float) -> Points:
    """Places a leaf drawn along +x with length 1 on the ground.

    Args:
        points: The outline of the unit leaf.
        base: Where it is attached, in metres.
        angle: Its direction in radians, anticlockwise from east.
        length: Its length in metres.
        bend: How far its tip is bent to the left, as a share of the length.

    Returns:
        The outline in metres.
    """
    x = points[:, 0]
    y = points[:, 1] + bend * x * x
    c, s = np.cos(angle) * length, np.sin(angle) * length
    return np.stack([base[0] + c * x - s * y, base[1] + s * x + c * y], axis=1)


def _tilt(angle: float, along: float, across: float) -> tuple[float, float]:
    c, s = float(np.cos(angle)), float(np.sin(angle))
    return along * c - across * s, along * s + across * c


def blade(
    rng: np.random.Generator,
    base: Points,
    angle: float,
    length: float,
    half_width: Points,
    colour: Colour,
    rib: Colour,
    height: float,
    label: int,
    *,
    fold: float = 0.25,
    droop: float = 0.15,
    bend: float = 0.0,
    rib_width: float = 0.02,
    veins: int = 0,
) -> list[Shape]:
    """Draws an entire leaf: two halves, tilted to either side, with midrib and veins.

    Args:
        rng: The random numbers.
        base: Where the leaf is attached.
        angle: Its direction.
        length: Its length in metres.
        half_width: Half the width from base to tip, as a share of the length.
        colour: The colour of the leaf.
        rib: The colour of midrib and veins.
        height: Height above the soil.
        label: The class.
        fold: The slope of the halves.
        droop: The slope along the leaf.
        bend: How far the tip is bent aside.
        rib_width: Half the width of the midrib, as a share of the length.
        veins: The number of pairs of side veins.

    Returns:
        The shapes, lowest first.
    """
    t = np.linspace(0.0, 1.0, len(half_width))
    spine = np.stack([t[::-1], np.zeros_like(t)], axis=1)
    slope = droop * rng.standard_normal()
    roll = 0.12 * rng.standard_normal()
    widest = float(half_width.max()) * length
    shapes = []
    for side in (1.0, -1.0):
        outline = np.concatenate([np.stack([t, side * half_width], axis=1), spine])
        shapes.append(
            Shape(
                place(outline, base, angle, length, bend),
                vary(rng, colour, 0.035),
                height,
                _tilt(angle, slope, side * fold + roll),
                label,
                widest,
            )
        )
    flat = _tilt(angle, slope, roll)
    for k in range(veins):
        start = (k + 0.7) / (veins + 0.6)
        reach = float(np.interp(min(start + 0.12, 1.0), t, half_width)) * 0.85
        for side in (1.0, -1.0):
            line = np.array(
                [
                    [start - 0.006, 0.0],
                    [start + 0.006, 0.0],
                    [start + 0.9 * reach + 0.003, side * reach],
                    [start + 0.9 * reach - 0.003, side * reach],
                ]
            )
            shapes.append(
                Shape(
                    place(line, base, angle, length, bend),
                    mix(colour, rib, 0.35),
                    height + 0.0002,
                    flat,
                    label,
                    0.012 * length,
                )
            )
    taper = rib_width * (1.0 - 0.8 * t)
    ribs = np.concatenate([np.stack([t, taper], axis=1), np.stack([t[::-1], -taper[::-1]], axis=1)])
    shapes.append(
        Shape(
            place(ribs, base, angle, length, bend),
            rib,
            height + 0.0003,
            flat,
            label,
            1.2 * rib_width * length,
        )
    )
    return shapes


def stem(
    start: Points, end: Points, width: float, colour: Colour, height: float, label: int
) -> Shape:
    """Draws a straight stem, petiole or piece of straw.

    Args:
        start: One end in metres.
        end: The other end.
        width: Its width in metres.
        colour: Its colour.
        height: Height above the soil.
        label: The class.

    Returns:
        The shape.
    """
    along = end - start
    size = max(float(np.hypot(along[0], along[1])), 1e-9)
    side = np.array([-along[1], along[0]]) / size * (width / 2.0)
    outline = np.stack([start + side, start - side, end - 0.7 * side, end + 0.7 * side])
    return Shape(outline, colour, height, (0.0, 0.0), label, width)


def ovate(points: int, width: float, peak: float) -> Points:
    """Gives half the width of an egg-shaped leaf from base to tip.

    Args:
        points: The number of steps.
        width: Half the width at the widest place, as a share of the length.
        peak: Where it is widest, 0 to 1.

    Returns:
        Half the width at each step.
    """
    t = np.linspace(0.0, 1.0, points)
    power = np.log(0.5) / np.log(peak)
    return np.asarray(width * np.sin(np.pi * t**power) ** 0.8, np.float64)


def _toothed_lobe(width: float, teeth: int) -> Points:
    """Outline of one lobe along +x, length 1, with narrow side lobes that point forward."""
    upper: list[tuple[float, float]] = [(0.0, 0.07)]
    for k in range(teeth):
        a = (k + 0.45) / (teeth + 0.75)
        fall = 1.0 - 0.55 * k / max(teeth - 1, 1)
        upper.append((a, 0.075))
        upper.append((a + 0.6 * width * fall, 0.09 + 0.8 * width * fall))
        upper.append((a + 0.95 * width * fall, 0.07 + 0.92 * width * fall))
        upper.append((a + 0.75 * width * fall + 0.03, 0.6 * width * fall))
        upper.append((a + 0.15, 0.07))
    upper.append((0.90, 0.065))
    upper.append((1.0, 0.0))
    top = np.array(upper)
    return np.concatenate([top, (top * np.array([1.0, -1.0]))[::-1]])


def ragweed_leaf(
    rng: np.random.Generator,
    base: Points,
    angle: float,
    length: float,
    colour: Colour,
    rib: Colour,
    height: float,
) -> list[Shape]:
    """Draws one deeply, once or twice divided leaf of ragweed.

    Args:
        rng: The random numbers.
        base: Where it is attached.
        angle: Its direction.
        length: Its length in metres.
        colour: The colour of the leaf.
        rib: The colour of the midrib.
        height: Height above the soil.

    Returns:
        The shapes, lowest first.
    """
    pairs = int(np.clip(round(3 + length / 0.035 + rng.normal(0.0, 0.5)), 3, 5))
    breadth = rng.uniform(0.42, 0.54)
    slope = 0.18 * rng.standard_normal()
    bend = 0.10 * rng.standard_normal()
    wing = rng.uniform(0.022, 0.035)
    shapes: list[Shape] = []
    t = np.linspace(0.0, 0.95, 8)
    half = wing * (0.35 + 0.65 * np.clip((t - 0.12) / 0.15, 0.0, 1.0)) * (1.0 - 0.45 * t)
    rachis = np.concatenate([np.stack([t, half], axis=1), np.stack([t, -half], axis=1)[::-1]])
    shapes.append(
        Shape(
            place(rachis, base, angle, length, bend),
            colour,
            height,
            _tilt(angle, slope, 0.0),
            WEED,
            wing * length,
        )
    )
    lobes: list[tuple[float, float, float, int]] = []
    for k in range(pairs):
        at = 0.19 + 0.64 * k / max(pairs - 1, 1)
        reach = breadth * (np.sin(np.pi * (0.27 + 0.70 * k / pairs)) ** 0.8)
        for side in (1.0, -1.0):
            lobes.append(
                (
                    at + 0.02 * rng.standard_normal(),
                    side,
                    reach * rng.uniform(0.86, 1.12),
                    3 if reach * length > 0.016 else 2,
                )
            )
    order = rng.permutation(len(lobes))
    for index in order:
        at, side, reach, teeth = lobes[int(index)]
        turn = side * (0.95 - 0.35 * at + 0.07 * rng.standard_normal())
        lobe = _toothed_lobe(rng.uniform(0.15, 0.24), teeth) * reach
        c, s = np.cos(turn), np.sin(turn)
        lobe = np.stack([at + c * lobe[:, 0] - s * lobe[:, 1], s * lobe[:, 0] + c * lobe[:, 1]], 1)
        shapes.append(
            Shape(
                place(lobe, base, angle, length, bend),
                vary(rng, colour, 0.05),
                height,
                _tilt(angle, slope, side * 0.2 + 0.1 * rng.standard_normal()),
                WEED,
                0.16 * reach * length,
            )
        )
    tip = _toothed_lobe(0.22, 2) * 0.24 + np.array([0.78, 0.0])
    shapes.append(
        Shape(
            place(tip, base, angle, length, bend),
            vary(rng, colour, 0.05),
            height,
            _tilt(angle, slope, 0.0),
            WEED,
            0.08 * length,
        )
    )
    thin = 0.010 * (1.0 - 0.7 * t)
    line = np.concatenate([np.stack([t, thin], axis=1), np.stack([t, -thin], axis=1)[::-1]])
    shapes.append(
        Shape(
            place(line, base, angle, length, bend),
            rib,
            height + 0.0003,
            (0.0, 0.0),
            WEED,
            0.014 * length,
        )
    )
    return shapes


def _ragweed_rosette(
    rng: np.random.Generator,
    centre: Points,
    size: float,
    colour: Colour,
    rib: Colour,
    low: float,
    high: float,
    lean: Points,
) -> list[Shape]:
    pairs = int(np.clip(round(2 + size / 0.06 + rng.normal(0.0, 0.6)), 2, 6))
    start = rng.uniform(0.0, np.pi)
    shapes: list[Shape] = []
    young = mix(colour, (150.0, 175.0, 95.0), 0.45)
    for k in range(pairs):
        share = k / max(pairs - 1, 1)
        length = size * 0.5 * (1.0 - 0.72 * share) * rng.uniform(0.9, 1.1)
        if k == 0 and pairs > 2:
            length *= rng.uniform(0.7, 1.0)
        height = low + (high - low) * share
        for turn in (0.0, np.pi):
            angle = start + (np.pi / 2.0) * k + turn + 0.16 * rng.standard_normal()
            shapes += ragweed_leaf(
                rng,
                centre + lean * share,
                angle,
                length * rng.uniform(0.88, 1.1),
                vary(rng, mix(colour, young, share), 0.07),
                rib,
                height,
            )
    return shapes


def ragweed(rng: np.random.Generator, centre: Points, size: float) -> list[Shape]:
    """Draws one ragweed plant: opposite leaves, and branches once it is big.

    Args:
        rng: The random numbers.
        centre: Where it stands.
        size: How far it is across, in metres.

    Returns:
        The shapes, lowest first.
    """
    colour = vary(rng, mix((100.0, 124.0, 86.0), (112.0, 136.0, 74.0), rng.random()), 0.08)
    rib = mix(colour, (200.0, 210.0, 165.0), 0.6)
    stalk = mix((120.0, 110.0, 70.0), (125.0, 82.0, 66.0), rng.random())
    tall = size * rng.uniform(0.3, 0.6)
    shapes: list[Shape] = []
    crown = size
    if size > 0.22:
        branches = int(rng.integers(4, 8))
        start = rng.uniform(0.0, 2.0 * np.pi)
        crown = 0.62 * size
        for k in range(branches):
            angle = start + 2.0 * np.pi * k / branches + 0.25 * rng.standard_normal()
            reach = size * rng.uniform(0.22, 0.34)
            end = centre + reach * np.array([np.cos(angle), np.sin(angle)])
            level = tall * rng.uniform(0.2, 0.7)
            shapes.append(stem(centre, end, 0.004 + 0.006 * size, stalk, level * 0.7, WEED))
            shapes += _ragweed_rosette(
                rng,
                end,
                size * rng.uniform(0.36, 0.5),
                colour,
                rib,
                level * 0.8,
                level,
                0.02 * rng.standard_normal(2),
            )
    shapes += _ragweed_rosette(
        rng, centre, crown, colour, rib, 0.35 * tall, tall, 0.03 * size * rng.standard_normal(2)
    )
    return shapes


def broadleaf_weed(rng: np.random.Generator, centre: Points, size: float) -> list[Shape]:
    """Draws a small weed with entire or slightly toothed leaves.

    Args:
        rng: The random numbers.
        centre: Where it stands.
        size: How far it is across, in metres.

    Returns:
        The shapes, lowest first.
    """
    base = ((82.0, 128.0, 62.0), (110.0, 138.0, 92.0), (96.0, 120.0, 58.0))[int(rng.integers(3))]
    colour = vary(rng, base, 0.1)
    rib = mix(colour, (205.0, 215.0, 165.0), 0.45)
    count = int(rng.integers(4, 11))
    half = ovate(11, rng.uniform(0.14, 0.34), rng.uniform(0.4, 0.62))
    if rng.random() < 0.5:
        half = half * (1.0 + 0.14 * (np.arange(11) % 2))
    start = rng.uniform(0.0, 2.0 * np.pi)
    shapes: list[Shape] = []
    for k in range(count):
        share = k / count
        angle = start + 2.4 * k + 0.2 * rng.standard_normal()
        length = size * 0.5 * (1.0 - 0.6 * share) * rng.uniform(0.85, 1.1)
        foot = 0.25 * length * np.array([np.cos(angle), np.sin(angle)])
        height = size * (0.1 + 0.3 * share)
        shapes.append(stem(centre, centre + foot, 0.04 * length + 0.001, rib, height, WEED))
        shapes += blade(
            rng,
            centre + foot,
            angle,
            0.75 * length,
            half,
            vary(rng, colour, 0.08),
            rib,
            height,
            WEED,
            bend=0.1 * rng.standard_normal(),
            veins=3,
        )
    return shapes


def ribbon(
    rng: np.random.Generator,
    centre: Points,
    angle: float,
    length: float,
    width: float,
    colour: Colour,
    rib: Colour,
    height: float,
    label: int,
) -> list[Shape]:
    """Draws one long grass-like blade.

    Args:
        rng: The random numbers.
        centre: Where it is attached.
        angle: Its direction.
        length: Its length in metres.
        width: Its width in metres.
        colour: Its colour.
        rib: The colour of the midrib.
        height: Height above the soil.
        label: The class.

    Returns:
        The shapes, lowest first.
    """
    t = np.linspace(0.0, 1.0, 13)
    half = (0.5 * width / length) * (0.45 + 0.55 * np.minimum(t / 0.3, 1.0)) * (1.0 - t**2.6)
    return blade(
        rng,
        centre,
        angle,
        length,
        half,
        colour,
        rib,
        height,
        label,
        fold=0.3,
        droop=0.3,
        bend=0.28 * rng.standard_normal(),
        rib_width=0.06 * width / length,
    )


def grass(rng: np.random.Generator, centre: Points, size: float) -> list[Shape]:
    """Draws a tuft of grass.

    Args:
        rng: The random numbers.
        centre: Where it stands.
        size: How far it is across, in metres.

    Returns:
        The shapes, lowest first.
    """
    colour = vary(rng, (104.0, 142.0, 78.0), 0.1)
    rib = mix(colour, (190.0, 205.0, 150.0), 0.3)
    shapes: list[Shape] = []
    for k in range(int(rng.integers(5, 22))):
        shapes += ribbon(
            rng,
            centre + 0.03 * size * rng.standard_normal(2),
            rng.uniform(0.0, 2.0 * np.pi),
            0.5 * size * rng.uniform(0.45, 1.1),
            rng.uniform(0.003, 0.007),
            vary(rng, colour, 0.1),
            rib,
            size * (0.1 + 0.02 * k),
            WEED,
        )
    return shapes


def soy(rng: np.random.Generator, centre: Points, size: float) -> list[Shape]:
    """Draws a soy-like plant: trifoliate leaves on petioles.

    Args:
        rng: The random numbers.
        centre: Where it stands.
        size: How far it is across, in metres.

    Returns:
        The shapes, lowest first.
    """
    colour = vary(rng, (84.0, 134.0, 58.0), 0.08)
    young = (134.0, 172.0, 84.0)
    rib = mix(colour, (200.0, 220.0, 150.0), 0.4)
    half = ovate(13, rng.uniform(0.30, 0.37), 0.42)
    count = int(np.clip(round(2 + size / 0.045 + rng.normal(0.0, 0.8)), 2, 10))
    start = rng.uniform(0.0, 2.0 * np.pi)
    shapes: list[Shape] = []
    for k in range(count):
        share = k / count
        angle = start + 2.4 * k + 0.3 * rng.standard_normal()
        length = size * (0.30 - 0.14 * share) * rng.uniform(0.85, 1.15)
        reach = max(0.5 * size - 0.9 * length, 0.1 * size) * (1.0 - 0.7 * share)
        end = centre + reach * np.array([np.cos(angle), np.sin(angle)])
        height = size * (0.25 + 0.7 * share)
        shapes.append(stem(centre, end, 0.0025, rib, height - 0.01, CROP))
        tone = vary(rng, mix(colour, young, 0.7 * share**2), 0.07)
        for turn, scale in ((1.25, 0.9), (-1.25, 0.9), (0.0, 1.0)):
            shapes += blade(
                rng,
                end,
                angle + turn + 0.15 * rng.standard_normal(),
                length * scale,
                half,
                vary(rng, tone, 0.06),
                rib,
                height,
                CROP,
                droop=0.25,
                fold=0.18,
                bend=0.06 * rng.standard_normal(),
                rib_width=0.012,
                veins=4,
            )
    return shapes


def beet(rng: np.random.Generator, centre: Points, size: float) -> list[Shape]:
    """Draws a beet-like rosette.

    Args:
        rng: The random numbers.
        centre: Where it stands.
        size: How far it is across, in metres.

    Returns:
        The shapes, lowest first.
    """
    colour = vary(rng, (80.0, 138.0, 46.0), 0.09)
    rib = mix(colour, (205.0, 225.0, 150.0), 0.6)
    count = int(np.clip(round(3 + size / 0.035 + rng.normal(0.0, 0.8)), 4, 14))
    start = rng.uniform(0.0, 2.0 * np.pi)
    shapes: list[Shape] = []
    for k in range(count):
        share = k / count
        angle = start + 2.4 * k + 0.2 * rng.standard_normal()
        length = 0.5 * size * (1.0 - 0.6 * share) * rng.uniform(0.85, 1.15)
        foot = 0.3 * length * np.array([np.cos(angle), np.sin(angle)])
        half = ovate(15, rng.uniform(0.24, 0.34), 0.5) * (1.0 + 0.06 * rng.standard_normal(15))
        height = size * (0.15 + 0.35 * share)
        shapes.append(stem(centre, centre + foot, 0.07 * length, rib, height, CROP))
        shapes += blade(
            rng,
            centre + foot,
            angle,
            0.75 * length,
            half,
            vary(rng, colour, 0.09),
            rib,
            height,
            CROP,
            fold=0.28,
            droop=0.3,
            bend=0.1 * rng.standard_normal(),
            rib_width=0.03,
            veins=4,
        )
    return shapes


def maize(rng: np.random.Generator, centre: Points, size: float) -> list[Shape]:
    """Draws a maize-like plant.

    Args:
        rng: The random numbers.
        centre: Where it stands.
        size: How far it is across, in metres.

    Returns:
        The shapes, lowest first.
    """
    colour = vary(rng, (104.0, 152.0, 66.0), 0.08)
    rib = mix(colour, (205.0, 222.0, 155.0), 0.35)
    axis = rng.uniform(0.0, np.pi)
    count = int(np.clip(round(2.5 + size / 0.14), 3, 7))
    shapes: list[Shape] = []
    for k in range(count):
        share = k / count
        angle = axis + np.pi * k + 0.45 * rng.standard_normal()
        length = 0.5 * size * (0.7 + 0.5 * np.sin(np.pi * (0.2 + 0.7 * share)))
        shapes += ribbon(
            rng,
            centre,
            angle,
            length * rng.uniform(0.85, 1.15),
            length * rng.uniform(0.08, 0.13),
            vary(rng, colour, 0.09),
            rib,
            size * (0.15 + 0.5 * share),
            CROP,
        )
    return shapes
