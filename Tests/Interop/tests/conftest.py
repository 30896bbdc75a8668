"""The plans that the tests read, each made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interop.plans import MISSIONS, Mission, Plan, make, program
from interop.vehicle import Importer


@pytest.fixture(scope="session", params=MISSIONS, ids=lambda mission: mission.name)
def plan(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A plan in all formats."""
    mission: Mission = request.param
    if not program().exists():
        pytest.fail(f"'{program()}' is missing. Build it with swift build, or name one in RAGWEED.")
    folder: Path = tmp_path_factory.mktemp(mission.name)
    return make(mission, folder)


@pytest.fixture(scope="session")
def importer() -> Iterator[Importer]:
    """MAVSDK's reader."""
    reader = Importer()
    yield reader
    reader.close()
