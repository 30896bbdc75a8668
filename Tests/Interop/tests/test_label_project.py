"""What `ragweed teach --start` writes, opened by QGIS itself where that is installed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from interop.maps import ORTHOPHOTO, make
from interop.plans import program

# QGIS comes with Debian's own Python, not with the environment of these tests.
PYTHON = Path("/usr/bin/python3")
VIEW = Path(__file__).resolve().parents[3] / "Tools" / "Results" / "qgis_view.py"


def has_qgis() -> bool:
    """Whether QGIS can be asked."""
    if not PYTHON.exists():
        return False
    asked = subprocess.run([PYTHON, "-c", "import qgis.core"], check=False, capture_output=True)
    return asked.returncode == 0


@pytest.mark.skipif(not has_qgis(), reason="needs QGIS (apt-get install python3-qgis)")
def test_qgis_opens_the_project_with_all_its_layers(tmp_path: Path) -> None:
    """Every layer is valid, the class is chosen from a list, and the zone is that of the survey."""
    survey = make(tmp_path)
    start: list[str | Path] = [program(), "teach", ORTHOPHOTO, "--start", survey]
    start += ["--classes", "ragweed,soil & sand"]
    subprocess.run(start, check=True, capture_output=True)
    project = survey / "teach" / "teach.qgz"
    shown = subprocess.run([PYTHON, VIEW, project], check=True, capture_output=True, text=True)
    found = json.loads(shown.stdout.strip().splitlines()[-1])
    assert found["crs"] == "EPSG:32633"
    layers = {layer["name"].split(":")[0]: layer for layer in found["layers"]}
    assert list(layers) == ["look_here", "strokes", "labels", "drafts", "labelled", "orthophoto"]
    assert all(layer["is_valid"] for layer in layers.values())
    for name in ("strokes", "labels", "drafts"):
        assert layers[name]["form"] == "ValueMap"
        assert layers[name]["renderer"] == "categorizedSymbol"
    assert layers["drafts"]["features"] > 0
    assert 0 < layers["look_here"]["features"] <= 12
