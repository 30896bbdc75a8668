"""Finds the built `ragweed` for tests that end with a map."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
BUILDS = ("debug", "release")


def ragweed() -> Path:
    """Return the program: `$RAGWEED`, else the newest build; skips the test where there is none."""
    named = os.environ.get("RAGWEED")
    if named:
        assert Path(named).is_file(), f"$RAGWEED names {named}, which is not there"
        return Path(named)
    built = [PROJECT / ".build" / kind / "ragweed" for kind in BUILDS]
    found = [path for path in built if path.is_file()]
    if not found:
        pytest.skip("ragweed is not built: swift build")
    return max(found, key=lambda path: path.stat().st_mtime)


def run_ragweed(*arguments: str) -> str:
    """Run the program and return what it prints."""
    done = subprocess.run([ragweed(), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
