"""Common ragweed (Ambrosia artemisiifolia) from above, from the seedling to the flowering plant.

What is drawn: cotyledons; opposite pairs of leaves, each pair turned by a right angle; single
leaves in a spiral higher up; twice pinnate leaves with a winged rachis, light green; a rosette of
short internodes when young, branches from the axils later; a hairy, often reddish stem; spikes of
yellowish male heads. Sizes and forms are those that floras give; nothing is copied from a picture.
"""

from __future__ import annotations

import numpy as np

from fieldsynth.plants import WEED, Colour, Points, Shape, blade, mix, ovate, place, stem, vary

SEEDLING_M = 0.03
BRANCHED_M = 0.22
GOLDEN_ANGLE = 2.39996
YOUNG: Colour = (140.0, 168.0, 92.0)
MATURE: tuple[Colour, ...] = (
    (104.0, 132.0, 82.0),
    (120.0, 146.0, 84.0),
    (96.0, 124.0, 76.0),
    (118.0, 140.0, 96.0),
)
STALKS: tuple[Colour, ...] = ((132.0, 134.0, 84.0), (128.0, 96.0, 72.0), (122.0, 78.0, 66.0))
HAIR: Colour = (206.0, 208.0, 190.0)
POLLEN: Colour = (176.0, 178.0, 92.0)


def pinna(pairs: int, slim: float, wing: float) -> Points:
    """Outlines one side lobe of a leaf along +x, length 1, itself cut into lobes.

    Args:
        pairs: The pairs of side lobes; 0 gives an entire, lance-shaped lobe.
        slim: Half the width of the side lobes, as a share of the length.
        wing: Half the width of the middle, as a share of the length.

    Returns:
        The outline.
    """
    upper: list[tuple[float, float]] = [(0.0, 0.6 * wing)]
    forward = np.array([0.66, 0.75])
    for k in range(pairs):
        at = 0.22 + 0.56 * k / pairs
        long = 0.30 * (1.0 - 0.55 * k / pairs)
        foot = np.array([at, wing])
        left, right = foot - np.array([slim, 0.0]), foot + np.array([1.3 * slim, 0.0])
        for point in (left, left + 0.72 * long * forward, foot + long * forward):
            upper.append((float(point[0]), float(point[1])))
        for point in (right + 0.6 * long * forward, right):
            upper.append((float(point[0]), float(point[1])))
    upper += [(0.62 if pairs == 0 else 0.82, 1.25 * wing), (0.93, 0.8 * wing), (1.0, 0.0)]
    top = np.array(upper)
    return np.concatenate([top, (top * np.array([1.0, -1.0]))[-2::-1]])


