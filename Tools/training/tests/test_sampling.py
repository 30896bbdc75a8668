"""Pictures of different heights, brought to one ground sampling and cut into tiles."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ragweed_training import import_labels
from ragweed_training.importers.sampling import (
    GroundSampling,
    parse_ground_sampling,
    pieces,
    shrink_mask,
)

from .test_importers import picture


def test_a_mask_shrinks_by_the_larger_share() -> None:
    """Of four pixels the value that three of them have; 255 counts as any other."""
    mask = np.array([[1, 1, 0, 0], [1, 0, 0, 255], [2, 2, 255, 255], [2, 2, 0, 255]], np.uint8)
    assert shrink_mask(mask, (2, 2)).tolist() == [[1, 0], [2, 255]]


def test_tiles_cover_a_picture_and_keep_every_pixel() -> None:
    """150 x 100 in tiles of 64: three by two, spread evenly, each what the picture has there."""
    whole, mask = picture(3, 150, 100), np.arange(15_000, dtype=np.int64).reshape(100, 150)
    labels = (mask % 7).astype(np.uint8)
    tiles = list(pieces(whole, labels, 1.0, 64))
    assert [tile.suffix for tile in tiles] == [f"_x{x}_y{y}" for y in (0, 36) for x in (0, 43, 86)]
    seen = np.zeros((100, 150), bool)
    for tile in tiles:
        x, y = (int(part[1:]) for part in tile.suffix.strip("_").split("_"))
        assert np.array_equal(tile.mask, labels[y : y + 64, x : x + 64])
        assert np.array_equal(np.asarray(tile.picture), np.asarray(whole)[y : y + 64, x : x + 64])
        seen[y : y + 64, x : x + 64] = True
    assert seen.all()


def test_a_tile_that_nobody_labelled_is_left_out() -> None:
    """The right half of the picture is 255."""
    labels = np.zeros((64, 128), np.uint8)
    labels[:, 64:] = 255
    assert [tile.suffix for tile in pieces(picture(1, 128, 64), labels, 1.0, 64)] == ["_x0_y0"]


def test_a_coarser_picture_is_refused_and_a_fitting_one_stays() -> None:
    """Detail cannot be added; what fits already is left as it is."""
    labels = np.zeros((32, 48), np.uint8)
    with pytest.raises(ValueError, match=r"2\.00 times as coarse"):
        list(pieces(picture(1), labels, 2.0, None))
    (same,) = pieces(picture(1), labels, 1.0, 512)
    assert same.suffix == "" and not same.changed and same.mask is labels


def test_flights_of_different_heights_meet_at_one_ground_sampling(tmp_path: Path) -> None:
    """A 10 cm square of weed has 100 pixels afterwards, from both heights."""
    images, masks = tmp_path / "images", tmp_path / "masks"
    rows = ["image,cm_per_px"]
    for flight, (side, sampling) in enumerate([(160, 0.5), (80, 1.0), (160, 0.5), (400, 0.2)]):
        for folder in (images, masks):
            (folder / f"f{flight}").mkdir(parents=True)
        name = f"p{flight}.png"
        picture(flight, side, side).save(images / f"f{flight}" / name)
        weed = round(10 / sampling)
        mask = np.zeros((side, side), np.uint8)
        mask[weed : 2 * weed, weed : 2 * weed] = 1
        Image.fromarray(mask).save(masks / f"f{flight}" / name)
        rows.append(f"{name},{sampling}")
    table = tmp_path / "heights.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    arguments = ["--format", "masks", "--images", str(images), "--labels", str(masks)]
    arguments += ["--classes", "ragweed=1", "--weed", "ragweed", "--out", str(tmp_path / "set")]
    arguments += ["--cm-per-px", "1", "--picture-cm-per-px", str(table), "--tile-px", "64"]
    import_labels.main(arguments)
    with (tmp_path / "set" / "index.csv").open(newline="", encoding="utf-8") as stream:
        keys = [row["id"] for row in csv.DictReader(stream)]
    # 80 pixels a side: four overlapping tiles of each picture, with the square whole in the first.
    assert len(keys) == 16
    for flight in range(4):
        tile = tmp_path / "set" / "masks" / f"f{flight}_p{flight}_x0_y0.png"
        assert int((np.asarray(Image.open(tile)) == 1).sum()) == 100
        assert Image.open(tmp_path / "set" / "images" / tile.name).size == (64, 64)


@pytest.mark.parametrize("text", ["0", "-1", "nan", "wide", "missing.csv"])
def test_ground_samplings_that_are_none_are_refused(text: str) -> None:
    """A number above zero, or a table that is there."""
    with pytest.raises(argparse.ArgumentTypeError):
        parse_ground_sampling(text)


def test_a_picture_that_the_table_lacks_is_named_by_the_import() -> None:
    """The table has no usual value."""
    with pytest.raises(ValueError, match="not in the table"):
        GroundSampling(by_name={"a.jpg": 0.1}).of(Path("b.jpg"))
