"""Draws the invented outlines of the missions.

The places are real landscapes of eastern Austria, the outlines are not anybody's field: they are made up here.
Run without arguments from the folder of this file; writes the field files beside the missions.
"""

import json
import math
from pathlib import Path

HERE = Path(__file__).resolve().parent


def degrees(east_m: float, north_m: float, latitude_deg: float, longitude_deg: float) -> tuple[float, float]:
    """Longitude and latitude of a place some metres from another; good to a metre over a kilometre."""
    north = latitude_deg + north_m / 111_200
    east = longitude_deg + east_m / (111_320 * math.cos(math.radians(latitude_deg)))
    return round(east, 7), round(north, 7)


def seewinkel() -> None:
    """An irregular field of about 20 ha with a pond and its trees, as GeoJSON."""
    # 0.87 brings the sketch to 20 ha.
    sketch = [
        (-310, -250), (-120, -268), (60, -240), (250, -262), (305, -150), (282, 10), (330, 120), (240, 215),
        (120, 190), (40, 232), (-90, 250), (-205, 205), (-262, 90), (-238, -30), (-330, -120),
    ]
    outer = [(0.87 * east, 0.87 * north) for east, north in sketch]
    pond = [
        (60 + radius * math.cos(turn), -40 + 0.7 * radius * math.sin(turn))
        for turn, radius in ((2 * math.pi * i / 11, 52 + 9 * math.sin(5 * i)) for i in range(11))
    ]
    # RFC 7946: the outline counter-clockwise, the hole clockwise, each closed.
    rings = [outer, list(reversed(pond))]
    coordinates = [[degrees(*corner, 47.79, 16.83) for corner in ring + ring[:1]] for ring in rings]
    document = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": "invented field in the Seewinkel"},
                "geometry": {"type": "Polygon", "coordinates": coordinates},
            }
        ],
    }
    text = json.dumps(document, indent=1)
    (HERE / "seewinkel-field" / "field.geojson").write_text(text + "\n", encoding="utf-8")


def roadside() -> None:
    """A verge of 15 m by about 1.2 km along a road with a gentle bend, as KML."""
    middle = [(east, 60 * math.sin(east / 1200 * math.pi) / 2) for east in range(0, 1201, 100)]
    left, right = [], []
    for index, (east, north) in enumerate(middle):
        before, after = middle[max(0, index - 1)], middle[min(len(middle) - 1, index + 1)]
        length = math.hypot(after[0] - before[0], after[1] - before[1])
        across = (-(after[1] - before[1]) / length, (after[0] - before[0]) / length)
        left.append((east + 7.5 * across[0], north + 7.5 * across[1]))
        right.append((east - 7.5 * across[0], north - 7.5 * across[1]))
    turn = math.radians(35)
    ring = [
        (east * math.cos(turn) - north * math.sin(turn), east * math.sin(turn) + north * math.cos(turn))
        for east, north in right + list(reversed(left))
    ]
    tuples = " ".join("%.7f,%.7f,0" % degrees(*corner, 48.12, 16.72) for corner in ring + ring[:1])
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
  <Document>
    <Placemark>
      <name>invented verge in the Marchfeld</name>
      <Polygon>
        <outerBoundaryIs>
          <LinearRing>
            <coordinates>{tuples}</coordinates>
          </LinearRing>
        </outerBoundaryIs>
      </Polygon>
    </Placemark>
  </Document>
</kml>
"""
    (HERE / "roadside-strip" / "field.kml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    seewinkel()
    roadside()
