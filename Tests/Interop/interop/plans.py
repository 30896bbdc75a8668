"""Plans of the missions in the package, made by the built program."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]

FORMATS = "qgc,wpl,wpml,litchi,kml,gpx,geojson"


@dataclass(frozen=True)
class Mission:
    """A mission of the package and the drone to plan it with."""

    name: str
    field: str
    # None for the drone of the mission file.
    drone: str | None
    options: tuple[str, ...] = ()


MISSIONS = (
    Mission("seewinkel-field", "field.geojson", "mavic-3-enterprise"),
    # Nearer to the ground: several sorties in numbered files.
    Mission("seewinkel-field", "field.geojson", "matrice-350-p1-35mm", ("--gsd", "4mm")),
    Mission("roadside-strip", "field.kml", None),
    # A pond and two no-fly zones.
    Mission("concave", "field.geojson", "mavic-3-enterprise"),
    # Over a hill: waypoints within lines, each with its own height.
    Mission("hilly", "field.geojson", "matrice-30"),
    Mission("hilly", "field.geojson", "matrice-4-enterprise", ("--terrain-mode", "flat")),
)


@dataclass(frozen=True)
class Plan:
    """The files of a plan."""

    folder: Path
    summary: dict[str, Any]
    geojson: dict[str, Any]

    def files(self, suffix: str) -> list[Path]:
        """The files of a format, in the order flown."""
        return sorted(self.folder.glob(f"*{suffix}"))

    def features(self, kind: str) -> list[dict[str, Any]]:
        """The features of a kind."""
        return [one for one in self.geojson["features"] if one["properties"]["kind"] == kind]

    def corners(self) -> list[tuple[float, float, float]]:
        """Longitude, latitude and altitude over the take-off of all corners of the lines."""
        corners: list[tuple[float, float, float]] = []
        for line in self.features("line"):
            places = line["geometry"]["coordinates"]
            altitude = line["properties"]["altitude_m"]
            altitudes = altitude if isinstance(altitude, list) else [altitude] * len(places)
            corners += [
                (place[0], place[1], height)
                for place, height in zip(places, altitudes, strict=True)
            ]
        return corners

    def flies_at(self, altitude: float) -> bool:
        """Whether an altitude over the take-off is one of those planned."""
        altitudes = [corner[2] for corner in self.corners()]
        # A way over terrain keeps its height above ground that may be lower than under the lines.
        slack = 1e-3 if self.summary["terrain"] is None else 15.0
        return min(altitudes) - slack <= altitude <= max(altitudes) + slack

    def line_ends(self) -> list[tuple[float, float]]:
        """Longitude and latitude of the lines' ends, in the order flown."""
        return [
            (place[0], place[1])
            for line in self.features("line")
            for place in (line["geometry"]["coordinates"][0], line["geometry"]["coordinates"][-1])
        ]

    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of everything flown, and ten metres around it."""
        ways = self.features("line") + self.features("transit")
        places = [place for way in ways for place in way["geometry"]["coordinates"]]
        east = [place[0] for place in places]
        north = [place[1] for place in places]
        return min(east) - 2e-4, min(north) - 1e-4, max(east) + 2e-4, max(north) + 1e-4

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a place lies where the plan does; a swapped one does not."""
        west, south, east, north = self.bounds()
        return west <= longitude <= east and south <= latitude <= north


def program() -> Path:
    """The built program: the one that RAGWEED names, or the debug build of the package."""
    return Path(os.environ.get("RAGWEED", ROOT / ".build/debug/ragweed"))


def make(mission: Mission, folder: Path) -> Plan:
    """Plans a mission in all formats.

    Args:
        mission: what to plan.
        folder: where the files go.

    Returns:
        The plan's files.
    """
    source = ROOT / "Missions" / mission.name
    command = [str(program()), "plan", str(source / mission.field)]
    command += ["--mission", str(source / "mission.yaml"), "--formats", FORMATS]
    command += ["--output", str(folder), "--overwrite", *mission.options]
    if mission.drone:
        command += ["--drone", mission.drone]
    subprocess.run(command, check=True, capture_output=True)
    return Plan(
        folder,
        json.loads((folder / "summary.json").read_text()),
        json.loads((folder / "plan.geojson").read_text()),
    )
