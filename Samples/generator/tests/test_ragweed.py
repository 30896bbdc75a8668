"""Tests of the drawn ragweed and of what grows beside it."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from fieldsynth import lookalikes
from fieldsynth.ambrosia import ambrosia, leaf, pinna, shoot
from fieldsynth.plants import BACKGROUND, CROP, OTHER_WEED, WEED, Points, Shape, blade, ovate
from fieldsynth.ragweed_scene import ragweed_scene
from fieldsynth.render import ByteImage, Sensor, View, render
from fieldsynth.scene import Box, PlantMaker, Scene, Soil, Sun
from make_training_set import make_set

SOIL = Soil((160.0, 140.0, 110.0), (110.0, 90.0, 70.0), 0.5, 0.0, (0.5,) * 16)
SUN = Sun(120.0, 50.0, 0.8)
HERE = np.array([0.0, 0.0])


def _mask(shapes: list[Shape], side_m: float, gsd_m: float) -> ByteImage:
    side = round(side_m / gsd_m)
    ordered = sorted(shapes, key=lambda shape: shape.height)
    view = View(side, side, 0.0, 0.0, gsd_m)
    return render(Scene(SOIL, SUN, ordered), view, Sensor(), np.random.default_rng(0))[1]


def _solidity(shapes: list[Shape]) -> float:
    """Share of the hull of what is drawn that is covered."""
    mask = (_mask(shapes, 0.24, 0.0005) > 0).astype(np.uint8)
    hull = cv2.convexHull(np.argwhere(mask)[:, ::-1].astype(np.int32))
    return float(mask.sum() / cv2.contourArea(hull))


@pytest.mark.parametrize(
    ("make", "label", "size"),
    [
        (ambrosia, WEED, 0.03),
        (ambrosia, WEED, 0.15),
        (ambrosia, WEED, 0.6),
        (lookalikes.broadleaf, OTHER_WEED, 0.1),
        (lookalikes.grass, OTHER_WEED, 0.2),
        (lookalikes.mugwort, OTHER_WEED, 0.2),
        (lookalikes.mayweed, OTHER_WEED, 0.2),
        (lookalikes.cut_leaved, OTHER_WEED, 0.2),
        (lookalikes.sunflower, CROP, 0.3),
    ],
)
def test_plant_has_its_class_and_its_size(make: PlantMaker, label: int, size: float) -> None:
    """Each plant has one class, is about as far across as asked, and is the same each time."""
    centre = np.array([1.0, -2.0])
    for seed in range(5):
        shapes = make(np.random.default_rng(seed), centre, size)
        again = make(np.random.default_rng(seed), centre, size)
        assert all(np.array_equal(a.points, b.points) for a, b in zip(shapes, again, strict=True))
        assert {shape.label for shape in shapes} == {label}
        points = np.concatenate([shape.points for shape in shapes]) - centre
        reach = 2.0 * np.hypot(points[:, 0], points[:, 1]).max()
        assert 0.4 * size < reach < 1.9 * size


def test_leaf_is_cut_to_the_rachis() -> None:
    """A leaf of 10 cm leaves much of its hull open; an entire one of that size fills it."""
    entire = blade(np.random.default_rng(0), np.array([-0.05, 0.0]), 0.0, 0.1, ovate(15, 0.3, 0.5),
                   (90.0, 130.0, 70.0), (90.0, 130.0, 70.0), 0.02, CROP)  # fmt: skip
    assert _solidity(entire) > 0.85
    for seed in range(4):
        drawn = leaf(np.random.default_rng(seed), np.array([-0.05, 0.0]), 0.0, 0.1,
                     (110.0, 140.0, 80.0), 0.02)  # fmt: skip
        assert 0.3 < _solidity(drawn) < 0.8


def test_lobe_is_cut_again() -> None:
    """A lobe with side lobes is cut, and a closed outline of both halves."""
    plain, cut = pinna(0, 0.04, 0.06), pinna(3, 0.04, 0.06)
    assert len(cut) > len(plain)
    for outline in (plain, cut):
        assert outline[:, 1].sum() == pytest.approx(0.0, abs=1e-9)
        assert outline[:, 0].max() == 1.0
    hull = cv2.convexHull((cut * 10000).astype(np.int32))
    area = cv2.contourArea((cut * 10000).astype(np.int32))
    assert area < 0.6 * cv2.contourArea(hull)


def _directions(shapes: list[Shape], centre: Points) -> list[float]:
    """Directions of the leaves by their rachis: the first shape of each leaf reaches its tip."""
    found = []
    for shape in shapes:
        if len(shape.points) == 16:
            tip = shape.points[len(shape.points) // 2 - 1] - centre
            found.append(float(np.arctan2(tip[1], tip[0])))
    return found[::2]


def test_lower_leaves_stand_in_pairs_and_upper_ones_alone() -> None:
    """Two leaves at opposite sides of a node below; none opposite above."""

    def opposite(alternate_from: int) -> float:
        shapes = shoot(
            np.random.default_rng(3), HERE, 0.2, (110.0, 140.0, 80.0), 0.0, 0.1, alternate_from
        )
        angles = np.array(_directions(shapes, HERE))
        apart = np.abs(np.angle(np.exp(1j * (angles[1::2] - angles[: 2 * (len(angles) // 2) : 2]))))
        return float(np.median(apart))

    assert opposite(9) > 2.6
    assert opposite(0) < 2.5


def test_young_leaves_are_lighter_than_old_ones() -> None:
    """Towards the tip of a shoot the green gets lighter."""
    shapes = shoot(np.random.default_rng(1), HERE, 0.2, (104.0, 132.0, 82.0), 0.0, 0.1, 9)
    low = [shape.colour[1] for shape in shapes if shape.height < 0.02]
    high = [shape.colour[1] for shape in shapes if shape.height > 0.09]
    assert np.mean(high) > np.mean(low) + 15


def test_large_plants_branch_and_some_flower() -> None:
    """Branches end outside the middle; spikes are yellow, which no leaf is."""
    flowering = 0
    for seed in range(20):
        shapes = ambrosia(np.random.default_rng(seed), HERE, 0.5)
        assert any(len(shape.points) == 4 for shape in shapes)
        heads = [shape for shape in shapes if len(shape.points) == 6]
        flowering += bool(heads)
    assert 2 <= flowering <= 14


def test_stubble_is_ground() -> None:
    """Stalks stand in rows and are no plant."""
    stalks = lookalikes.stubble(np.random.default_rng(0), -0.5, -0.5, 0.5, 0.5)
    assert len(stalks) > 300
    assert {shape.label for shape in stalks} == {BACKGROUND}
    assert not _mask(stalks, 0.5, 0.002).any()


def test_scenes_vary_and_keep_the_three_kinds_apart() -> None:
    """Among a dozen fields all classes occur, and the ground is not always the same."""
    labels: set[int] = set()
    grounds = set()
    for seed in range(12):
        scene = ragweed_scene(np.random.default_rng(seed), Box(-0.6, -0.6, 0.6, 0.6))
        labels |= {shape.label for shape in scene.shapes}
        grounds.add(tuple(round(value, -1) for value in scene.soil.dry))
    assert labels == {BACKGROUND, WEED, CROP, OTHER_WEED}
    assert len(grounds) >= 4


def test_ragweed_set_is_complete_and_repeatable(tmp_path: Path) -> None:
    """Two runs write the same bytes; scale 0.05 to 1 cm/px; names say synthetic."""
    for name in ("one", "two"):
        make_set(tmp_path / name, 3, 78, 96, (0.05, 1.0), theme="ragweed")
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.*"))
    assert len(files) == 7
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    with (tmp_path / "one" / "index.csv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    for row in rows:
        assert row["id"].startswith("synthetic_ragweed_78_") and row["synthetic"] == "true"
        with Image.open(tmp_path / "one" / "masks" / f"{row['id']}.png") as image:
            assert set(np.unique(np.asarray(image))) <= {0, 1, 2, 3, 255}