def leaf(
    rng: np.random.Generator,
    base: Points,
    angle: float,
    length: float,
    colour: Colour,
    height: float,
) -> list[Shape]:
    """Draws one leaf: once pinnate where it is small, twice where it is large.

    Args:
        rng: The random numbers.
        base: Where it is attached.
        angle: Its direction in radians, anticlockwise from east.
        length: Its length with the petiole, in metres.
        colour: Its colour.
        height: Height above the soil in metres.

    Returns:
        The shapes, lowest first.
    """
    pairs = int(np.clip(round(2 + length / 0.032 + rng.normal(0.0, 0.5)), 2, 5))
    breadth = rng.uniform(0.40, 0.56)
    slope, bend = 0.2 * rng.standard_normal(), 0.10 * rng.standard_normal()
    wing = rng.uniform(0.014, 0.030)
    c, s = float(np.cos(angle)), float(np.sin(angle))
    tilt = (slope * c, slope * s)
    t = np.linspace(0.0, 0.96, 8)
    half = wing * (0.4 + 0.6 * np.clip((t - 0.15) / 0.15, 0.0, 1.0)) * (1.0 - 0.4 * t)
    rachis = np.concatenate([np.stack([t, half], axis=1), np.stack([t, -half], axis=1)[::-1]])
    shapes = [
        Shape(place(rachis, base, angle, length, bend), colour, height, tilt, WEED, wing * length)
    ]
    lobes = [
        (0.24 + 0.60 * share, side, float(np.sin(np.pi * (0.30 + 0.52 * share))))
        for share in np.linspace(0.0, 1.0, pairs)
        for side in (1.0, -1.0)
    ]
    lobes.append((0.80, 0.0, 0.5))
    for number in rng.permutation(len(lobes)):
        at, side, share = lobes[int(number)]
        reach = breadth * share * rng.uniform(0.86, 1.12)
        cut = int(np.clip(reach * length / 0.008, 0, 3))
        outline = pinna(cut, rng.uniform(0.032, 0.055), rng.uniform(0.045, 0.075)) * reach
        turn = side * (1.02 - 0.45 * at + 0.08 * rng.standard_normal())
        ct, st = np.cos(turn), np.sin(turn)
        turned = np.stack(
            [at + ct * outline[:, 0] - st * outline[:, 1], st * outline[:, 0] + ct * outline[:, 1]],
            axis=1,
        )
        across = side * 0.22 + 0.1 * rng.standard_normal()
        shapes.append(
            Shape(
                place(turned, base, angle, length, bend),
                vary(rng, colour, 0.05),
                height,
                (tilt[0] - across * s, tilt[1] + across * c),
                WEED,
                0.13 * reach * length,
            )
        )
    thin = 0.009 * (1.0 - 0.7 * t)
    line = np.concatenate([np.stack([t, thin], axis=1), np.stack([t, -thin], axis=1)[::-1]])
    pale = mix(colour, (200.0, 210.0, 165.0), 0.55)
    shapes.append(
        Shape(
            place(line, base, angle, length, bend),
            pale,
            height + 0.0003,
            tilt,
            WEED,
            0.013 * length,
        )
    )
    return shapes


def hairy_stem(
    start: Points, end: Points, width: float, colour: Colour, height: float
) -> list[Shape]:
    """Draws a stem with the pale seam that its hairs make.

    Args:
        start: One end in metres.
        end: The other end.
        width: Its width without hairs, in metres.
        colour: Its colour.
        height: Height above the soil in metres.

    Returns:
        The shapes, lowest first.
    """
    seam = stem(start, end, 1.7 * width, mix(colour, HAIR, 0.45), height, WEED)
    return [seam, stem(start, end, width, colour, height + 0.0002, WEED)]


def cotyledons(
    rng: np.random.Generator, centre: Points, angle: float, colour: Colour
) -> list[Shape]:
    """Draws the two seed leaves: entire, egg-shaped, 6 to 10 mm long.

    Args:
        rng: The random numbers.
        centre: Where the plant stands.
        angle: The direction of one of them.
        colour: Their colour.

    Returns:
        The shapes.
    """
    shapes: list[Shape] = []
    for turn in (0.0, np.pi):
        shapes += blade(
            rng,
            centre,
            angle + turn,
            rng.uniform(0.006, 0.010),
            ovate(9, rng.uniform(0.24, 0.32), 0.62),
            mix(colour, (88.0, 128.0, 70.0), 0.4),
            mix(colour, (190.0, 205.0, 150.0), 0.3),
            0.004,
            WEED,
        )
    return shapes


def shoot(
    rng: np.random.Generator,
    centre: Points,
    size: float,
    colour: Colour,
    low: float,
    high: float,
    alternate_from: int,
) -> list[Shape]:
    """Draws the leaves of one axis seen from its tip: pairs below, single leaves above.

    Args:
        rng: The random numbers.
        centre: Where its tip is.
        size: How far it is across, in metres.
        colour: The colour of its leaves.
        low: Height of its lowest leaves in metres.
        high: Height of its tip in metres.
        alternate_from: The node from which leaves stand alone.

    Returns:
        The shapes.
    """
    nodes = int(np.clip(round(2 + size / 0.055 + rng.normal(0.0, 0.6)), 2, 7))
    start = rng.uniform(0.0, np.pi)
    lean = 0.03 * size * rng.standard_normal(2)
    shapes: list[Shape] = []
    for k in range(nodes):
        share = k / max(nodes - 1, 1)
        length = 0.5 * size * (1.0 - 0.75 * share) * rng.uniform(0.88, 1.1)
        alone = k >= alternate_from
        angle = start + (GOLDEN_ANGLE * (k - alternate_from) if alone else np.pi / 2.0 * k)
        tone = vary(rng, mix(colour, YOUNG, share), 0.06)
        for turn in (0.0,) if alone else (0.0, np.pi):
            shapes += leaf(
                rng,
                centre + lean * share,
                angle + turn + 0.16 * rng.standard_normal(),
                length * rng.uniform(0.88, 1.1),
                tone,
                low + (high - low) * share,
            )
    return shapes


