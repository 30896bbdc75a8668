"""Label formats, splits, leaks and unusable pictures, on pictures drawn here."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from ragweed_training import import_labels
from ragweed_training.data import load_split, parse_extra
from ragweed_training.importers.runs import decode_coco_text, fill_runs
from ragweed_training.leaks import find_leaks

from .program import PROJECT

WIDTH, HEIGHT = 48, 32
# x, y of the weed's square; 10 pixels wide.
LEFT, TOP, SIDE = 8, 4, 10
SQUARE = [LEFT, TOP, LEFT + SIDE, TOP, LEFT + SIDE, TOP + SIDE, LEFT, TOP + SIDE]


def picture(seed: int, width: int = WIDTH, height: int = HEIGHT) -> Image.Image:
    """Return smooth random ground, unlike that of another seed."""
    coarse = np.random.default_rng(seed).integers(0, 255, (12, 16, 3)).astype(np.uint8)
    return Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)


def weed_mask() -> NDArray[np.uint8]:
    """Return the mask that all formats describe."""
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[TOP : TOP + SIDE, LEFT : LEFT + SIDE] = 1
    return mask


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Return a folder of three flights with two pictures each."""
    folder = tmp_path / "pictures"
    for flight in range(3):
        (folder / f"flight{flight}").mkdir(parents=True)
        for number in range(2):
            name = f"p{flight}{number}.png"
            picture(flight * 10 + number).save(folder / f"flight{flight}" / name)
    return folder


def relative(pictures: Path) -> list[Path]:
    """List the pictures below the folder."""
    return [path.relative_to(pictures) for path in sorted(pictures.rglob("*.png"))]


def write_masks(pictures: Path, labels: Path) -> Path:
    """Write one mask per picture."""
    for path in relative(pictures):
        (labels / path.parent).mkdir(parents=True, exist_ok=True)
        Image.fromarray(weed_mask()).save(labels / path)
    return labels


def write_yolo(pictures: Path, labels: Path) -> Path:
    """Write shares of the sides."""
    shares = [v / (HEIGHT if i % 2 else WIDTH) for i, v in enumerate(SQUARE)]
    for path in relative(pictures):
        (labels / path.parent).mkdir(parents=True, exist_ok=True)
        text = "1 " + " ".join(f"{share:.6f}" for share in shares)
        (labels / path.with_suffix(".txt")).write_text(text + "\n", encoding="utf-8")
    return labels


def write_coco(pictures: Path, labels: Path) -> Path:
    """Write outlines for most and run lengths for one."""
    paths = relative(pictures)
    runs = [LEFT * HEIGHT + TOP]
    for _ in range(SIDE - 1):
        runs += [SIDE, HEIGHT - SIDE]
    runs += [SIDE, HEIGHT * WIDTH - sum(runs) - SIDE]
    regions: list[Any] = [[SQUARE]] * len(paths)
    regions[0] = {"size": [HEIGHT, WIDTH], "counts": runs}
    document = {
        "categories": [{"id": 7, "name": "ragweed"}],
        "images": [
            {"id": i, "file_name": str(path), "width": WIDTH, "height": HEIGHT}
            for i, path in enumerate(paths)
        ],
        "annotations": [
            {"image_id": i, "category_id": 7, "segmentation": region}
            for i, region in enumerate(regions)
        ],
    }
    file = labels / "coco.json"
    labels.mkdir()
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def write_cvat(pictures: Path, labels: Path) -> Path:
    """Write polygons for most and a mask for one."""
    points = ";".join(f"{SQUARE[i]},{SQUARE[i + 1]}" for i in range(0, 8, 2))
    polygon = f'<polygon label="ragweed" points="{points}" z_order="0"/>'
    bitmap = (
        f'<mask label="ragweed" rle="0, {SIDE * SIDE}" left="{LEFT}" top="{TOP}" '
        f'width="{SIDE}" height="{SIDE}"/>'
    )
    entries = [
        f'<image name="{path}" width="{WIDTH}" height="{HEIGHT}">'
        f"{bitmap if i == 0 else polygon}</image>"
        for i, path in enumerate(relative(pictures))
    ]
    labels.mkdir()
    file = labels / "annotations.xml"
    file.write_text(f"<annotations>{''.join(entries)}</annotations>", encoding="utf-8")
    return file


