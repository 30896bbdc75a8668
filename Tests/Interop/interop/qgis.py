"""QGIS itself, where it is installed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from interop.plans import ROOT

# QGIS comes with Debian's own Python, not with the environment of these tests.
PYTHON = Path("/usr/bin/python3")
VIEW = ROOT / "Tools" / "Results" / "qgis_view.py"


def has_qgis() -> bool:
    """Whether QGIS can be asked."""
    if not PYTHON.exists():
        return False
    asked = subprocess.run([PYTHON, "-c", "import qgis.core"], check=False, capture_output=True)
    return asked.returncode == 0


def open_project(project: Path, *options: str | Path) -> dict[str, Any]:
    """Opens a project and says what QGIS found."""
    call: list[str | Path] = [PYTHON, VIEW, project, *options]
    shown = subprocess.run(call, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(shown.stdout.strip().splitlines()[-1])
    return found
