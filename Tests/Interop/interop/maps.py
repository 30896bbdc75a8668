"""Maps of the package's own sample, made by the built program."""

from __future__ import annotations

import subprocess
from pathlib import Path

from interop.plans import ROOT, program

ORTHOPHOTO = ROOT / "Samples" / "synthetic-field" / "orthophoto.tif"


def make(folder: Path, *options: str) -> Path:
    """Maps the sample into a folder."""
    call: list[str | Path] = [program(), "map", ORTHOPHOTO, "--output", folder / "map", *options]
    subprocess.run(call, check=True, cwd=ROOT, capture_output=True)
    return folder / "map"
