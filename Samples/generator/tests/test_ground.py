"""Tests of the ground without weed or crop."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from fieldsynth.grounds.cells import make_cells
from fieldsynth.grounds.kinds import IGNORED, KINDS, ground_picture, kind_of
from fieldsynth.grounds.paving import herringbone
from fieldsynth.grounds.pile import Pile, lay, strips
from fieldsynth.grounds.surface import make_plane, make_surface, ramp
from fieldsynth.plants import BACKGROUND
from make_training_set import make_set, split_of

VEGETATION = ("meadow", "forest")


@pytest.mark.parametrize("kind", KINDS)
def test_kind_has_its_classes_and_is_repeatable(kind: str) -> None:
    """Bare ground is background, vegetation is left out; the same seed draws the same."""
    for gsd_cm in (0.05, 0.3, 2.0):
        picture, mask = ground_picture(np.random.default_rng(3), kind, 96, gsd_cm)
        again, mask_again = ground_picture(np.random.default_rng(3), kind, 96, gsd_cm)
        assert np.array_equal(picture, again) and np.array_equal(mask, mask_again)
        assert picture.shape == (96, 96, 3) and picture.std() > 2.0
        found = set(np.unique(mask).tolist())
        if kind == "verge":
            assert found <= {BACKGROUND, IGNORED}
        else:
            assert found == {IGNORED if kind in VEGETATION else BACKGROUND}


def test_seeds_draw_different_ground() -> None:
    """Another seed is another picture."""
    one = ground_picture(np.random.default_rng(1), "soil", 64, 0.5)[0]
    other = ground_picture(np.random.default_rng(2), "soil", 64, 0.5)[0]
    assert not np.array_equal(one, other)


def test_verges_show_grass_and_road() -> None:
    """Most verges have both, and their grass is green where their road is grey."""
    both = 0
    for seed in range(6):
        picture, mask = ground_picture(np.random.default_rng(seed), "verge", 128, 0.8)
        grass = mask == IGNORED
        if 0.05 < grass.mean() < 0.95:
            both += 1
            green = picture[..., 1].astype(float) - picture[..., 2]
            assert green[grass].mean() > green[~grass].mean()
    assert both >= 4


@pytest.mark.parametrize("kind", ["gravel", "roof", "meadow", "forest", "soil"])
def test_texture_is_finer_from_farther_away(kind: str) -> None:
    """The same things are smaller in pixels: pixels four apart are less alike."""

    def likeness(gsd_cm: float) -> float:
        found = []
        for seed in range(6):
            picture = ground_picture(np.random.default_rng(seed), kind, 192, gsd_cm)[0]
            grey = cv2.GaussianBlur(picture.mean(axis=2), (0, 0), 1.0)
            grey = grey - grey.mean()
            beside, below = grey[:, 4:] * grey[:, :-4], grey[4:] * grey[:-4]
            found.append(float((beside.mean() + below.mean()) / (2.0 * grey.var())))
        return float(np.median(found))

    assert likeness(1.2) < likeness(0.05) - 0.1


def test_cells_keep_their_size_on_the_ground() -> None:
    """Twice the sampling distance shows about four times as many cells."""

    def count(gsd_m: float) -> int:
        plane = make_plane(np.random.default_rng(5), 256, gsd_m)
        return len(np.unique(make_cells(plane, 0.1).ident))

    assert 2.5 < count(0.008) / count(0.004) < 4.5


def test_herringbone_stones_are_twice_as_long_as_wide() -> None:
    """Each stone covers two squares, so none is larger and no sample is outside of one."""
    plane = make_plane(np.random.default_rng(0), 400, 0.002)
    stones = herringbone(plane, 0.1)
    assert stones.edge.min() >= 0.0 and stones.edge.max() == pytest.approx(0.05, abs=0.002)
    areas = np.unique(stones.value, return_counts=True)[1] * 0.002**2
    assert areas.max() == pytest.approx(0.02, rel=0.05)


def test_upper_things_hide_lower_ones() -> None:
    """The last of a pile is seen; beside it the ground stays."""
    plane = make_plane(np.random.default_rng(0), 40, 0.01)
    surface = make_surface(plane, (10.0, 10.0, 10.0))
    ends = np.array([[2.0, 20.0], [20.0, 2.0]])
    angles, long, wide = np.array([0.0, np.pi / 2]), np.full(2, 36.0), np.full(2, 6.0)
    outlines = strips(ends, angles, long, wide, np.zeros(2), np.ones(2))
    colours = np.array([[250.0, 0.0, 0.0], [0.0, 250.0, 0.0]])
    flat = np.zeros(2)
    on = lay(surface, plane, Pile(outlines, colours, flat, flat, np.zeros((2, 2)), wide))
    assert on[20, 20] and on[20, 5] and not on[5, 5]
    assert surface.albedo[20, 20].argmax() == 1 and surface.albedo[20, 5].argmax() == 0
    assert surface.albedo[5, 5].max() < 0.01


def test_ramp_rises_and_falls() -> None:
    """It is 0 and 1 outside and a half in the middle, either way round."""
    at = np.array([-1.0, 0.5, 2.0], np.float32)
    assert ramp(at, 0.0, 1.0).tolist() == [0.0, 0.5, 1.0]
    assert ramp(at, 1.0, 0.0).tolist() == [1.0, 0.5, 0.0]


def test_ground_set_is_complete_and_repeatable(tmp_path: Path) -> None:
    """All kinds occur in ten pictures; two runs write the same; columns and classes are right."""
    for name in ("one", "two"):
        make_set(tmp_path / name, 10, 79, 64, (0.05, 2.0), theme="ground")
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.*"))
    assert len(files) == 21
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    with (tmp_path / "one" / "index.csv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert list(rows[0]) == ["id", "split", "gsd_cm_per_px", "synthetic", "kind"]
    assert {row["kind"] for row in rows} == set(KINDS)
    assert [row["split"] for row in rows] == split_of(79, 10)
    assert [row["kind"] for row in rows] == [kind_of(79, number) for number in range(10)]
    for row in rows:
        assert row["id"].startswith("synthetic_ground_79_") and row["synthetic"] == "true"
        assert 0.05 <= float(row["gsd_cm_per_px"]) <= 2.0
        with Image.open(tmp_path / "one" / "masks" / f"{row['id']}.png") as image:
            values = set(np.unique(np.asarray(image)).tolist())
        assert values <= {BACKGROUND, IGNORED}
        assert row["kind"] not in VEGETATION or values == {IGNORED}
