"""Reads polygons of any coordinate system and burns them into the pixels of an orthophoto."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ragweed_training.data import IGNORE
from ragweed_training.importers.annotation import class_value
from ragweed_training.importers.gdal import TILED, Raster, read_bands, run

VECTOR_SUFFIXES = (".gpkg", ".geojson", ".json", ".shp")
Feature = dict[str, Any]
Ring = list[list[float]]


@dataclass(frozen=True)
class LabelSource:
    """Which polygons say what."""

    files: Sequence[Path]
    class_column: str
    classes: Mapping[str, int]
    # The layer of the labels; without it every layer that has the column.
    layer: str | None = None
    # A layer of those files or a file of its own: ground whose labels are complete.
    area: str | None = None
    # What unpainted ground is where no area is given.
    rest: int = IGNORE


@dataclass(frozen=True)
class GroundMask:
    """Labels in the pixels of one orthophoto, in a file of two bands: values, labelled area."""

    path: Path
    width: int
    # Labels that overlap the orthophoto.
    hits: int
    # Whether it has labelled ground, as far as boxes around polygons tell.
    is_labelled: bool

    def rows(self, top: int, count: int) -> NDArray[np.uint8]:
        """Return mask values of some rows."""
        bands = read_bands(self.path, self.width, top, count, ["1", "2"])
        return np.where(bands[..., 1] > 0, bands[..., 0], IGNORE).astype(np.uint8)


def label_files(place: Path) -> list[Path]:
    """List the polygon files at or below a place.

    Raises:
        FileNotFoundError: There is none.
    """
    found = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
    files = [path for path in found if path.suffix.lower() in VECTOR_SUFFIXES]
    if not files:
        kinds = ", ".join(VECTOR_SUFFIXES)
        raise FileNotFoundError(f"no polygons ({kinds}) in {place}")
    return files


def layers_of(file: Path) -> list[str]:
    """Name the layers of a file.

    Raises:
        ValueError: It cannot be read.
    """
    try:
        listed = run("ogrinfo", "-ro", "-q", str(file))
    except ValueError as error:
        raise ValueError(f"{file.name} cannot be read ({error}): save it anew in QGIS") from error
    names = [re.sub(r"( \([^()]*\))+$", "", line) for line in listed.splitlines()]
    return [name.partition(": ")[2] for name in names if re.match(r"\d+: ", name)]


def features_of(file: Path, layer: str, raster: Raster) -> list[Feature]:
    """Read a layer in the coordinate system of an orthophoto.

    Raises:
        ValueError: It cannot be read, or has no coordinate system.
    """
    try:
        text = run(
            "ogr2ogr", "-f", "GeoJSON", "/vsistdout/", str(file), layer,
            "-t_srs", raster.wkt or "", "-nlt", "CONVERT_TO_LINEAR", "-dim", "XY",
        )  # fmt: skip
        features: list[Feature] = json.loads(text)["features"]
    except (ValueError, KeyError) as error:
        raise ValueError(f"{file.name}, layer {layer} cannot be read ({error})") from error
    return features


def polygons_of(feature: Feature, name: str) -> list[list[Ring]]:
    """Return the polygons of a feature, each a list of rings.

    Raises:
        ValueError: It is no polygon.
    """
    shape = feature.get("geometry")
    if shape is None:
        return []
    if shape["type"] == "Polygon":
        return [shape["coordinates"]]
    if shape["type"] == "MultiPolygon":
        return list(shape["coordinates"])
    raise ValueError(f"{name} holds a {shape['type']}: only polygons say which pixels are meant")


def class_of(value: object) -> str:
    """Return a class as it is named on the command line."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def classified(source: LabelSource, raster: Raster) -> list[tuple[list[list[Ring]], int]]:
    """Return polygons and mask values of all labels, in their order.

    Raises:
        ValueError: No layer has the class column, or a class is not in the label map.
    """
    found: list[tuple[list[list[Ring]], int]] = []
    seen: list[str] = []
    for file in source.files:
        layers = layers_of(file)
        for layer in layers if source.layer is None else [source.layer]:
            if layer not in layers:
                raise ValueError(
                    f"{file.name} has no layer {layer!r}; there are {', '.join(layers) or 'none'}"
                )
            name = f"{file.name}, layer {layer}"
            features = features_of(file, layer, raster)
            columns = sorted({key for feature in features for key in feature["properties"]})
            if source.class_column not in columns:
                seen.append(f"{name}: {', '.join(columns) or 'none'}")
                continue
            for feature in features:
                value = feature["properties"].get(source.class_column)
                if value is None:
                    raise ValueError(
                        f"{name}: a polygon has no {source.class_column}; fill it in or delete it"
                    )
                number = class_value(class_of(value), source.classes)
                found.append((polygons_of(feature, name), number))
    if not found:
        listed = "; ".join(seen) or "no layer at all"
        raise ValueError(
            f"no polygon has a column {source.class_column!r} (--class-column); columns of {listed}"
        )
    return found