def spike(rng: np.random.Generator, centre: Points, length: float, height: float) -> list[Shape]:
    """Draws a spike of male heads, leaning aside as it stands on a tip.

    Args:
        rng: The random numbers.
        centre: Its foot.
        length: Its length as seen from above, in metres.
        height: Height of its foot above the soil in metres.

    Returns:
        The shapes, lowest first.
    """
    angle = rng.uniform(0.0, 2.0 * np.pi)
    along = np.array([np.cos(angle), np.sin(angle)])
    colour = vary(rng, POLLEN, 0.08)
    shapes = [stem(centre, centre + length * along, 0.002, colour, height, WEED)]
    turn = np.linspace(0.0, 2.0 * np.pi, 7)[:-1]
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    for k in range(int(np.clip(length / 0.0045, 4, 24))):
        radius = rng.uniform(0.0016, 0.0026)
        spot = centre + along * (0.0045 * k) + 0.0016 * rng.standard_normal(2)
        shapes.append(
            Shape(
                spot + radius * ring,
                vary(rng, colour, 0.1),
                height + 0.001 * k,
                (0.0, 0.0),
                WEED,
                2.0 * radius,
            )
        )
    return shapes


def ambrosia(rng: np.random.Generator, centre: Points, size: float) -> list[Shape]:
    """Draws one plant: seedling, rosette or branched, with spikes where it flowers.

    Args:
        rng: The random numbers.
        centre: Where it stands.
        size: How far it is across, in metres.

    Returns:
        The shapes.
    """
    colour = vary(rng, MATURE[int(rng.integers(len(MATURE)))], 0.07)
    stalk = vary(rng, STALKS[int(rng.integers(len(STALKS)))], 0.06)
    if size < BRANCHED_M:
        young = mix(colour, YOUNG, 0.35)
        shapes = shoot(rng, centre, size, young, 0.008, 0.01 + 0.3 * size, 9)
        if size < 2.0 * SEEDLING_M:
            shapes = cotyledons(rng, centre, rng.uniform(0.0, np.pi), young) + shapes
        return shapes
    tall = size * rng.uniform(0.5, 1.0)
    flowers = rng.random() < 0.35
    branches = 2 * int(rng.integers(2, 5))
    start = rng.uniform(0.0, np.pi)
    shapes = []
    for k in range(branches):
        pair, side = divmod(k, 2)
        angle = start + np.pi / 2.0 * pair + np.pi * side + 0.25 * rng.standard_normal()
        reach = size * rng.uniform(0.24, 0.36) * (1.0 - 0.5 * pair / branches)
        end = centre + reach * np.array([np.cos(angle), np.sin(angle)])
        level = tall * (0.25 + 0.9 * pair / branches)
        shapes += hairy_stem(centre, end, 0.002 + 0.005 * size, stalk, 0.7 * level)
        for share in (0.45, 0.75):
            side_angle = angle + rng.choice([-1.0, 1.0]) * rng.uniform(0.6, 1.1)
            length = size * rng.uniform(0.13, 0.2)
            foot = centre + share * (end - centre)
            shapes += leaf(rng, foot, side_angle, length, colour, 0.75 * level)
        across = size * rng.uniform(0.28, 0.42)
        shapes += shoot(rng, end, across, colour, 0.8 * level, level, 1)
        if flowers:
            shapes += spike(rng, end, rng.uniform(0.02, 0.07), level + 0.01)
    shapes += shoot(rng, centre, 0.6 * size, colour, 0.5 * tall, tall, 2)
    if flowers:
        shapes += spike(rng, centre, rng.uniform(0.03, 0.09), tall + 0.01)
    return shapes
