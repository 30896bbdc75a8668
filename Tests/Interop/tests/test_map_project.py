"""The project that `ragweed map` writes, opened by QGIS itself where that is installed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from interop.maps import ORTHOPHOTO, make
from interop.plans import program
from interop.qgis import has_qgis, open_project

FRAMES = ORTHOPHOTO.parent / "frames"

pytestmark = pytest.mark.skipif(not has_qgis(), reason="needs QGIS (apt-get install python3-qgis)")


def test_qgis_opens_a_map_over_its_picture(tmp_path: Path) -> None:
    """All layers are valid, in the survey's zone, with titles; patches are seen in their colour."""
    survey = make(tmp_path, "--survey", "Field 7 & more", "--taken", "2026-07-01")
    picture = tmp_path / "view.png"
    found = open_project(survey / "map.qgz", "--picture", picture, "--hide", "Mask")
    assert found["crs"] == "EPSG:32633"
    assert all(layer["is_valid"] for layer in found["layers"])
    assert all(layer["crs"] == "EPSG:32633" for layer in found["layers"])
    layers = {layer["name"]: layer for layer in found["layers"]}
    patches = layers["Patches: Field 7 & more, 2026-07-01"]
    assert patches["renderer"] == "categorizedSymbol"
    named = json.loads((survey / "map.geojson").read_text())["features"]
    assert patches["features"] == len(named) > 0
    assert all(layer.get("invalid", 0) == 0 for layer in found["layers"])
    drawn = sum(patches["areas"])
    assert drawn == pytest.approx(sum(each["properties"]["area_m2"] for each in named), rel=0.02)
    assert list(layers)[-2:] == ["Mask: orthophoto", "orthophoto"]
    assert picture.stat().st_size > 100_000


def test_the_footprints_of_frames_are_sound(tmp_path: Path) -> None:
    """Valid for GEOS, with the area that the placement says."""
    call: list[str | Path] = [program(), "map", FRAMES, "--output", tmp_path / "map"]
    subprocess.run(call, check=True, capture_output=True)
    found = open_project(tmp_path / "map" / "map.qgz")
    frames = next(layer for layer in found["layers"] if layer["name"].startswith("Frames: map, 20"))
    assert frames["invalid"] == 0
    assert frames["areas"] == pytest.approx([19.98, 19.98, 26.5], abs=0.06)
