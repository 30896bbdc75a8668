"""Fields of a size, for benchmarks of the planner; no such fields exist."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

METRES_PER_DEGREE = 111_194.0
SOUTH_DEG = 48.0
WEST_DEG = 16.5
HOLE_VERTICES = 8


@dataclass(frozen=True)
class PlanBenchmark:
    """A field and what its plan may take."""

    name: str
    area_km2: float
    vertices: int
    holes: int
    drone: str
    target_s: float

    @property
    def title(self) -> str:
        """What is planned, in words."""
        area = f"{self.area_km2 * 100:g} ha" if self.area_km2 > 1 else f"{self.area_km2:g} km2"
        return f"ragweed plan, {area}, {self.vertices} vertices, {self.holes} holes, 1 cm/px"


PLANS = (
    PlanBenchmark("square-kilometre", 1, 200, 5, "phantom-4-pro", 1),
    PlanBenchmark("thousand-vertices", 1, 1000, 15, "phantom-4-pro", 5),
    PlanBenchmark("ten-thousand-hectares", 100, 200, 5, "matrice-300-p1-50mm", 10),
)


def write_field(path: Path, benchmark: PlanBenchmark) -> None:
    """Writes a wavy field of an area with octagonal holes, at 48 degrees north.

    The vertices of holes count; the outline wavers between vertices as one does that somebody
    walked with a receiver.

    Args:
        path: The GeoJSON file.
        benchmark: The field.
    """
    outline = benchmark.vertices - HOLE_VERTICES * benchmark.holes
    ring = [
        _place(
            1 + 0.12 * math.sin(5 * math.tau * i / outline) + 0.002 * math.sin(7.3 * i),
            math.tau * i / outline,
        )
        for i in range(outline)
    ]
    holes = [_octagon(index, benchmark.holes) for index in range(benchmark.holes)]
    area = _area(ring) - sum(_area(hole) for hole in holes)
    scale = math.sqrt(benchmark.area_km2 * 1e6 / area)
    coordinates = [_degrees(ring, scale), *(_degrees(hole[::-1], scale) for hole in holes)]
    geometry = {"type": "Polygon", "coordinates": coordinates}
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    path.write_text(json.dumps(feature))


def _place(radius: float, angle: float) -> tuple[float, float]:
    return radius * math.cos(angle), radius * math.sin(angle)


def _octagon(index: int, count: int) -> list[tuple[float, float]]:
    # The sunflower's angle spreads any number of places evenly.
    middle = _place(0.75 * math.sqrt((index + 0.5) / count), index * 2.39996)
    corners = (_place(0.05, math.tau * i / HOLE_VERTICES + index) for i in range(HOLE_VERTICES))
    return [(middle[0] + x, middle[1] + y) for x, y in corners]


def _area(ring: list[tuple[float, float]]) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def _degrees(ring: list[tuple[float, float]], scale: float) -> list[list[float]]:
    east = METRES_PER_DEGREE * math.cos(math.radians(SOUTH_DEG))
    places = [
        [WEST_DEG + x * scale / east, SOUTH_DEG + y * scale / METRES_PER_DEGREE] for x, y in ring
    ]
    return [*places, places[0]]
