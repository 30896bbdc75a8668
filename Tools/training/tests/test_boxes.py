"""Masks out of boxes: the green inside is the plant."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from ragweed_training import datasets, import_labels
from ragweed_training.box_worth import worth_of
from ragweed_training.data import IGNORE, KNOWN_SETS
from ragweed_training.importers.green import draw_boxes, green_of
from ragweed_training.importers.readers import box_of, turned_box

from .program import PROJECT

SIDE = 60
# A green plant of 20 x 20 px whose box leaves out its last 5 columns; a second plant has no box.
LEFT, TOP, PLANT = 20, 10, 20
BOX = (LEFT - 4, TOP - 4, LEFT + 15, TOP + PLANT + 4)


def ground(seed: int) -> NDArray[np.uint8]:
    """Return brown ground with two green squares."""
    noise = np.random.default_rng(seed).integers(0, 30, (SIDE, SIDE, 1))
    pixels = np.broadcast_to(np.array([120, 95, 70]), (SIDE, SIDE, 3)) + noise
    pixels[TOP : TOP + PLANT, LEFT : LEFT + PLANT] = (50, 140, 40)
    pixels[45:55, 45:55] = (50, 140, 40)
    return pixels.astype(np.uint8)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Write three flights of one picture each."""
    for number in range(3):
        folder = tmp_path / "pictures" / f"flight{number}"
        folder.mkdir(parents=True)
        Image.fromarray(ground(number)).save(folder / f"p{number}.png")
    return tmp_path / "pictures"


def stems(pictures: Path) -> list[Path]:
    """List the pictures without suffix, below their folder."""
    return [p.relative_to(pictures).with_suffix("") for p in sorted(pictures.rglob("*.png"))]


def write(labels: Path, pictures: Path, form: str) -> Path:
    """Write the box in a format; returns what --labels names."""
    left, top, right, bottom = BOX
    for stem in stems(pictures):
        file = labels / stem
        file.parent.mkdir(parents=True, exist_ok=True)
        if form == "yolo":
            shares = (left + right, top + bottom, 2 * (right - left), 2 * (bottom - top))
            text = "0 " + " ".join(str(value / 2 / SIDE) for value in shares)
            file.with_suffix(".txt").write_text(text, encoding="utf-8")
        if form == "voc":
            edges = zip(
                ("xmin", "ymin", "xmax", "ymax"), (left + 1, top + 1, right, bottom), strict=True
            )
            inside = "".join(f"<{key}>{value}</{key}>" for key, value in edges)
            text = (
                f"<annotation><size><width>{SIDE}</width><height>{SIDE}</height></size>"
                f"<object><name>ragweed</name><bndbox>{inside}</bndbox></object></annotation>"
            )
            file.with_suffix(".xml").write_text(text, encoding="utf-8")
        if form == "labelme":
            shape = {"label": "ragweed", "points": [[left, top], [right, bottom]]}
            document = {"imageWidth": SIDE, "imageHeight": SIDE, "imagePath": f"{stem.name}.png"}
            document |= {"shapes": [shape | {"shape_type": "rectangle"}]}
            file.with_suffix(".json").write_text(json.dumps(document), encoding="utf-8")
    if form == "coco":
        entries = list(enumerate(stems(pictures)))
        document = {"categories": [{"id": 1, "name": "ragweed"}]}
        document["images"] = [
            {"id": i, "file_name": f"{stem}.png", "width": SIDE, "height": SIDE}
            for i, stem in entries
        ]
        box = [left, top, right - left, bottom - top]
        document["annotations"] = [
            {"image_id": i, "category_id": 1, "segmentation": [], "bbox": box} for i, _ in entries
        ]
        (labels / "coco.json").write_text(json.dumps(document), encoding="utf-8")
        return labels / "coco.json"
    if form == "cvat":
        sides = f'xtl="{left}" ytl="{top}" xbr="{right}" ybr="{bottom}"'
        text = "".join(
            f'<image name="{stem}.png" width="{SIDE}" height="{SIDE}">'
            f'<box label="ragweed" {sides}/></image>'
            for stem in stems(pictures)
        )
        (labels / "a.xml").write_text(f"<annotations>{text}</annotations>", encoding="utf-8")
        return labels / "a.xml"
    return labels


