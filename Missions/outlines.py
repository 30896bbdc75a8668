"""Draws the invented outlines of the missions.

The places are real landscapes of eastern Austria, the outlines are not anybody's field: they are made up here.
Run without arguments from the folder of this file; writes the field files beside the missions.
"""

import json
import math
import struct
from collections.abc import Sequence
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


def polygons(name: str, rings: Sequence[Sequence[tuple[float, float]]], latitude_deg: float, longitude_deg: float) -> str:
    """A GeoJSON text with one polygon for each ring of metres east and north."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"{name} {number}"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[degrees(*corner, latitude_deg, longitude_deg) for corner in [*ring, ring[0]]]],
            },
        }
        for number, ring in enumerate(rings, 1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, indent=1) + "\n"


def geotiff(path: Path, rows: list[list[float]], west_deg: float, north_deg: float, pixel_deg: float) -> None:
    """An elevation model as an uncompressed 32-bit GeoTIFF in WGS 84 degrees, heights in metres, nodata -9999.

    Written by hand (TIFF 6.0, GeoTIFF 1.1), so that the missions need no library.
    """
    height, width = len(rows), len(rows[0])
    pixels = b"".join(struct.pack(f"<{width}f", *row) for row in rows)
    scale = struct.pack("<3d", pixel_deg, pixel_deg, 0)
    tie = struct.pack("<6d", 0, 0, 0, west_deg, north_deg, 0)
    # Geographic model, pixels as areas, EPSG:4326.
    keys = struct.pack("<16H", 1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326)
    nodata = b"-9999\0"
    tags: list[tuple[int, int, int, int | bytes]] = [
        (256, 3, 1, width), (257, 3, 1, height), (258, 3, 1, 32), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 0),
        (277, 3, 1, 1), (278, 3, 1, height), (279, 4, 1, len(pixels)), (339, 3, 1, 3), (33550, 12, 3, scale),
        (33922, 12, 6, tie), (34735, 3, 16, keys), (42113, 2, len(nodata), nodata),
    ]
    after = 8 + 2 + 12 * len(tags) + 4
    entries, blocks = b"", b""
    for tag, kind, count, value in tags:
        if tag == 273:
            entries += struct.pack("<HHII", tag, kind, count, after)
            blocks = pixels
        elif isinstance(value, bytes):
            entries += struct.pack("<HHII", tag, kind, count, after + len(blocks))
            blocks += value + b"\0" * (len(value) % 2)
        else:
            entries += struct.pack("<HHII", tag, kind, count, value)
    header = struct.pack("<2sHI", b"II", 42, 8) + struct.pack("<H", len(tags)) + entries + struct.pack("<I", 0)
    path.write_bytes(header + blocks)


def hilly() -> None:
    """A field of about 15 ha over an invented hill 30 m high, with its elevation model of about 10 m."""
    ring = [(-230, -160), (40, -190), (240, -120), (255, 90), (120, 185), (-110, 170), (-245, 40)]
    text = polygons("invented field on a hill", [ring], 47.95, 16.05)
    (HERE / "hilly" / "field.geojson").write_text(text, encoding="utf-8")
    pixel_deg, size = 0.0001, 90
    west_deg, north_deg = 16.05 - pixel_deg * size / 2, 47.95 + pixel_deg * size / 2
    rows = []
    for row in range(size):
        heights = []
        for column in range(size):
            east = (west_deg + (column + 0.5) * pixel_deg - 16.05) * 111_320 * math.cos(math.radians(47.95))
            north = (north_deg - (row + 0.5) * pixel_deg - 47.95) * 111_200
            hill = 30 * math.exp(-((east - 40) ** 2 + (north - 20) ** 2) / (2 * 110**2))
            heights.append(round(260 + hill + 0.02 * east, 2))
        rows.append(heights)
    geotiff(HERE / "hilly" / "terrain.tif", rows, west_deg, north_deg, pixel_deg)


def several() -> None:
    """Three fields of a farm, some hundred metres apart."""
    rings = [
        [(-400, -120), (-120, -150), (-100, 90), (-380, 110)],
        [(80, -60), (330, -90), (350, 60), (220, 70), (210, 180), (95, 175)],
        [(-150, 260), (60, 250), (150, 420), (-120, 440)],
    ]
    text = polygons("invented field", rings, 48.31, 16.55)
    (HERE / "several-fields" / "field.geojson").write_text(text, encoding="utf-8")


def plots() -> None:
    """A field of a square kilometre, which is sampled at the seminar's first scenario."""
    ring = [(-500, -500), (500, -500), (500, 500), (-500, 500)]
    text = polygons("invented square kilometre", [ring], 47.72, 16.9)
    (HERE / "s1-plots" / "field.geojson").write_text(text, encoding="utf-8")