def area_polygons(source: LabelSource, raster: Raster) -> list[list[Ring]]:
    """Return the polygons of the area whose labels are complete.

    Raises:
        ValueError: There is no such file or layer.
    """
    assert source.area is not None
    place = Path(source.area)
    if place.is_file():
        layers = [(place, layer) for layer in layers_of(place)]
    else:
        layers = [(file, source.area) for file in source.files if source.area in layers_of(file)]
    if not layers:
        raise ValueError(f"--area {source.area} is neither a file nor a layer of the labels")
    return [
        polygon
        for file, layer in layers
        for feature in features_of(file, layer, raster)
        for polygon in polygons_of(feature, f"{file.name}, layer {layer}")
    ]


def to_pixels(polygons: Sequence[list[Ring]], raster: Raster) -> list[list[Ring]]:
    """Turn coordinates on the ground into columns and rows."""
    x, a, b, y, c, d = raster.transform or (0, 1, 0, 0, 0, 1)
    back = np.linalg.inv(np.array([[a, b], [c, d]]))
    return [
        [((np.asarray(ring)[:, :2] - (x, y)) @ back.T).round(6).tolist() for ring in polygon]
        for polygon in polygons
    ]


def overlaps(polygons: Sequence[list[Ring]], width: int, height: int) -> bool:
    """Whether the box around polygons in pixels meets the picture."""
    if not polygons:
        return False
    points = np.concatenate([np.asarray(ring) for polygon in polygons for ring in polygon])
    low, high = points.min(axis=0), points.max(axis=0)
    return bool(low[0] < width and low[1] < height and (high > 0).all())


def burn(shapes: Sequence[tuple[list[list[Ring]], int]], band: int, target: Path) -> None:
    """Burn polygons in pixels into a band, in their order: a pixel counts by its middle."""
    features = [
        {
            "type": "Feature",
            "properties": {"value": value},
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        }
        for polygons, value in shapes
        if polygons
    ]
    if not features:
        return
    file = target.with_name(f"{target.stem}.{band}.geojson")
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    run("gdal_rasterize", "-q", "-b", str(band), "-a", "value", str(file), str(target))
    file.unlink()


def ground_mask(source: LabelSource, raster: Raster, folder: Path) -> GroundMask:
    """Burn all labels over one orthophoto.

    Raises:
        ValueError: The labels cannot be used, or the picture says not where it lies.
    """
    if not raster.wkt or raster.transform is None:
        raise ValueError(
            f"{raster.path.name} does not say where it lies: take the GeoTIFF of the orthophoto"
        )
    labels = [(to_pixels(p, raster), value) for p, value in classified(source, raster)]
    hits = sum(overlaps(polygons, raster.width, raster.height) for polygons, _ in labels)
    target = folder / f"{raster.path.stem}.labels.tif"
    # Unpainted ground inside the area is background, all else as it is told.
    rest = source.rest if source.area is None else 0
    inside = 1 if source.area is None else 0
    run(
        "gdal_create", "-q", *TILED, "-ot", "Byte", "-bands", "2", "-burn", str(rest),
        "-burn", str(inside), "-outsize", str(raster.width), str(raster.height), str(target),
    )  # fmt: skip
    burn(labels, 1, target)
    is_labelled = hits > 0 or rest != IGNORE
    if source.area is not None:
        area = to_pixels(area_polygons(source, raster), raster)
        is_labelled = overlaps(area, raster.width, raster.height)
        burn([([polygon], 1) for polygon in area], 2, target)
    return GroundMask(target, raster.width, hits, is_labelled)
