"""Mask folders, YOLO-seg, COCO, CVAT and LabelMe."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ragweed_training.importers.annotation import Annotation, Shape, find_image, images_below
from ragweed_training.importers.runs import decode_coco_text, fill_runs

NO_BOXES = "a box is no outline: label the plants' outlines (polygons)"
Reader = Callable[[Path, Path, Sequence[str]], Iterator[Annotation]]


def read_masks(images: Path, labels: Path, names: Sequence[str]) -> Iterator[Annotation]:
    """PNG masks with one value per class, of the same relative path as their pictures."""
    for stem, path in images_below(images).items():
        mask = labels / f"{stem}.png"
        if mask.is_file():
            yield Annotation(path, mask=mask)
        else:
            yield Annotation(path, problem=f"no mask {stem}.png")


def ring_of(values: Sequence[float]) -> NDArray[np.float64]:
    """Turn x, y, x, y, ... into points."""
    if len(values) % 2:
        raise ValueError("an outline has an odd number of coordinates")
    return np.asarray(values, dtype=np.float64).reshape(-1, 2)


def read_yolo(images: Path, labels: Path, names: Sequence[str]) -> Iterator[Annotation]:
    """One text file per picture: class number, then x y x y ... as shares of the sides."""
    for stem, path in images_below(images).items():
        file = labels / f"{stem}.txt"
        if not file.is_file():
            yield Annotation(path, problem=f"no labels {stem}.txt")
            continue
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
            shapes = [yolo_shape(line.split(), names) for line in lines if line.strip()]
            yield Annotation(path, shapes)
        except ValueError as error:
            yield Annotation(path, problem=str(error))


def yolo_shape(words: Sequence[str], names: Sequence[str]) -> Shape:
    """Read one line of a YOLO-seg file."""
    if len(words) == 5:
        raise ValueError(NO_BOXES)
    number = int(words[0])
    if not 0 <= number < len(names):
        raise ValueError(f"class number {number} has no name: --names lists {len(names)}")
    return Shape(names[number], (ring_of([float(word) for word in words[1:]]),))


def read_coco(images: Path, labels: Path, names: Sequence[str]) -> Iterator[Annotation]:
    """One JSON file: outlines or run-length bitmaps with categories."""
    document = read_json(labels)
    found = images_below(images)
    categories = {entry["id"]: entry["name"] for entry in document["categories"]}
    by_image: dict[Any, list[Any]] = {}
    for entry in document["annotations"]:
        by_image.setdefault(entry["image_id"], []).append(entry)
    for entry in document["images"]:
        size = (int(entry["width"]), int(entry["height"]))
        path = find_image(entry["file_name"], found)
        if path is None:
            yield missing(images, entry["file_name"])
            continue
        try:
            shapes = [coco_shape(item, categories, size) for item in by_image.get(entry["id"], [])]
            yield Annotation(path, shapes, size)
        except (ValueError, KeyError) as error:
            yield Annotation(path, problem=str(error))


def coco_shape(entry: Any, categories: dict[Any, str], size: tuple[int, int]) -> Shape:  # noqa: ANN401
    """Read one annotation."""
    label = categories[entry["category_id"]]
    region = entry.get("segmentation")
    if isinstance(region, dict):
        width, height = size
        counts = region["counts"]
        runs = decode_coco_text(counts) if isinstance(counts, str) else counts
        flat = fill_runs(runs, width * height)
        return Shape(label, bitmap=flat.reshape(width, height).T)
    if not region:
        raise ValueError(NO_BOXES)
    return Shape(label, tuple(ring_of(values) for values in region))


def read_cvat(images: Path, labels: Path, names: Sequence[str]) -> Iterator[Annotation]:
    """`CVAT for images 1.1`: one XML file with polygons or masks."""
    found = images_below(images)
    try:
        root = ElementTree.parse(labels).getroot()
    except ElementTree.ParseError as error:
        raise ValueError(f"{labels} is no XML ({error}); export as `CVAT for images`") from error
    for entry in root.iter("image"):
        name = entry.attrib["name"]
        size = (int(entry.attrib["width"]), int(entry.attrib["height"]))
        path = find_image(name, found)
        if path is None:
            yield missing(images, name)
            continue
        try:
            marks = sorted(entry, key=lambda mark: int(mark.get("z_order", "0")))
            yield Annotation(path, [cvat_shape(mark, size) for mark in marks], size)
        except (ValueError, KeyError) as error:
            yield Annotation(path, problem=str(error))


def cvat_shape(mark: ElementTree.Element, size: tuple[int, int]) -> Shape:
    """Read one polygon or mask."""
    label = mark.attrib["label"]
    if mark.tag == "polygon":
        text = mark.attrib["points"].replace(";", ",")
        return Shape(label, (ring_of([float(word) for word in text.split(",")]),))
    if mark.tag == "mask":
        left, top, width, height = (
            int(mark.attrib[key]) for key in ("left", "top", "width", "height")
        )
        runs = [int(word) for word in mark.attrib["rle"].split(",")]
        part = fill_runs(runs, width * height).reshape(height, width)
        bitmap = np.zeros((size[1], size[0]), np.bool_)
        bitmap[top : top + height, left : left + width] = part
        return Shape(label, bitmap=bitmap)
    raise ValueError(NO_BOXES if mark.tag == "box" else f"{mark.tag} is no outline")


def read_labelme(images: Path, labels: Path, names: Sequence[str]) -> Iterator[Annotation]:
    """One JSON file per picture, with polygons."""
    found = images_below(images)
    files = sorted(labels.rglob("*.json"))
    if not files:
        raise FileNotFoundError(f"no .json files below {labels}")
    for file in files:
        try:
            document = read_json(file)
            size = (int(document["imageWidth"]), int(document["imageHeight"]))
            shapes = [labelme_shape(entry) for entry in document["shapes"]]
        except (ValueError, KeyError) as error:
            yield Annotation(file, problem=str(error))
            continue
        path = find_image(file.relative_to(labels).as_posix(), found)
        path = path or find_image(document.get("imagePath") or "", found)
        yield missing(images, file.name) if path is None else Annotation(path, shapes, size)


def labelme_shape(entry: Any) -> Shape:  # noqa: ANN401
    """Read one polygon."""
    kind = entry.get("shape_type", "polygon")
    if kind != "polygon":
        raise ValueError(NO_BOXES if kind == "rectangle" else f"{kind} is no outline")
    return Shape(entry["label"], (np.asarray(entry["points"], dtype=np.float64).reshape(-1, 2),))


def missing(folder: Path, name: str) -> Annotation:
    """Report a picture that the labels name and nobody has."""
    return Annotation(folder / name, problem="the picture is not there")


def read_json(path: Path) -> Any:  # noqa: ANN401
    """Read a JSON file.

    Raises:
        ValueError: It is none.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path} is no JSON ({error})") from error


READERS: dict[str, Reader] = {
    "masks": read_masks,
    "yolo": read_yolo,
    "coco": read_coco,
    "cvat": read_cvat,
    "labelme": read_labelme,
}
