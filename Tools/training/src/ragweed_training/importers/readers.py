"""Mask folders, YOLO, COCO, CVAT, LabelMe and Pascal VOC: outlines, bitmaps and boxes."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ragweed_training.importers.annotation import Annotation, Shape, find_image, images_below
from ragweed_training.importers.runs import decode_coco_text, fill_runs

Reader = Callable[[Path, Path, Sequence[str]], Iterator[Annotation]]


def read_masks(images: Path, labels: Path, names: Sequence[str]) -> Iterator[Annotation]:
    """PNG masks with one value per class, of the same relative path as their pictures."""
    for stem, path in images_below(images).items():
        mask = labels / f"{stem}.png"
        if mask.is_file():
            yield Annotation(path, mask=mask)
        else:
            yield Annotation(path, problem=f"no mask {stem}.png")


def read_deepness(images: Path, labels: Path, names: Sequence[str]) -> Iterator[Annotation]:
    """Tiles that QGIS' Deepness exported: tile_img_X_Y.png and tile_mask_X_Y.png side by side."""
    for path in images_below(images).values():
        match = re.fullmatch(r"tile_img_(\d+)_(\d+)", path.stem)
        if match is None:
            continue
        name = path.name.replace("tile_img_", "tile_mask_")
        mask = labels / path.relative_to(images).with_name(name)
        if mask.is_file():
            yield Annotation(path, mask=mask, is_binary=True, tile=(int(match[1]), int(match[2])))
        else:
            yield Annotation(path, problem=f"no mask {name}")


def ring_of(values: Sequence[float]) -> NDArray[np.float64]:
    """Turn x, y, x, y, ... into points."""
    if len(values) % 2:
        raise ValueError("an outline has an odd number of coordinates")
    return np.asarray(values, dtype=np.float64).reshape(-1, 2)


def box_of(label: str, left: float, top: float, right: float, bottom: float) -> Shape:
    """Make the shape of a box."""
    if not (right > left and bottom > top):
        raise ValueError(f"a box of {label!r} has no area")
    corners = [left, top, right, top, right, bottom, left, bottom]
    return Shape(label, (ring_of(corners),), is_box=True)


def read_yolo(images: Path, labels: Path, names: Sequence[str]) -> Iterator[Annotation]:
    """One text file per picture: class number, then x y x y ..., or a box, as shares of sides."""
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
    """Read one line: an outline, or a box by its middle and its sides."""
    number = int(words[0])
    if not 0 <= number < len(names):
        raise ValueError(f"class number {number} has no name: --names lists {len(names)}")
    values = [float(word) for word in words[1:]]
    if len(values) == 4:
        x, y, width, height = values
        return box_of(names[number], x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return Shape(names[number], (ring_of(values),))


def read_coco(images: Path, labels: Path, names: Sequence[str]) -> Iterator[Annotation]:
    """One JSON file: outlines, run-length bitmaps or boxes with categories."""
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
        if "bbox" not in entry:
            raise ValueError(f"an annotation of {label!r} has neither an outline nor a box")
        left, top, wide, high = (float(value) for value in entry["bbox"])
        return box_of(label, left, top, left + wide, top + high)
    return Shape(label, tuple(ring_of(values) for values in region))


def read_cvat(images: Path, labels: Path, names: Sequence[str]) -> Iterator[Annotation]:
    """`CVAT for images 1.1`: one XML file with polygons, masks or boxes."""
    found = images_below(images)
    root = read_xml(labels)
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
    """Read one polygon, mask or box."""
    label = mark.attrib["label"]
    if mark.tag == "box":
        box = box_of(label, *(float(mark.attrib[key]) for key in ("xtl", "ytl", "xbr", "ybr")))
        return turned_box(box, float(mark.get("rotation", "0")))
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
    raise ValueError(f"{mark.tag} is no outline")


def turned_box(box: Shape, degrees: float) -> Shape:
    """Turn a box clockwise around its middle."""
    if degrees == 0:
        return box
    (ring,) = box.rings
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    middle = ring.mean(axis=0)
    turned = (ring - middle) @ np.array([[cosine, sine], [-sine, cosine]]) + middle
    return Shape(box.label, (turned,), is_box=True)


def read_voc(images: Path, labels: Path, names: Sequence[str]) -> Iterator[Annotation]:
    """Pascal VOC: one XML file per picture, with boxes whose first pixel is 1."""
    for stem, path in images_below(images).items():
        file = labels / f"{stem}.xml"
        if not file.is_file():
            yield Annotation(path, problem=f"no labels {stem}.xml")
            continue
        try:
            root = read_xml(file)
            size = voc_size(root)
            yield Annotation(path, [voc_shape(entry) for entry in root.iter("object")], size)
        except ValueError as error:
            yield Annotation(path, problem=str(error))


def voc_size(root: ElementTree.Element) -> tuple[int, int]:
    """Read the size of the picture that boxes are for."""
    width, height = (root.findtext(f"size/{side}", "") for side in ("width", "height"))
    if not (width.isdigit() and height.isdigit()):
        raise ValueError("the labels do not say the size of their picture")
    return int(width), int(height)


def voc_shape(entry: ElementTree.Element) -> Shape:
    """Read one object."""
    edges = [
        float(entry.findtext(f"bndbox/{key}", "nan")) for key in ("xmin", "ymin", "xmax", "ymax")
    ]
    return box_of(entry.findtext("name", ""), edges[0] - 1, edges[1] - 1, edges[2], edges[3])


def read_labelme(images: Path, labels: Path, names: Sequence[str]) -> Iterator[Annotation]:
    """One JSON file per picture, with polygons or rectangles."""
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
    """Read one polygon or rectangle."""
    kind = entry.get("shape_type", "polygon")
    points = np.asarray(entry["points"], dtype=np.float64).reshape(-1, 2)
    if kind == "rectangle":
        return box_of(entry["label"], *points.min(axis=0), *points.max(axis=0))
    if kind != "polygon":
        raise ValueError(f"{kind} is no outline")
    return Shape(entry["label"], (points,))


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


def read_xml(path: Path) -> ElementTree.Element:
    """Read an XML file.

    Raises:
        ValueError: It is none.
    """
    try:
        return ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise ValueError(f"{path} is no XML ({error})") from error


READERS: dict[str, Reader] = {
    "masks": read_masks,
    "yolo": read_yolo,
    "coco": read_coco,
    "cvat": read_cvat,
    "labelme": read_labelme,
    "voc": read_voc,
    "deepness": read_deepness,
}
