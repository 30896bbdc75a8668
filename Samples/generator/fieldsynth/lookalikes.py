"""What grows beside ragweed and must not be taken for it, and the ground of a harvested field."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from fieldsynth import plants
from fieldsynth.ambrosia import leaf
from fieldsynth.plants import (
    BACKGROUND,
    CROP,
    OTHER_WEED,
    Colour,
    Points,
    Shape,
    blade,
    mix,
    ovate,
    stem,
    vary,
)


def as_other(shapes: list[Shape]) -> list[Shape]:
    """Calls a plant another weed than ragweed.

    Args:
        shapes: The plant.

    Returns:
        The same shapes with the label `OTHER_WEED`.
    """
    return [replace(shape, label=OTHER_WEED) for shape in shapes]


def broadleaf(rng: np.random.Generator, centre: Points, size: float) -> list[Shape]:
    """Draws a weed with entire or toothed leaves, such as goosefoot or amaranth."""
    return as_other(plants.broadleaf_weed(rng, centre, size))


def grass(rng: np.random.Generator, centre: Points, size: float) -> list[Shape]:
    """Draws a tuft of grass."""
    return as_other(plants.grass(rng, centre, size))


def mugwort(rng: np.random.Generator, centre: Points, size: float) -> list[Shape]:
    """Draws a mugwort: cut as ragweed is, but darker, the leaves single, with few broad lobes.

    Args:
        rng: The random numbers.
        centre: Where it stands.
        size: How far it is across, in metres.

    Returns:
        The shapes.
    """
    colour = vary(rng, (58.0, 92.0, 54.0), 0.07)
    rib = mix(colour, (190.0, 205.0, 160.0), 0.35)
    shapes: list[Shape] = []
    start = rng.uniform(0.0, 2.0 * np.pi)
    count = int(np.clip(round(5 + size / 0.05), 6, 14))
    for k in range(count):
        share = k / count
        angle = start + 2.4 * k + 0.15 * rng.standard_normal()
        length = 0.5 * size * (1.0 - 0.6 * share) * rng.uniform(0.85, 1.1)
        height = size * (0.1 + 0.4 * share)
        along = np.array([np.cos(angle), np.sin(angle)])
        tone = vary(rng, colour, 0.06)
        shapes.append(stem(centre, centre + 0.5 * length * along, 0.002, rib, height, OTHER_WEED))
        for at, turn, reach in (
            (0.3, 0.8, 0.38),
            (0.3, -0.8, 0.38),
            (0.5, 0.6, 0.42),
            (0.5, -0.6, 0.42),
            (0.42, 0.0, 0.58),
        ):
            shapes += blade(
                rng,
                centre + at * length * along,
                angle + turn + 0.08 * rng.standard_normal(),
                reach * length,
                ovate(9, rng.uniform(0.14, 0.20), 0.6),
                tone,
                rib,
                height,
                OTHER_WEED,
                fold=0.15,
            )
    return shapes


def mayweed(rng: np.random.Generator, centre: Points, size: float) -> list[Shape]:
    """Draws a mayweed or chamomile: thread-like segments, some with white flower heads.

    Args:
        rng: The random numbers.
        centre: Where it stands.
        size: How far it is across, in metres.

    Returns:
        The shapes.
    """
    colour = vary(rng, (72.0, 124.0, 54.0), 0.07)
    shapes: list[Shape] = []
    start = rng.uniform(0.0, 2.0 * np.pi)
    count = int(np.clip(round(5 + size / 0.025), 6, 16))
    for k in range(count):
        share = k / count
        angle = start + 2.4 * k + 0.2 * rng.standard_normal()
        length = 0.5 * size * (1.0 - 0.5 * share) * rng.uniform(0.85, 1.1)
        along = np.array([np.cos(angle), np.sin(angle)])
        across = np.array([-along[1], along[0]])
        height = size * (0.05 + 0.3 * share)
        tone = vary(rng, colour, 0.08)
        width = 0.0011 + 0.004 * length
        shapes.append(stem(centre, centre + length * along, width, tone, height, OTHER_WEED))
        for at in np.linspace(0.25, 0.95, 9):
            foot = centre + at * length * along
            reach = length * 0.3 * np.sin(np.pi * (0.15 + 0.75 * at)) * rng.uniform(0.7, 1.1)
            for side in (1.0, -1.0):
                end = foot + reach * (0.55 * along + side * 0.8 * across)
                shapes.append(stem(foot, end, width, tone, height, OTHER_WEED))
    if size > 0.12 and rng.random() < 0.5:
        for _ in range(int(rng.integers(2, 9))):
            shapes += _flower(rng, centre + 0.25 * size * rng.standard_normal(2), 0.5 * size)
    return shapes


def _flower(rng: np.random.Generator, centre: Points, height: float) -> list[Shape]:
    turn = np.linspace(0.0, 2.0 * np.pi, 25)[:-1]
    wave = np.where(np.arange(24) % 2 == 0, 1.0, 0.72)
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    radius = rng.uniform(0.008, 0.012)
    white = vary(rng, (226.0, 226.0, 218.0), 0.03)
    yellow = vary(rng, (214.0, 178.0, 52.0), 0.05)
    rays = Shape(
        centre + radius * wave[:, None] * ring, white, height, (0.0, 0.0), OTHER_WEED, 2 * radius
    )
    disc = Shape(
        centre + 0.38 * radius * ring, yellow, height + 0.002, (0.0, 0.0), OTHER_WEED, 0.7 * radius
    )
    return [rays, disc]


def cut_leaved(rng: np.random.Generator, centre: Points, size: float) -> list[Shape]:
    """Draws a cut-leaved weed of another colour and order, such as flixweed: grey-green, a spiral.

    Args:
        rng: The random numbers.
        centre: Where it stands.
        size: How far it is across, in metres.

    Returns:
        The shapes.
    """
    colour = vary(rng, (98.0, 122.0, 94.0), 0.06)
    shapes: list[Shape] = []
    count = int(np.clip(round(4 + size / 0.03), 5, 12))
    start = rng.uniform(0.0, 2.0 * np.pi)
    for k in range(count):
        share = k / count
        length = 0.5 * size * (1.0 - 0.45 * share) * rng.uniform(0.85, 1.1)
        angle = start + 2.4 * k + 0.1 * rng.standard_normal()
        shapes += leaf(
            rng, centre, angle, length, vary(rng, colour, 0.05), size * (0.05 + 0.2 * share)
        )
    return as_other(shapes)


def sunflower(rng: np.random.Generator, centre: Points, size: float) -> list[Shape]:
    """Draws a young sunflower: pairs of large heart-shaped leaves.

    Args:
        rng: The random numbers.
        centre: Where it stands.
        size: How far it is across, in metres.

    Returns:
        The shapes.
    """
    colour: Colour = vary(rng, (92.0, 130.0, 66.0), 0.07)
    rib = mix(colour, (200.0, 215.0, 150.0), 0.5)
    shapes: list[Shape] = []
    start = rng.uniform(0.0, np.pi)
    pairs = int(np.clip(round(1.5 + size / 0.09), 2, 5))
    for k in range(pairs):
        share = k / pairs
        for turn in (0.0, np.pi):
            angle = start + np.pi / 2.0 * k + turn + 0.12 * rng.standard_normal()
            length = 0.5 * size * (1.0 - 0.6 * share) * rng.uniform(0.88, 1.1)
            along = np.array([np.cos(angle), np.sin(angle)])
            height = size * (0.2 + 0.5 * share)
            foot = centre + 0.3 * length * along
            shapes.append(stem(centre, foot, 0.004, rib, height, CROP))
            shapes += blade(
                rng,
                foot,
                angle,
                0.72 * length,
                ovate(13, rng.uniform(0.34, 0.42), 0.36),
                vary(rng, mix(colour, (130.0, 160.0, 90.0), 0.5 * share), 0.06),
                rib,
                height,
                CROP,
                fold=0.15,
                droop=0.25,
                veins=4,
            )
    return shapes


def stubble(
    rng: np.random.Generator,
    west: float,
    south: float,
    east: float,
    north: float,
    limit: int = 9000,
) -> list[Shape]:
    """Draws standing stubble in drilled rows: cut stalks that lean, and their bright hollow ends.

    Args:
        rng: The random numbers.
        west: Least east coordinate in metres.
        south: Least north coordinate in metres.
        east: Greatest east coordinate in metres.
        north: Greatest north coordinate in metres.
        limit: The most stalks.

    Returns:
        The shapes.
    """
    spacing, angle = rng.uniform(0.11, 0.16), rng.uniform(0.0, np.pi)
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    middle = np.array([(west + east) / 2.0, (south + north) / 2.0])
    reach = float(np.hypot(east - west, north - south)) / 2.0
    rows = int(reach / spacing)
    step = max(rng.uniform(0.006, 0.016), 2.0 * reach * (2 * rows + 1) / limit)
    base = vary(rng, (186.0, 160.0, 112.0), 0.1)
    tall = rng.uniform(0.04, 0.15)
    lean = 0.03 * rng.standard_normal(2)
    shapes: list[Shape] = []
    for k in range(-rows, rows + 1):
        for at in np.arange(-reach, reach, step):
            spot = middle + along * (at + 0.01 * rng.standard_normal())
            spot = spot + across * (k * spacing + 0.010 * rng.standard_normal())
            if not (west < spot[0] < east and south < spot[1] < north):
                continue
            tip = spot + lean + 0.02 * rng.standard_normal(2)
            colour = vary(rng, base, 0.12)
            width = rng.uniform(0.0015, 0.0035)
            shapes.append(stem(spot, tip, width, colour, 0.5 * tall, BACKGROUND))
            pale = mix(colour, (236.0, 222.0, 186.0), 0.5)
            end = tip + np.array([0.7 * width, 0.0])
            shapes.append(stem(tip, end, width, pale, tall, BACKGROUND))
    return shapes
