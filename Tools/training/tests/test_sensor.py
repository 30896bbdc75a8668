"""Cheap cameras: planes move apart, by fractions of a pixel, and nothing else changes."""

from __future__ import annotations

import numpy as np

from ragweed_training.sensor import balance_white, shift_planes, worsen_sensor


def blob() -> np.ndarray:
    """A grey picture with a soft bright spot in the middle."""
    axis = np.arange(64) - 31.5
    spot = 150 * np.exp(-(axis[:, None] ** 2 + axis[None] ** 2) / 40)
    return np.repeat((40 + spot)[..., None], 3, axis=2).astype(np.uint8)


def centroid(plane: np.ndarray) -> np.ndarray:
    """Return the centre of what is brighter than the ground."""
    weight = np.maximum(plane.astype(float) - 45, 0)
    axis = np.arange(64)
    total = weight.sum()
    rows = (weight.sum(1) * axis).sum() / total
    return np.array([rows, (weight.sum(0) * axis).sum() / total])


def test_planes_move_apart_by_less_than_two_pixels() -> None:
    """As the normal distribution of 0.6 px says."""
    image = blob()
    moves = []
    for seed in range(60):
        moved = shift_planes(image, np.random.default_rng(seed))
        moves += [centroid(moved[..., p]) - centroid(image[..., p]) for p in range(3)]
    spread = np.std(moves)
    assert 0.45 < spread < 0.75
    assert np.abs(moves).max() < 2.3


def test_white_balance_keeps_ratios_within_a_plane() -> None:
    """One factor per plane, at most e^0.22."""
    image = blob()
    balanced = balance_white(image, np.random.default_rng(4))
    ratios = balanced[30, 30] / image[30, 30]
    assert (ratios < 1.3).all() and (ratios > 0.75).all()
    assert len(set(ratios.round(2))) > 1


def test_no_share_changes_nothing() -> None:
    """A share of 0 leaves every picture as it is."""
    image = blob()
    assert (worsen_sensor(image, np.random.default_rng(1), 0.0) == image).all()
