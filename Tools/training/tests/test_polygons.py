"""Orthophotos with polygons: pixels, coordinate systems, areas, blocks, bad input."""

from __future__ import annotations

import csv
import json
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from ragweed_training import import_labels
from ragweed_training.data import IGNORE, load_split, parse_extra
from ragweed_training.importers.blocks import GAP_TILES, Place, split_ground

from .program import PROJECT
from .test_importers import picture

CASE = PROJECT.parent / "shared/cases/agronomist/02-orthophoto-labels"
EAST, NORTH, PIXEL = 637000.0, 5312000.0, 0.01
Ring = list[tuple[float, float]]


def box(left: float, top: float, right: float, bottom: float) -> Ring:
    """Return a closed ring in columns and rows."""
    return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]


def write_ortho(path: Path, width: int, height: int, seed: int = 1, up: float = 0) -> Path:
    """Write ground of random colours as a GeoTIFF of 1 cm pixels in UTM 33 N, metres farther up."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = path.with_suffix(".plain.png")
    ground = np.random.default_rng(seed).integers(40, 200, (height // 4 + 1, width // 4 + 1, 3))
    Image.fromarray(ground.astype(np.uint8)).resize((width, height)).save(plain)
    corners = [EAST, NORTH + up, EAST + width * PIXEL, NORTH + up - height * PIXEL]
    place = ["-a_srs", "EPSG:32633", "-a_ullr", *(str(value) for value in corners)]
    subprocess.run(["gdal_translate", "-q", *place, plain, path], check=True)
    plain.unlink()
    return path


def write_polygons(path: Path, shapes: list[tuple[dict[str, Any], list[Ring]]]) -> Path:
    """Write polygons, given in pixels, as GeoJSON in UTM 33 N."""
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [(EAST + x * PIXEL, NORTH - y * PIXEL) for x, y in ring] for ring in rings
                ],
            },
        }
        for properties, rings in shapes
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32633"}}
    document = {"type": "FeatureCollection", "crs": crs, "features": features}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def run(images: Path, labels: Path, out: Path, *more: str) -> None:
    """Import with ragweed as the weed, soil painted as 0."""
    arguments = ["--format", "polygons", "--images", str(images), "--labels", str(labels)]
    arguments += ["--classes", "ragweed=1,maize=2,soil=0", "--weed", "ragweed", "--out", str(out)]
    import_labels.main([*arguments, *more])


def mask_in(out: Path, key: str) -> NDArray[np.uint8]:
    """Read a mask of the new set."""
    with Image.open(out / "masks" / f"{key}.png") as opened:
        return np.array(opened)


def counts(mask: NDArray[np.uint8]) -> dict[str, int]:
    """Count the pixels of each value."""
    return {str(value): int((mask == value).sum()) for value in np.unique(mask)}


@pytest.mark.parametrize("labels", ["labels.gpkg", "labels-wgs84.geojson"])
def test_the_agronomists_labels(labels: str, tmp_path: Path) -> None:
    """Hole, multipolygon, alpha and a second class, from both files, to the pixel."""
    if not CASE.is_dir():
        pytest.skip(f"{CASE} is not there")
    expected = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))["pixels"]
    run(CASE, CASE / labels, tmp_path / "o", "--rest", "background")
    assert counts(mask_in(tmp_path / "o", "ortho")) == expected


def test_only_what_was_painted_counts(tmp_path: Path) -> None:
    """The later polygon lies on top; holes, nodata and unpainted ground are unknown."""
    ortho = write_ortho(tmp_path / "a.tif", 200, 100)
    shapes = [
        ({"class": "soil"}, [box(0, 0, 100, 100)]),
        ({"class": "ragweed"}, [box(50, 10, 150, 50), box(60, 20, 70, 30)]),
        ({"class": "maize"}, [box(140, 40, 160, 60)]),
    ]
    labels = write_polygons(tmp_path / "l.geojson", shapes)
    run(ortho, labels, tmp_path / "o")
    wanted = np.full((100, 200), IGNORE, np.uint8)
    wanted[:, :100] = 0
    wanted[10:50, 50:150] = 1
    wanted[20:30, 60:70] = 0
    wanted[40:60, 140:160] = 2
    assert np.array_equal(mask_in(tmp_path / "o", "a"), wanted)


def test_an_area_says_where_labels_are_complete(tmp_path: Path) -> None:
    """Inside it unpainted ground has none; outside even what was painted is left out."""
    ortho = write_ortho(tmp_path / "a.tif", 200, 100)
    labels = write_polygons(
        tmp_path / "l.geojson",
        [
            ({"class": "ragweed"}, [box(10, 10, 30, 30)]),
            ({"class": "ragweed"}, [box(90, 0, 130, 9)]),
        ],
    )
    area = write_polygons(tmp_path / "area.geojson", [({}, [box(0, 0, 100, 50)])])
    wanted = np.full((100, 200), IGNORE, np.uint8)
    wanted[:50, :100] = 0
    wanted[10:30, 10:30] = 1
    wanted[:9, 90:100] = 1
    run(ortho, labels, tmp_path / "o", "--area", str(area))
    assert np.array_equal(mask_in(tmp_path / "o", "a"), wanted)
    both = tmp_path / "both.gpkg"
    for file, layer in ((labels, "labels"), (area, "labelled")):
        command = ["ogr2ogr", "-q", "-update", "-append", "-f", "GPKG", "-t_srs", "EPSG:4326"]
        subprocess.run([*command, "-nln", layer, both, file], check=True, capture_output=True)
    run(ortho, both, tmp_path / "p", "--area", "labelled")
    assert np.array_equal(mask_in(tmp_path / "p", "a"), wanted)
    shape = tmp_path / "shapes" / "labels.shp"
    shape.parent.mkdir()
    subprocess.run(["ogr2ogr", "-q", shape, labels], check=True)
    run(ortho, shape.parent, tmp_path / "q", "--area", str(area))
    assert np.array_equal(mask_in(tmp_path / "q", "a"), wanted)


def test_nodata_is_unknown_and_black_colours_are_not(tmp_path: Path) -> None:
    """A pixel is void where all its colours are the nodata value."""
    pixels = np.full((80, 80, 3), 90, np.uint8)
    pixels[:, :20] = 0
    pixels[:, 40:, 0] = 0
    ortho = write_ortho(tmp_path / "a.tif", 80, 80)
    Image.fromarray(pixels).save(tmp_path / "p.png")
    where = [str(v) for v in (EAST, NORTH, EAST + 0.8, NORTH - 0.8)]
    options = ["-a_srs", "EPSG:32633", "-a_nodata", "0", "-a_ullr", *where]
    subprocess.run(["gdal_translate", "-q", *options, tmp_path / "p.png", ortho], check=True)
    labels = write_polygons(tmp_path / "l.geojson", [({"class": "ragweed"}, [box(0, 0, 80, 40)])])
    run(ortho, labels, tmp_path / "o", "--rest", "background")
    assert counts(mask_in(tmp_path / "o", "a")) == {"0": 60 * 40, "1": 60 * 40, "255": 20 * 80}


def strewn(columns: int, rows: int, side: int) -> list[tuple[dict[str, Any], list[Ring]]]:
    """Paint a plant and soil around it in each tile."""
    shapes: list[tuple[dict[str, Any], list[Ring]]] = []
    for x in range(columns):
        for y in range(rows):
            left, top = x * side, y * side
            shapes.append(({"class": "soil"}, [box(left + 4, top + 4, left + 60, top + 60)]))
            shapes.append(({"class": "ragweed"}, [box(left + 9, top + 9, left + 30, top + 30)]))
    return shapes


def test_one_orthophoto_is_split_by_blocks_two_tiles_apart(tmp_path: Path) -> None:
    """Three splits of 20 x 3 tiles, none nearer to another than two tiles; training reads it."""
    side = 64
    ortho = write_ortho(tmp_path / "field.tif", 20 * side, 3 * side)
    labels = write_polygons(tmp_path / "l.geojson", strewn(20, 3, side)[:-6])
    out = tmp_path / "o"
    run(ortho, labels, out, "--tile-px", str(side))
    with (out / "index.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    lefts: dict[str, list[int]] = {"train": [], "val": [], "test": []}
    for row in rows:
        lefts[row["split"]].append(int(row["id"].split("_x")[1].split("_")[0]))
    assert all(lefts.values())
    names = sorted(lefts, key=lambda split: lefts[split][0])
    for first, second in pairwise(names):
        assert min(lefts[second]) - max(lefts[first]) >= (1 + GAP_TILES) * side
    # The last column has no label, four columns lie between blocks.
    assert len(rows) == 15 * 3
    assert len(list((out / "images").iterdir())) == len(list((out / "masks").iterdir())) == 45
    assert len(lefts["train"]) > len(lefts["val"]) + len(lefts["test"])
    spec = parse_extra(f"own={out}")
    assert spec.weed == (1,) and len(load_split(spec, "train")) == len(lefts["train"])
    with (
        Image.open(tmp_path / "field.tif") as whole,
        Image.open(out / "images" / f"{rows[0]['id']}.png") as tile,
    ):
        left, top = (int(part[1:]) for part in rows[0]["id"].split("_")[1:])
        assert np.array_equal(
            np.asarray(tile), np.asarray(whole)[top : top + side, left : left + side]
        )


def test_blocks_need_plants_on_both_sides() -> None:
    """Plants in one corner only give no split; plants at both ends do."""

    def places(with_weed: set[int]) -> list[Place]:
        pixels = np.bincount([0] * 9 + [1], minlength=256)
        bare = np.bincount([0] * 10, minlength=256)
        return [Place(str(i), i, 0, 1, pixels if i in with_weed else bare) for i in range(12)]

    assert split_ground(places({0, 1}), [1]) is None
    found = split_ground(places({0, 1, 2, 11}), [1])
    assert found is not None
    assert {found["0"], found["11"]} == {"train", "val"} or found["11"] == "val"
    assert set(found.values()) == {"train", "val", "test"}


def test_orthophotos_of_three_fields_stay_whole(tmp_path: Path) -> None:
    """Three pieces of ground far apart go into three splits; two of one ground are refused."""
    for number in range(3):
        write_ortho(tmp_path / "orthos" / f"f{number}.tif", 100, 100, number, 2.0 * number)
    shapes = []
    for number in range(3):
        up = -200 * number
        shapes.append(({"class": "soil"}, [box(5, 5 + up, 90, 90 + up)]))
        shapes.append(({"class": "ragweed"}, [box(20, 20 + up, 60, 60 + up)]))
    labels = write_polygons(tmp_path / "l.geojson", shapes)
    run(tmp_path / "orthos", labels, tmp_path / "o")
    with (tmp_path / "o" / "index.csv").open(newline="", encoding="utf-8") as stream:
        assert Counter(row["split"] for row in csv.DictReader(stream)) == {
            "train": 1,
            "val": 1,
            "test": 1,
        }
    same = tmp_path / "same"
    write_ortho(same / "may.tif", 100, 100, 1)
    write_ortho(same / "june.tif", 100, 100, 2)
    with pytest.raises(SystemExit, match="show the same ground"):
        run(same, labels, tmp_path / "p")


def test_an_orthophoto_shrinks_to_the_ground_sampling_that_is_wanted(tmp_path: Path) -> None:
    """1 cm pixels become 2 cm ones by what the file says of itself."""
    ortho = write_ortho(tmp_path / "a.tif", 200, 100)
    labels = write_polygons(tmp_path / "l.geojson", [({"class": "ragweed"}, [box(20, 20, 60, 60)])])
    more = ["--cm-per-px", "2", "--rest", "background"]
    run(ortho, labels, tmp_path / "o", *more)
    mask = mask_in(tmp_path / "o", "a")
    assert mask.shape == (50, 100) and counts(mask)["1"] == 20 * 20
    with pytest.raises(SystemExit, match="times as coarse"):
        run(ortho, labels, tmp_path / "p", "--cm-per-px", "0.5")


def test_bad_labels_are_one_sentence_and_leave_nothing(tmp_path: Path) -> None:
    """Wrong column, unknown class, no class, points, no ground but the weed, a broken file."""
    ortho = write_ortho(tmp_path / "a.tif", 200, 100)
    weed = ({"class": "ragweed"}, [box(20, 20, 60, 60)])
    labels = write_polygons(tmp_path / "l.geojson", [weed])

    def refused(match: str, file: Path, *more: str, images: Path = ortho) -> None:
        with pytest.raises(SystemExit, match=match):
            run(images, file, tmp_path / "o", *more)
        assert not list((tmp_path / "o").rglob("*.png"))
        assert not (tmp_path / "o" / "index.csv").exists()

    refused("every labelled pixel is ragweed", labels)
    refused(
        "no polygon has a column 'kind'.*l.geojson, layer l: class",
        labels,
        "--class-column",
        "kind",
    )
    refused("has no layer 'other'; there are l", labels, "--layer", "other")
    refused("neither a file nor a layer", labels, "--area", "nowhere")
    oak = write_polygons(tmp_path / "oak.geojson", [weed, ({"class": "oak"}, [box(0, 0, 9, 9)])])
    refused("class 'oak' is not in the label map", oak)
    empty = write_polygons(tmp_path / "e.geojson", [weed, ({"class": None}, [box(0, 0, 9, 9)])])
    refused("a polygon has no class", empty)
    off = write_polygons(tmp_path / "off.geojson", [({"class": "ragweed"}, [box(900, 0, 990, 9)])])
    refused("lie beside the pictures: a.tif", off, "--rest", "background")
    points = tmp_path / "points.geojson"
    text = labels.read_text(encoding="utf-8")
    document = json.loads(text)
    document["features"][0]["geometry"] = {"type": "Point", "coordinates": [EAST, NORTH]}
    points.write_text(json.dumps(document), encoding="utf-8")
    refused("holds a Point", points)
    broken = tmp_path / "broken.gpkg"
    broken.write_bytes(b"SQLite format 3\0" + b"\1" * 200)
    refused("broken.gpkg cannot be read", broken)
    plain = tmp_path / "plain.png"
    picture(3, 90, 90).save(plain)
    refused("does not say where it lies", labels, images=plain)
    deep = tmp_path / "deep.tif"
    subprocess.run(["gdal_translate", "-q", "-ot", "UInt16", ortho, deep], check=True)
    refused("has pixels of UInt16", labels, images=deep)


def test_deepness_exports_are_read(tmp_path: Path) -> None:
    """Tiles with alpha and masks of 0 and 255, split by where they lie."""
    folder = tmp_path / "01122026_101500"
    folder.mkdir()
    for x in range(16):
        for y in range(2):
            rgba = np.dstack([np.array(picture(10 * x + y, 64, 64)), np.full((64, 64), 255)])
            rgba[:8, :, 3] = 0
            mask = np.zeros((64, 64), np.uint8)
            mask[4:20, 4:20] = 255
            Image.fromarray(rgba.astype(np.uint8)).save(folder / f"tile_img_{x}_{y}.png")
            Image.fromarray(mask).save(folder / f"tile_mask_{x}_{y}.png")
    arguments = ["--format", "deepness", "--images", str(tmp_path), "--labels", str(tmp_path)]
    out = tmp_path / "o"
    import_labels.main(
        [*arguments, "--classes", "ragweed=1", "--weed", "ragweed", "--out", str(out)]
    )
    with (out / "index.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 24 and {row["split"] for row in rows} == {"train", "val", "test"}
    mask = mask_in(out, rows[0]["id"])
    assert counts(mask) == {"0": 56 * 64 - 12 * 16, "1": 12 * 16, "255": 8 * 64}