def write_labelme(pictures: Path, labels: Path) -> Path:
    """Write one JSON file per picture."""
    points = [[SQUARE[i], SQUARE[i + 1]] for i in range(0, 8, 2)]
    for path in relative(pictures):
        document = {
            "imagePath": path.name,
            "imageWidth": WIDTH,
            "imageHeight": HEIGHT,
            "shapes": [{"label": "ragweed", "points": points, "shape_type": "polygon"}],
        }
        (labels / path.parent).mkdir(parents=True, exist_ok=True)
        (labels / path.with_suffix(".json")).write_text(json.dumps(document), encoding="utf-8")
    return labels


WRITERS = {
    "masks": write_masks,
    "yolo": write_yolo,
    "coco": write_coco,
    "cvat": write_cvat,
    "labelme": write_labelme,
}


def run(form: str, pictures: Path, labels: Path, out: Path, *more: str) -> None:
    """Import with ragweed as the weed."""
    arguments = ["--format", form, "--images", str(pictures), "--labels", str(labels)]
    arguments += ["--out", str(out), "--names", "maize,ragweed", "--weed", "ragweed"]
    import_labels.main([*arguments, "--classes", "ragweed=1,maize=2", *more])


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_formats_agree(form: str, pictures: Path, tmp_path: Path) -> None:
    """Every format gives the same mask; flights stay whole; training reads the set."""
    labels = WRITERS[form](pictures, tmp_path / "labels")
    out = tmp_path / "set"
    run(form, pictures, labels, out, "--licence", "CC0-1.0")
    with (out / "index.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 6
    by_group = {
        row["group"]: {r["split"] for r in rows if r["group"] == row["group"]} for row in rows
    }
    assert all(len(splits) == 1 for splits in by_group.values())
    assert {row["split"] for row in rows} == {"train", "val", "test"}
    for row in rows:
        mask = np.asarray(Image.open(out / "masks" / f"{row['id']}.png"))
        # An outline's last row and column count as inside for the drawing library.
        assert np.abs(mask.astype(int) - weed_mask()).sum() <= (2 * SIDE + 1)
        assert mask[TOP + 1, LEFT + 1] == 1 and mask[TOP - 2, LEFT] == 0
    spec = parse_extra(f"own={out}")
    assert spec.weed == (1,) and spec.crop == (2,) and spec.licence == "CC0-1.0"
    assert len(load_split(spec, "train")) == 2


def test_bad_pictures_are_skipped_counted_and_listed(pictures: Path, tmp_path: Path) -> None:
    """One corrupt file among many does not stop the import; many do."""
    labels = write_masks(pictures, tmp_path / "labels")
    (pictures / "flight0" / "p00.png").write_bytes(b"no picture")
    out = tmp_path / "set"
    run("masks", pictures, labels, out)
    listed = (out / "skipped.csv").read_text(encoding="utf-8")
    assert "p00.png" in listed and "cannot be decoded" in listed
    assert len((out / "index.csv").read_text(encoding="utf-8").splitlines()) == 6

    (pictures / "flight1" / "p10.png").write_bytes(b"no picture")
    with pytest.raises(SystemExit, match=r"2 of 6 pictures cannot be used"):
        run("masks", pictures, labels, tmp_path / "other")
    assert not (tmp_path / "other" / "index.csv").exists()


@pytest.mark.parametrize(
    ("mask", "reason"),
    [
        (np.zeros((HEIGHT, WIDTH + 1), np.uint8), "the labels are for"),
        (np.full((HEIGHT, WIDTH), 9, np.uint8), "not in the label map"),
        (np.zeros((HEIGHT, WIDTH, 3), np.uint8), "has colours"),
    ],
)
def test_unfit_masks_are_listed(
    mask: NDArray[np.uint8], reason: str, pictures: Path, tmp_path: Path
) -> None:
    """Another size, unknown values, colours."""
    labels = write_masks(pictures, tmp_path / "labels")
    Image.fromarray(mask).save(labels / "flight0" / "p00.png")
    run("masks", pictures, labels, tmp_path / "set")
    assert reason in (tmp_path / "set" / "skipped.csv").read_text(encoding="utf-8")


def test_masks_without_weed_are_refused(pictures: Path, tmp_path: Path) -> None:
    """There would be nothing to learn."""
    labels = write_masks(pictures, tmp_path / "labels")
    for path in labels.rglob("*.png"):
        Image.fromarray(np.zeros((HEIGHT, WIDTH), np.uint8)).save(path)
    with pytest.raises(SystemExit, match="no pixel of ragweed"):
        run("masks", pictures, labels, tmp_path / "set")


def test_copies_across_splits_are_refused(pictures: Path, tmp_path: Path) -> None:
    """A mirrored, recompressed copy in another flight is a leak."""
    original = Image.open(pictures / "flight0" / "p00.png")
    original.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(
        pictures / "flight1" / "copy.jpg", quality=60
    )
    labels = write_masks(pictures, tmp_path / "labels")
    Image.fromarray(weed_mask()).save(labels / "flight1" / "copy.png")
    with pytest.raises(SystemExit, match="show the same"):
        run("masks", pictures, labels, tmp_path / "set")
    assert not (tmp_path / "set" / "index.csv").exists()


def test_unlike_pictures_do_not_leak(pictures: Path) -> None:
    """Random grounds are far apart; unreadable files are left out."""
    paths = sorted(pictures.rglob("*.png"))
    broken = pictures / "broken.png"
    broken.write_bytes(b"")
    splits = {"train": [(p.stem, p) for p in paths[:3]], "val": [(p.stem, p) for p in paths[3:]]}
    assert find_leaks(splits | {"test": [("broken", broken)]}) == []


def test_black_ground_is_not_alike_ground(tmp_path: Path) -> None:
    """Three fields with the same black corner are three fields; a copy of one is a copy."""
    places = {}
    for number, name in enumerate(("train", "val", "test")):
        pixels = np.array(picture(number, 320, 320))
        pixels[np.add.outer(np.arange(320), np.arange(320)) > 320] = 0
        places[name] = tmp_path / f"{name}.jpg"
        Image.fromarray(pixels).save(places[name])
    flat = tmp_path / "flat.png"
    Image.new("RGB", (320, 320), (120, 90, 60)).save(flat)
    splits = {name: [(name, path), ("flat", flat)] for name, path in places.items()}
    assert find_leaks(splits) == []
    with Image.open(places["train"]) as opened:
        opened.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "copy.jpg", quality=60)
    (leak,) = find_leaks(splits | {"test": [("copy", tmp_path / "copy.jpg")]})
    assert (leak.first, leak.second) == ("train/train", "test/copy")


