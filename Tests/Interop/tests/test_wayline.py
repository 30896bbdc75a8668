"""DJI's wayline missions, read by djikmz and checked against the rules that DJI documents."""

from __future__ import annotations

import contextlib
import io
import itertools
import math
import re
import zipfile
from pathlib import Path

import pytest
from djikmz.model import KML
from lxml import etree

from interop.plans import Plan

SPACES = {"k": "http://www.opengis.net/kml/2.2", "w": "http://www.dji.com/wpmz/1.0.6"}

# What djikmz has no name for, though DJI's own files have it.
UNKNOWN = (
    "author",
    "executeHeightMode",
    "waylineId",
    "distance",
    "duration",
    "caliFlightEnable",
    "gimbalPitchMode",
    "payloadParam",
)

# Aircraft and camera by the mission's drone.
NUMBERS = {
    "mavic-3-enterprise": ("77", "0", "66"),
    "matrice-350-p1-35mm": ("89", "0", "50"),
    "matrice-300-p1-50mm": ("60", "0", "50"),
    "matrice-30": ("67", "0", "52"),
    "matrice-4-enterprise": ("99", "0", "88"),
}


def read(path: Path, name: str) -> str:
    """A document of an archive."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["wpmz/template.kml", "wpmz/waylines.wpml"]
        return archive.read(name).decode()


def haversine(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Metres between two longitudes and latitudes on the sphere that DJI uses."""
    south, north = math.radians(start[1]), math.radians(end[1])
    east = math.radians(end[0] - start[0])
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(south) * math.cos(north) * math.sin(east / 2) ** 2
    return 2 * 6_371_000 * math.asin(math.sqrt(half))


@pytest.mark.parametrize("name", ["wpmz/template.kml", "wpmz/waylines.wpml"])
def test_djikmz_reads_the_documents(plan: Plan, name: str) -> None:
    """Its model of a waypoint mission takes both documents."""
    for path in plan.files(".kmz"):
        text = read(path, name)
        # It refuses the damping distance 0 that DJI's own files have where the drone stops.
        text = text.replace("DampingDist>0<", "DampingDist>0.2<")
        # It does not know the Matrice 4E; the rest of that mission is like a Mavic 3E's.
        text = text.replace("droneEnumValue>99<", "droneEnumValue>77<")
        text = text.replace("payloadEnumValue>88<", "payloadEnumValue>66<")
        # Of a mission it models the waypoints; it fails at keys that stand in DJI's own files.
        for key in UNKNOWN:
            text = re.sub(f"<wpml:{key}>.*?</wpml:{key}>", "", text, flags=re.DOTALL)
        with contextlib.redirect_stdout(io.StringIO()):
            model = KML.from_xml(text)
        assert len(model.waypoints) >= 2
        for waypoint in model.waypoints:
            assert plan.holds(waypoint.longitude, waypoint.latitude)


def test_the_waylines_keep_to_the_rules(plan: Plan) -> None:
    """Indices, action groups, distance and duration."""
    for path in plan.files(".kmz"):
        document = etree.fromstring(read(path, "wpmz/waylines.wpml").encode())
        folders = document.findall(".//k:Folder", SPACES)
        assert len(folders) == 1
        places: list[tuple[float, float]] = []
        groups: list[str] = []
        marks = folders[0].findall("k:Placemark", SPACES)
        for index, mark in enumerate(marks):
            longitude, latitude = mark.findtext("k:Point/k:coordinates", "", SPACES).split(",")
            places.append((float(longitude), float(latitude)))
            assert plan.holds(*places[-1])
            assert mark.findtext("w:index", "", SPACES) == str(index)
            height = float(mark.findtext("w:executeHeight", "", SPACES))
            assert plan.flies_at(height)
            assert float(mark.findtext("w:waypointSpeed", "", SPACES)) > 0
            for group in mark.findall("w:actionGroup", SPACES):
                groups.append(group.findtext("w:actionGroupId", "", SPACES))
                first = int(group.findtext("w:actionGroupStartIndex", "", SPACES))
                last = int(group.findtext("w:actionGroupEndIndex", "", SPACES))
                assert index == first <= last < len(marks)
        assert len(groups) == len(set(groups))
        length = sum(haversine(*leg) for leg in itertools.pairwise(places))
        stated = float(folders[0].findtext("w:distance", "", SPACES))
        assert stated == pytest.approx(length, abs=0.01)
        duration = float(folders[0].findtext("w:duration", "", SPACES))
        assert duration > length / 23


def test_pictures_are_taken_along_each_line(plan: Plan) -> None:
    """Each line has one group of pictures, from its start to its end."""
    starts: list[tuple[float, float]] = []
    for path in plan.files(".kmz"):
        document = etree.fromstring(read(path, "wpmz/waylines.wpml").encode())
        for mark in document.findall(".//k:Placemark", SPACES):
            functions = mark.findall("w:actionGroup/w:action/w:actionActuatorFunc", SPACES)
            if "takePhoto" in {function.text for function in functions}:
                place = mark.findtext("k:Point/k:coordinates", "", SPACES).split(",")
                starts.append((float(place[0]), float(place[1])))
    for made, planned in zip(starts, plan.line_ends()[::2], strict=True):
        assert made == pytest.approx(planned, abs=1e-8)


def test_drone_and_camera_are_named(plan: Plan) -> None:
    """The numbers stand in both documents."""
    aircraft, variant, camera = NUMBERS[plan.summary["drone"]]
    for path in plan.files(".kmz"):
        for name in ("wpmz/template.kml", "wpmz/waylines.wpml"):
            document = etree.fromstring(read(path, name).encode())
            assert document.findtext(".//w:droneEnumValue", "", SPACES) == aircraft
            assert document.findtext(".//w:droneSubEnumValue", "", SPACES) == variant
            assert document.findtext(".//w:payloadEnumValue", "", SPACES) == camera