def revisit() -> None:
    """A field and a map as an earlier survey of it would have made: invented patches of ragweed."""
    ring = [(-300, -200), (280, -230), (320, 150), (-10, 240), (-310, 160)]
    text = polygons("invented field with ragweed", [ring], 47.68, 16.98)
    (HERE / "revisit" / "field.geojson").write_text(text, encoding="utf-8")
    # Middle, radius and corners of each patch; the last is another weed, the one before it lies beyond the field.
    patches = [
        ("ragweed", -220, -150, 2.5), ("ragweed", -214, -147, 1.5), ("ragweed", -216, -141, 1.0), ("ragweed", 120, 40, 3.0),
        ("ragweed", 131, 46, 2.0), ("ragweed", 250, -210, 1.2), ("ragweed", 0, 150, 0.8), ("ragweed", 420, 0, 2.0),
        ("thistle", -100, 0, 2.0),
    ]
    features = []
    for kind, east, north, radius in patches:
        corners = [
            degrees(
                east + radius * math.cos(2 * math.pi * i / 9), north + radius * math.sin(2 * math.pi * i / 9), 47.68, 16.98
            )
            for i in range(9)
        ]
        area = 9 / 2 * radius**2 * math.sin(2 * math.pi / 9)
        features.append(
            {
                "type": "Feature",
                "properties": {"class": kind, "area_m2": round(area, 3), "confidence": 0.8, "source": "invented"},
                "geometry": {"type": "Polygon", "coordinates": [corners + corners[:1]]},
            }
        )
    text = json.dumps({"type": "FeatureCollection", "features": features}, indent=1)
    (HERE / "revisit" / "map.geojson").write_text(text + "\n", encoding="utf-8")


def concave() -> None:
    """A field in the shape of an L around a yard, with a pond; a power line and a house are no-fly zones."""
    outer: list[tuple[float, float]] = [(-260, -220), (250, -240), (265, -20), (20, -5), (30, 90), (-10, 250), (-250, 230)]
    pond = [
        (-150 + 28 * math.cos(2 * math.pi * i / 9), -110 + 20 * math.sin(2 * math.pi * i / 9)) for i in range(9)
    ]
    rings = [outer, list(reversed(pond))]
    document = {
        "type": "Feature",
        "properties": {"name": "invented field around a yard"},
        "geometry": {
            "type": "Polygon",
            "coordinates": [[degrees(*corner, 48.05, 16.6) for corner in [*ring, ring[0]]] for ring in rings],
        },
    }
    (HERE / "concave" / "field.geojson").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    zones: dict[str, list[tuple[float, float]]] = {
        "house": [(235, -60), (300, -60), (300, 0), (235, 0)],
        "mast": [(-140, 60), (-132, 60), (-132, 68), (-140, 68)],
    }
    power_line = [(-136, 64), (-330, 110)]
    features: list[dict[str, object]] = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[degrees(*corner, 48.05, 16.6) for corner in [*ring, ring[0]]]],
            },
        }
        for name, ring in zones.items()
    ]
    features.append(
        {
            "type": "Feature",
            "properties": {"name": "power line"},
            "geometry": {
                "type": "LineString",
                "coordinates": [degrees(*corner, 48.05, 16.6) for corner in power_line],
            },
        }
    )
    text = json.dumps({"type": "FeatureCollection", "features": features}, indent=1)
    (HERE / "concave" / "no-fly.geojson").write_text(text + "\n", encoding="utf-8")


def corridor() -> None:
    """The middle of a road of about 1.5 km with three bends, one of them a curve, as KML."""
    road: list[tuple[float, float]] = [(0, 0), (420, 60)]
    # A curve to the left with a radius of 80 m, drawn finely, as surveyors do.
    start = math.atan2(60, 420)
    middle = (420 - 80 * math.sin(start), 60 + 80 * math.cos(start))
    for step in range(1, 17):
        turn = start - math.pi / 2 + step / 16 * math.radians(50)
        road.append((middle[0] + 80 * math.cos(turn), middle[1] + 80 * math.sin(turn)))
    last = road[-1]
    heading = start + math.radians(50)
    for length, turn_deg in ((330, 0.0), (390, -62.0), (280, 38.0)):
        heading += math.radians(turn_deg)
        last = (last[0] + length * math.cos(heading), last[1] + length * math.sin(heading))
        road.append(last)
    tuples = " ".join("%.7f,%.7f,0" % degrees(*place, 48.16, 16.85) for place in road)
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
  <Document>
    <Placemark>
      <name>invented road in the Marchfeld</name>
      <LineString>
        <coordinates>{tuples}</coordinates>
      </LineString>
    </Placemark>
  </Document>
</kml>
"""
    (HERE / "corridor" / "road.kml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    seewinkel()
    roadside()
    hilly()
    several()
    plots()
    revisit()
    concave()
    corridor()
