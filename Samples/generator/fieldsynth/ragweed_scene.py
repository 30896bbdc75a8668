"""Fields with ragweed among crops, stubble, verges and other weeds, for training."""

from __future__ import annotations

import numpy as np

from fieldsynth import lookalikes, plants
from fieldsynth.ambrosia import ambrosia
from fieldsynth.plants import Points, Shape
from fieldsynth.scene import (
    Box,
    PlantMaker,
    Rows,
    Scene,
    crop,
    make_soil,
    make_sun,
    stones,
    straw,
)

GROUNDS = ("rows", "stubble", "verge", "bare")
GROUND_SHARES = (0.52, 0.20, 0.14, 0.14)
MOST_PLANTS = 260
# What draws it, distance of rows, distance in the row, least size and growth, all in metres.
CROPS: tuple[tuple[PlantMaker, tuple[float, float], tuple[float, float], float, float], ...] = (
    (plants.soy, (0.25, 0.50), (0.05, 0.12), 0.08, 0.22),
    (plants.beet, (0.42, 0.52), (0.15, 0.22), 0.07, 0.28),
    (plants.maize, (0.55, 0.78), (0.13, 0.20), 0.15, 0.50),
    (lookalikes.sunflower, (0.60, 0.78), (0.18, 0.30), 0.12, 0.40),
)
OTHERS: tuple[tuple[PlantMaker, float, float], ...] = (
    (lookalikes.broadleaf, 0.02, 0.25),
    (lookalikes.grass, 0.04, 0.35),
    (lookalikes.mugwort, 0.06, 0.40),
    (lookalikes.mayweed, 0.04, 0.30),
    (lookalikes.cut_leaved, 0.04, 0.30),
)


def _spots(rng: np.random.Generator, box: Box, count: int) -> list[Points]:
    """Scatters some places and heaps the others around one of them."""
    middle = np.array([rng.uniform(box.west, box.east), rng.uniform(box.south, box.north)])
    heaped = rng.random()
    spread = rng.uniform(0.12, 0.35) * (box.east - box.west)
    return [
        middle + spread * rng.standard_normal(2)
        if rng.random() < heaped
        else np.array([rng.uniform(box.west, box.east), rng.uniform(box.south, box.north)])
        for _ in range(count)
    ]


def _stand(
    rng: np.random.Generator,
    box: Box,
    make: PlantMaker,
    sizes_m: tuple[float, float],
    cover: float,
) -> list[Shape]:
    """Grows plants of one kind until they cover about a share of the ground."""
    low, high = np.log(sizes_m[0]), np.log(sizes_m[1])
    size = float(np.exp(rng.uniform(low, high)))
    count = 1 + int(min(cover * box.area / (0.35 * size * size), MOST_PLANTS))
    shapes: list[Shape] = []
    for spot in _spots(rng, box, count):
        one = size * float(np.exp(0.4 * rng.standard_normal()))
        shapes += make(rng, spot, float(np.clip(one, *sizes_m)))
    return shapes


def _rows(rng: np.random.Generator) -> Rows:
    make, spacing, step, least, growth = CROPS[int(rng.integers(len(CROPS)))]
    gap = float(rng.uniform(*spacing))
    return Rows(
        make,
        gap,
        float(rng.uniform(*step)),
        least + growth * float(rng.uniform()),
        float(rng.uniform(0.0, 180.0)),
        float(rng.uniform(0.0, gap)),
        float(rng.uniform(0.03, 0.25)),
    )


def ragweed_scene(rng: np.random.Generator, box: Box) -> Scene:
    """Makes a field of random kind; five in six have ragweed, four in five other weeds.

    Args:
        rng: The random numbers.
        box: The ground to cover.

    Returns:
        The scene; ragweed is `WEED`, crops are `CROP`, other weeds are `OTHER_WEED`.
    """
    soil, sun = make_soil(rng), make_sun(rng)
    ground = str(rng.choice(GROUNDS, p=GROUND_SHARES))
    low: list[Shape] = stones(
        rng, box, float(rng.exponential(200.0 if ground == "verge" else 50.0))
    )
    litter = {"stubble": 900.0, "verge": 60.0}.get(ground, 25.0)
    low += straw(rng, box, float(rng.exponential(litter)), 6000)
    grown: list[Shape] = []
    if ground == "rows":
        grown += crop(rng, box, _rows(rng))
    elif ground == "stubble":
        grown += lookalikes.stubble(rng, box.west, box.south, box.east, box.north)
    elif ground == "verge":
        grown += _stand(rng, box, lookalikes.grass, (0.10, 0.30), float(rng.uniform(0.3, 1.2)))
    if rng.random() < 0.83:
        cover = float(rng.choice([0.01, 0.06, 0.25]) * rng.uniform(0.5, 1.5))
        grown += _stand(rng, box, ambrosia, (0.03, 0.70), cover)
    if rng.random() < 0.8:
        for number in rng.permutation(len(OTHERS))[: int(rng.integers(1, 4))]:
            make, least, most = OTHERS[int(number)]
            grown += _stand(rng, box, make, (least, most), float(rng.uniform(0.005, 0.08)))
    by_height = sorted(grown, key=lambda shape: shape.height)
    return Scene(soil, sun, sorted(low, key=lambda shape: shape.height) + by_height)