def run(form: str, pictures: Path, labels: Path, out: Path, *more: str) -> NDArray[np.uint8]:
    """Import and return the mask of the first picture."""
    arguments = ["--format", form, "--images", str(pictures), "--labels", str(labels)]
    arguments += ["--names", "ragweed", "--classes", "ragweed=1", "--weed", "ragweed"]
    import_labels.main([*arguments, "--boxes", "green", "--out", str(out), *more])
    with Image.open(out / "masks" / "flight0_p0.png") as opened:
        return np.array(opened)


@pytest.mark.parametrize("form", ["yolo", "voc", "coco", "cvat", "labelme"])
def test_green_in_a_box_is_the_plant(form: str, pictures: Path, tmp_path: Path) -> None:
    """Brown inside is ground, green just outside is unknown, green far from boxes is ground."""
    labels = write(tmp_path / "labels", pictures, form)
    mask = run(form, pictures, labels, tmp_path / "set")
    wanted = np.zeros((SIDE, SIDE), np.uint8)
    wanted[TOP : TOP + PLANT, LEFT : LEFT + 15] = 1
    wanted[TOP : TOP + PLANT, LEFT + 15 : LEFT + 18] = IGNORE
    # The blur moves a border between colours by at most a pixel.
    inner = np.zeros_like(wanted, np.bool_)
    inner[TOP + 1 : TOP + PLANT - 1, LEFT + 1 : LEFT + 19] = True
    far = np.ones_like(inner)
    far[TOP - 1 : TOP + PLANT + 1, LEFT - 1 : LEFT + 21] = False
    assert np.array_equal(mask[inner | far], wanted[inner | far])


def test_where_not_all_is_boxed_the_rest_is_unknown(pictures: Path, tmp_path: Path) -> None:
    """Only what is inside a box counts."""
    labels = write(tmp_path / "labels", pictures, "yolo")
    mask = run("yolo", pictures, labels, tmp_path / "set", "--rest", "unknown")
    left, top, right, bottom = BOX
    outside = np.ones_like(mask, np.bool_)
    outside[top:bottom, left:right] = False
    assert (mask[outside] == IGNORE).all() and not (mask[~outside] == IGNORE).any()


def test_turned_and_empty_boxes() -> None:
    """A quarter turn around the middle; what has no area is refused."""
    turned = turned_box(box_of("a", 10, 20, 30, 24), 90)
    assert sorted(turned.rings[0].round(6).tolist()) == [[18, 12], [18, 32], [22, 12], [22, 32]]
    mask = np.zeros((40, 40), np.uint8)
    draw_boxes(
        [turned_box(box_of("a", 10, 10, 30, 30), 45)], np.ones((40, 40), np.bool_), mask, {"a": 1}
    )
    assert mask[20, 7] == 1 and mask[12, 12] != 1 and abs(int((mask == 1).sum()) - 400) < 70
    with pytest.raises(ValueError, match="has no area"):
        box_of("a", 5, 5, 5, 9)


def test_black_and_grey_are_not_green() -> None:
    """Neither unsurveyed ground nor stones."""
    pixels = np.zeros((9, 9, 3), np.uint8)
    pixels[4:] = 130
    assert not green_of(pixels).any()


def test_what_boxes_are_worth(
    tiny_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Green squares are found to the pixel; so are they by their whole boxes."""
    datasets.main(["boxes", str(tiny_set.parent)])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:3] for line in lines[1:]] == [
        ["tiny", "train", "6"],
        ["tiny", "val", "2"],
        ["tiny", "test", "2"],
    ]
    assert all(float(line.split()[3]) > 0.8 for line in lines[1:])
    with pytest.raises(SystemExit, match="there is no folder"):
        datasets.main(["boxes", str(tmp_path / "no")])


def test_boxes_on_real_pictures(tmp_path: Path) -> None:
    """Green in boxes is nearer to the truth than boxes are, on a few pictures of real fields."""
    data = PROJECT.parent / "shared/data"
    if not (data / "soybean").is_dir():
        pytest.skip(f"{data} is not there")
    spec = replace(KNOWN_SETS["soybean"], folder=data / "soybean")
    _, green, whole = worth_of(spec, "val")
    assert green > 0.65 > whole
