"""Tests of the plants."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from fieldsynth import plants
from fieldsynth.plants import CROP, WEED, Points, Shape

Maker = Callable[[np.random.Generator, Points, float], list[Shape]]


@pytest.mark.parametrize(
    ("make", "label", "size"),
    [
        (plants.ragweed, WEED, 0.05),
        (plants.ragweed, WEED, 0.6),
        (plants.broadleaf_weed, WEED, 0.08),
        (plants.grass, WEED, 0.2),
        (plants.soy, CROP, 0.2),
        (plants.beet, CROP, 0.25),
        (plants.maize, CROP, 0.5),
    ],
)
def test_plant_has_its_class_and_its_size(make: Maker, label: int, size: float) -> None:
    """Each plant has one class, and is about as far across as asked."""
    centre = np.array([1.0, -2.0])
    for seed in range(5):
        shapes = make(np.random.default_rng(seed), centre, size)
        assert {shape.label for shape in shapes} == {label}
        points = np.concatenate([shape.points for shape in shapes]) - centre
        reach = 2.0 * np.hypot(points[:, 0], points[:, 1]).max()
        assert 0.4 * size < reach < 1.9 * size


def test_plant_is_repeatable() -> None:
    """The same seed draws the same plant."""
    one, two = (
        plants.ragweed(np.random.default_rng(4), np.array([0.0, 0.0]), 0.3) for _ in range(2)
    )
    assert len(one) == len(two)
    assert all(np.array_equal(a.points, b.points) for a, b in zip(one, two, strict=True))


def test_place_turns_anticlockwise_from_east() -> None:
    """A leaf at 90 degrees points to the north."""
    tip = plants.place(np.array([[1.0, 0.0]]), np.array([2.0, 3.0]), np.pi / 2.0, 0.5, 0.0)
    assert np.allclose(tip, [[2.0, 3.5]])
