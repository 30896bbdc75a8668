"""What `ragweed teach --start` writes, opened by QGIS itself where that is installed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from interop.maps import ORTHOPHOTO, make
from interop.plans import program
from interop.qgis import has_qgis, open_project


@pytest.mark.skipif(not has_qgis(), reason="needs QGIS (apt-get install python3-qgis)")
def test_qgis_opens_the_project_with_all_its_layers(tmp_path: Path) -> None:
    """Every layer is valid, the class is chosen from a list, and the zone is that of the survey."""
    survey = make(tmp_path)
    start: list[str | Path] = [program(), "teach", ORTHOPHOTO, "--start", survey]
    start += ["--classes", "ragweed,soil & sand"]
    subprocess.run(start, check=True, capture_output=True)
    project = survey / "teach" / "teach.qgz"
    found = open_project(project)
    assert found["crs"] == "EPSG:32633"
    layers = {layer["name"].split(":")[0]: layer for layer in found["layers"]}
    assert list(layers) == ["look_here", "strokes", "labels", "drafts", "labelled", "orthophoto"]
    assert all(layer["is_valid"] for layer in layers.values())
    for name in ("strokes", "labels", "drafts"):
        assert layers[name]["form"] == "ValueMap"
        assert layers[name]["renderer"] == "categorizedSymbol"
    assert layers["drafts"]["features"] > 0
    assert 0 < layers["look_here"]["features"] <= 12