def test_rows_of_a_crop_are_not_alike_ground(tmp_path: Path) -> None:
    """The same bright rows over other soil are no copy; the same soil, moved a little, is."""
    side = 256

    def rows_over(soil: NDArray[np.floating]) -> Image.Image:
        rows = 60 * np.sin(np.arange(side) * 2 * np.pi / 48)
        return Image.fromarray(np.clip(120 + rows + soil, 0, 255).astype(np.uint8))

    soils = np.random.default_rng(2).normal(0, 1, (2, side // 4 + 1, side // 4 + 1))
    large = np.kron(soils, np.ones((4, 4))) * 25
    paths = {name: tmp_path / f"{name}.png" for name in ("first", "other", "moved")}
    rows_over(large[0, :side, :side]).save(paths["first"])
    rows_over(large[1, :side, :side]).save(paths["other"])
    rows_over(large[0, 3 : 3 + side, :side]).save(paths["moved"])
    first = {"train": [("first", paths["first"])]}
    assert find_leaks(first | {"val": [("other", paths["other"])]}) == []
    (leak,) = find_leaks(first | {"val": [(name, paths[name]) for name in ("other", "moved")]})
    assert leak.second == "val/moved"


def test_fields_with_unsurveyed_corners_are_imported(tmp_path: Path) -> None:
    """The agronomist's three fields, two of which end in a black corner."""
    case = PROJECT.parent / "shared/cases/agronomist/03-black-corners"
    if not case.is_dir():
        pytest.skip(f"{case} is not there")
    arguments = ["--format", "masks", "--images", str(case / "pictures")]
    arguments += ["--labels", str(case / "masks"), "--classes", "ragweed=1", "--weed", "ragweed"]
    import_labels.main([*arguments, "--out", str(tmp_path / "set")])
    assert len((tmp_path / "set" / "index.csv").read_text(encoding="utf-8").splitlines()) == 4


def test_too_few_groups_are_refused(pictures: Path, tmp_path: Path) -> None:
    """A pattern that puts all into one group cannot fill three splits."""
    labels = write_masks(pictures, tmp_path / "labels")
    with pytest.raises(SystemExit, match="cannot fill train, val and test"):
        run("masks", pictures, labels, tmp_path / "set", "--group-by", "flight")
    run("masks", pictures, labels, tmp_path / "set", "--group-by", "picture")


def test_exif_orientation_turns_picture_and_labels(pictures: Path, tmp_path: Path) -> None:
    """A picture stored on its side, labelled as stored: both come out upright."""
    labels = write_masks(pictures, tmp_path / "labels")
    (pictures / "flight0" / "p00.png").unlink()
    sideways = picture(0)
    exif = sideways.getexif()
    exif[0x0112] = 6
    sideways.save(pictures / "flight0" / "p00.jpg", exif=exif)
    run("masks", pictures, labels, tmp_path / "set")
    turned = np.asarray(Image.open(tmp_path / "set" / "masks" / "flight0_p00.png"))
    assert turned.shape == (WIDTH, HEIGHT)
    assert np.array_equal(turned, np.rot90(weed_mask(), -1))
    with Image.open(tmp_path / "set" / "images" / "flight0_p00.jpg") as opened:
        assert opened.size == (HEIGHT, WIDTH)
        assert opened.getexif().get(0x0112, 1) == 1


def test_boxes_and_unknown_classes_are_listed(pictures: Path, tmp_path: Path) -> None:
    """A box is no outline unless one asks for it; an unknown name is not silently background."""
    labels = write_yolo(pictures, tmp_path / "labels")
    (labels / "flight0" / "p00.txt").write_text("1 0.5 0.5 0.1 0.1\n", encoding="utf-8")
    run("yolo", pictures, labels, tmp_path / "set")
    assert "a box is no outline" in (tmp_path / "set" / "skipped.csv").read_text(encoding="utf-8")

    labels = write_labelme(pictures, tmp_path / "labelme")
    file = labels / "flight0" / "p00.json"
    file.write_text(file.read_text(encoding="utf-8").replace("ragweed", "oak"), encoding="utf-8")
    run("labelme", pictures, labels, tmp_path / "more")
    listed = (tmp_path / "more" / "skipped.csv").read_text(encoding="utf-8")
    assert "'oak' is not in the label map" in listed


def test_run_lengths() -> None:
    """Alternating runs; the compressed text of [6, 1, 40, 4, 5, 4, 5, 4, 21] as COCO writes it."""
    assert fill_runs([2, 1, 1], 4).tolist() == [False, False, True, False]
    with pytest.raises(ValueError, match="3 pixels for a bitmap of 4"):
        fill_runs([2, 1], 4)
    assert decode_coco_text("61X13mN000`0") == [6, 1, 40, 4, 5, 4, 5, 4, 21]
