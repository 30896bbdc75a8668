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
    """The table is read whole, and pictures start where the plan's lines do."""
    starts: list[tuple[float, float]] = []
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
            assert plan.flies_at(waypoint.altitude.value)
            assert 0 < waypoint.speed <= 15
            takes = waypoint.actions[0].type == ActionType.TAKE_PHOTO
            if takes or waypoint.photo.distance_interval > 0:
                starts.append((waypoint.lon, waypoint.lat))
        if previous is not None and (previous.lat, previous.lon) != (
            waypoints[0].lat,
            waypoints[0].lon,
        ):
            # Not the rest of a split sortie: it starts at the take-off again.
            assert (previous.lat, previous.lon) == pytest.approx(
                (waypoints[0].lat, waypoints[0].lon), abs=1e-7
            )
        previous = waypoints[-1]
    # Over terrain a line has more points, within it, at which its pictures go on.
    assert len(starts) >= plan.summary["line_count"]
    for planned in plan.line_ends()[::2]:
        assert any(start == pytest.approx(planned, abs=2e-8) for start in starts)


def test_kml_is_valid_and_lies_where_the_plan_does(plan: Plan) -> None:
    """Against the schema of KML 2.2, and read by fastkml."""
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    for path in plan.files(".kml"):
        assert schema.validate(etree.parse(str(path))), schema.error_log
        document = fastkml.KML.parse(str(path))
        marks: list[Any] = list(fastkml.utils.find_all(document, of_type=fastkml.Placemark))
        way = next(mark for mark in marks if mark.name == "Way")
        terrain = plan.summary["terrain"]
        altitude = plan.summary["altitude_m"]
        heights = {"min": altitude, "max": altitude} if terrain is None else terrain["height_m"]
        for longitude, latitude, height in way.geometry.coords:
            assert plan.holds(longitude, latitude)
            # Relative to the ground, and so within what the summary states.
            assert heights["min"] - 0.01 <= height <= heights["max"] + 0.01


def test_gpx_is_a_route(plan: Plan) -> None:
    """One route for each sortie, from the take-off back to it."""
    length = 0.0
    terrain = plan.summary["terrain"]
    zero = 0.0 if terrain is None else terrain["takeoff_elevation_m"]
    for path in plan.files(".gpx"):
        gpx = gpxpy.parse(path.read_text())
        assert gpx.version == "1.1"
        (route,) = gpx.routes
        for point in route.points:
            assert plan.holds(point.longitude, point.latitude)
            assert point.elevation is not None
            assert plan.flies_at(point.elevation - zero)
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
