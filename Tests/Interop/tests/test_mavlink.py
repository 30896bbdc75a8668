"""QGroundControl's plans and waypoint lists, read by MAVSDK and pymavlink."""

from __future__ import annotations

from pathlib import Path

import pytest
from pymavlink import mavwp

from interop.plans import Plan
from interop.vehicle import Importer

WAYPOINT = 16
TAKEOFF = 22
TRIGGER = 206
SUFFIXES = [".plan", ".waypoints"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_mavsdk_flies_the_lines(plan: Plan, importer: Importer, suffix: str) -> None:
    """Every line starts with the trigger switched on and ends with it off, where it is planned."""
    ends: list[tuple[float, float]] = []
    for path in plan.files(suffix):
        items = importer.read(path).mission_items
        assert TAKEOFF in {item.command for item in items}
        place = (0.0, 0.0)
        for item in items:
            if item.command == WAYPOINT and item.frame == 3:
                place = (item.y / 1e7, item.x / 1e7)
            if item.command == TRIGGER:
                ends.append(place)
        triggers = [item.param1 > 0 for item in items if item.command == TRIGGER]
        assert triggers == [True, False] * (len(triggers) // 2)
    assert len(plan.files(suffix)) == plan.summary["sorties"]
    for made, planned in zip(ends, plan.line_ends(), strict=True):
        assert made == pytest.approx(planned, abs=2e-7)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_place_lies_where_the_plan_does(plan: Plan, importer: Importer, suffix: str) -> None:
    """MAVSDK takes swapped coordinates without a word, so the box is looked at here."""
    for path in plan.files(suffix):
        placed = [item for item in importer.read(path).mission_items if item.frame in (0, 3)]
        assert placed
        for item in placed:
            assert plan.holds(item.y / 1e7, item.x / 1e7)
            if item.frame == 3:
                assert plan.flies_at(item.z)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_corner_of_a_line_has_its_height(plan: Plan, importer: Importer, suffix: str) -> None:
    """Altitudes are relative to the take-off, corner by corner, over terrain too."""
    read = {
        (round(item.x / 1e7, 6), round(item.y / 1e7, 6), round(item.z, 2))
        for path in plan.files(suffix)
        for item in importer.read(path).mission_items
        if item.command == WAYPOINT and item.frame == 3
    }
    corners = plan.corners()
    found = [
        any(
            abs(latitude - place[0]) < 2e-6
            and abs(longitude - place[1]) < 2e-6
            and abs(altitude - place[2]) < 0.02
            for place in read
        )
        for longitude, latitude, altitude in corners
    ]
    assert all(found)


def test_the_home_has_the_elevation_of_the_terrain(plan: Plan) -> None:
    """Row 0 counts from the sea."""
    terrain = plan.summary["terrain"]
    expected = 0.0 if terrain is None else terrain["takeoff_elevation_m"]
    for path in plan.files(".waypoints"):
        loader = mavwp.MAVWPLoader()
        loader.load(str(path))
        assert loader.wp(0).z == pytest.approx(expected, abs=0.01)


def test_holes_are_exclusion_fences(plan: Plan, importer: Importer) -> None:
    """Ponds of the field and no-fly zones are fences in each sortie's plan."""
    has_hole = plan.summary["name"] in ("seewinkel-field", "concave")
    for path in plan.files(".plan"):
        fences = importer.read(path).geofence_items
        assert bool(fences) == has_hole
        if plan.summary["name"] == "concave":
            # The pond's nine corners, the house's four, and those of mast and power line.
            corners = {(fence.x, fence.y) for fence in fences}
            assert len(corners) >= 17


def test_pymavlink_reads_the_waypoint_list(plan: Plan) -> None:
    """Mission Planner's dialect, with the home in row 0."""
    for path in plan.files(".waypoints"):
        loader = mavwp.MAVWPLoader()
        count = loader.load(str(path))
        assert count == len(path.read_text().splitlines()) - 1
        home = loader.wp(0)
        assert home.frame == 0
        assert plan.holds(home.y, home.x)


def test_a_wrong_version_is_refused(importer: Importer, tmp_path: Path, plan: Plan) -> None:
    """The reader does read: it refuses what is none."""
    text = plan.files(".plan")[0].read_text()
    broken = tmp_path / "broken.plan"
    start = text.rindex('"version": 1')
    broken.write_text(text[:start] + '"version": 42' + text[start + len('"version": 1') :])
    with pytest.raises(Exception, match="PARSE"):
        importer.read(broken)
