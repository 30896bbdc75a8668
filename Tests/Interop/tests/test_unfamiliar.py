"""Ground unlike what a model has learnt, read by SQLite and shapely."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
import rasterio
import shapely

from interop.maps import ORTHOPHOTO, make
from interop.networks import SIDE, write


def polygons(folder: Path) -> list[shapely.Polygon]:
    """The layer's polygons in the orthophoto's own system."""
    database = sqlite3.connect(folder / "map.gpkg")
    rows = database.execute(
        "SELECT geom, source FROM unfamiliar WHERE unfamiliarity > 0"
    ).fetchall()
    assert {row[1] for row in rows} == {ORTHOPHOTO.name}
    found = []
    for blob, _ in rows:
        envelope = {0: 0, 1: 32}[(blob[3] >> 1) & 7]
        polygon = shapely.from_wkb(blob[8 + envelope :])
        assert polygon.is_valid and polygon.geom_type == "Polygon"
        # The map is in the zone of the orthophoto.
        found.append(polygon)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A map on which every tile with a figure is beyond the limit."""
    place = tmp_path_factory.mktemp("unfamiliar")
    return make(place, "--model", str(write(place, limit=0.0)), "--overlap", str(SIDE // 4))


def test_own_parts_of_tiles_cover_the_ground_once(folder: Path) -> None:
    """No two overlap, all lie in the picture, and their surveyed part is what the summary says."""
    found = polygons(folder)
    summary = json.loads((folder / "summary.json").read_text())["unfamiliarity"]
    assert len(found) == summary["tiles_beyond_limit"] == summary["tiles"] > 20
    together = shapely.union_all(found)
    assert together.area == pytest.approx(sum(polygon.area for polygon in found), rel=1e-6)
    with rasterio.open(ORTHOPHOTO) as image:
        frame = shapely.box(*image.bounds).buffer(image.res[0])
        assert frame.contains(together)
    assert summary["share_of_ground_beyond_limit_percent"] == 100


def test_the_layer_has_a_style(folder: Path) -> None:
    """One style for each layer."""
    database = sqlite3.connect(folder / "map.gpkg")
    styles = [row[0] for row in database.execute("SELECT f_table_name FROM layer_styles")]
    assert sorted(styles) == ["coverage", "look_here", "patches", "unfamiliar"]
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_without_such_ground_there_is_no_layer(tmp_path: Path) -> None:
    """Nor a style for it."""
    folder = make(tmp_path, "--model", str(write(tmp_path, limit=2.0)))
    database = sqlite3.connect(folder / "map.gpkg")
    tables = {row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")}
    assert "unfamiliar" not in tables
    styles = [row[0] for row in database.execute("SELECT f_table_name FROM layer_styles")]
    assert "unfamiliar" not in styles
