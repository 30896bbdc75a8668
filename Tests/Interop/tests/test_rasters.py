"""Masks and maps, read by rio-cogeo, rasterio, shapely and SQLite."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import rasterio
import shapely
from lxml import etree
from rio_cogeo.cogeo import cog_validate

from interop.maps import make


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's map with a cloud-optimised mask."""
    return make(tmp_path_factory.mktemp("rasters"), "--cog")


def test_a_cloud_optimised_mask_is_valid(folder: Path) -> None:
    """By rio-cogeo, warnings counted as errors."""
    valid, errors, warnings = cog_validate(folder / "orthophoto.mask.tif", strict=True)
    assert valid, (errors, warnings)


def test_a_mask_has_its_classes_colours(folder: Path) -> None:
    """Nodata 255, and the colour of weeds."""
    with rasterio.open(folder / "orthophoto.mask.tif") as mask:
        assert mask.nodata == 255
        assert mask.colormap(1)[1][:3] == (213, 94, 0)
        assert set(mask.read(1).flat) == {0, 1, 255}


def test_the_geopackage_has_valid_polygons_and_styles(folder: Path) -> None:
    """Each layer has a style that is XML, each polygon is valid."""
    database = sqlite3.connect(folder / "map.gpkg")
    styles = dict(database.execute("SELECT f_table_name, styleQML FROM layer_styles"))
    # A drawn field may be unlike what the model has learnt: then there is a layer that says so.
    assert set(styles) - {"look_here", "unfamiliar"} == {"patches", "coverage"}
    symbols = etree.fromstring(styles["patches"]).xpath("//category/@value")
    assert symbols == ["weed"]
    for layer in ("patches", "coverage"):
        blobs = [row[0] for row in database.execute(f"SELECT geom FROM {layer}")]
        assert blobs
        for blob in blobs:
            # The header of a GeoPackage geometry: 8 bytes and an envelope of 4 doubles.
            envelope = {0: 0, 1: 32}[(blob[3] >> 1) & 7]
            polygon = shapely.from_wkb(blob[8 + envelope :])
            assert polygon.is_valid and polygon.geom_type == "Polygon"
    tables = {row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")}
    assert {"patches", "coverage", "layer_styles"} <= tables
    # No layer without a shape.
    assert "frames" not in tables
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
