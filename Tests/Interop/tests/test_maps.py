"""Litchi's table, KML, GPX and GeoJSON, read by litchi-wp, fastkml, gpxpy and shapely."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import fastkml
import gpxpy
import pytest
import shapely
from litchi_wp.action import ActionType
from litchi_wp.waypoint import Waypoint
from lxml import etree

from interop.plans import Plan

SCHEMA = Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd"


def test_litchi_missions_have_46_columns_and_99_points_at_most(
    plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table is read whole, and its pictures add up to the plan's lines."""
    lines = 0
    previous: Waypoint | None = None
    for path in plan.files(".csv"):
        rows = path.read_text().splitlines()
        assert {len(row.split(",")) for row in rows} == {46}
        waypoints = Waypoint.from_file(str(path))
        # It prints the rows that it cannot read: the header and the end.
        assert [row for row in rows[1:] if row in capsys.readouterr().out] == []
        assert len(waypoints) == len(rows) - 1 <= 99
        waypoint: Any
        for waypoint in waypoints:
            assert plan.holds(waypoint.lon, waypoint.lat)
            assert waypoint.altitude.value == pytest.approx(plan.summary["altitude_m"], abs=1e-3)
            assert 0 < waypoint.speed <= 15
            takes = waypoint.actions[0].type == ActionType.TAKE_PHOTO
            lines += takes or waypoint.photo.distance_interval > 0
        if previous is not None and (previous.lat, previous.lon) != (
            waypoints[0].lat,
            waypoints[0].lon,
        ):
            # Not the rest of a split sortie: it starts at the take-off again.
            assert (previous.lat, previous.lon) == pytest.approx(
                (waypoints[0].lat, waypoints[0].lon), abs=1e-7
            )
        previous = waypoints[-1]
    assert lines == plan.summary["line_count"]


def test_kml_is_valid_and_lies_where_the_plan_does(plan: Plan) -> None:
    """Against the schema of KML 2.2, and read by fastkml."""
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    for path in plan.files(".kml"):
        assert schema.validate(etree.parse(str(path))), schema.error_log
        document = fastkml.KML.parse(str(path))
        marks: list[Any] = list(fastkml.utils.find_all(document, of_type=fastkml.Placemark))
        way = next(mark for mark in marks if mark.name == "Way")
        for longitude, latitude, *_ in way.geometry.coords:
            assert plan.holds(longitude, latitude)


def test_gpx_is_a_route(plan: Plan) -> None:
    """One route for each sortie, from the take-off back to it."""
    length = 0.0
    for path in plan.files(".gpx"):
        gpx = gpxpy.parse(path.read_text())
        assert gpx.version == "1.1"
        (route,) = gpx.routes
        for point in route.points:
            assert plan.holds(point.longitude, point.latitude)
            assert point.elevation == pytest.approx(plan.summary["altitude_m"], abs=1e-3)
        assert route.points[0].latitude == route.points[-1].latitude
        length += route.length()
    # It measures on a sphere.
    assert length == pytest.approx(plan.summary["path_length_m"], rel=5e-3)


def test_geojson_is_sound(plan: Plan) -> None:
    """Every feature is valid, and footprints are counter-clockwise."""
    for feature in plan.geojson["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        if feature["properties"]["kind"] == "footprint":
            assert shape.exterior.is_ccw
    assert plan.holds(*plan.line_ends()[0])
