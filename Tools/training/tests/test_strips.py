"""Pictures of any size: by rows they give what they give as a whole."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from ragweed_training import import_labels
from ragweed_training.importers import strips
from ragweed_training.importers.strips import header_of, is_large

from .test_boxes import ground
from .test_importers import WRITERS, picture

WIDTH, HEIGHT = 200, 160


def contents(folder: Path) -> dict[str, NDArray[np.uint8]]:
    """Read all pictures and masks of a set."""
    found = {}
    for path in sorted(folder.rglob("*.png")):
        with Image.open(path) as opened:
            found[path.relative_to(folder).as_posix()] = np.array(opened.convert("RGB"))
    return found


def run(form: str, images: Path, labels: Path, out: Path, *more: str) -> None:
    """Import tiles of 64 px."""
    arguments = ["--format", form, "--images", str(images), "--labels", str(labels)]
    arguments += ["--classes", "ragweed=1,maize=2", "--names", "maize,ragweed"]
    import_labels.main([*arguments, "--weed", "ragweed", "--out", str(out), *more])


def both_ways(
    monkeypatch: pytest.MonkeyPatch, form: str, images: Path, labels: Path, out: Path, *more: str
) -> tuple[dict[str, NDArray[np.uint8]], dict[str, NDArray[np.uint8]]]:
    """Import as a whole and by rows."""
    run(form, images, labels, out / "whole", "--tile-px", "64", *more)
    monkeypatch.setattr(strips, "LARGE_PX", 100)
    run(form, images, labels, out / "rows", "--tile-px", "64", *more)
    return contents(out / "whole"), contents(out / "rows")


@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_masks_by_rows(scale: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures and masks are the same; shrunk ones within rounding and ties."""
    for number in range(3):
        mask = np.zeros((HEIGHT, WIDTH), np.uint8)
        mask[20:90, 30:150], mask[100:150, 10:60], mask[:, 180:] = 1, 2, 255
        for folder, content in (("images", picture(number, WIDTH, HEIGHT)), ("masks", mask)):
            place = tmp_path / folder / f"flight{number}"
            place.mkdir(parents=True)
            shown = content if isinstance(content, Image.Image) else Image.fromarray(content)
            shown.save(place / f"p{number}.png")
    more = [] if scale == 1 else ["--cm-per-px", "1", "--picture-cm-per-px", str(scale)]
    whole, rows = both_ways(
        monkeypatch, "masks", tmp_path / "images", tmp_path / "masks", tmp_path, *more
    )
    assert list(whole) == list(rows) and len(whole) == 3 * 2 * (12 if scale == 1 else 4)
    for name, pixels in whole.items():
        apart = np.abs(pixels.astype(int) - rows[name].astype(int))
        assert apart.max() <= (0 if scale == 1 or name.startswith("masks") else 1), name


def test_outlines_by_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """YOLO's shares of sides."""
    for number in range(3):
        place = tmp_path / "images" / f"flight{number}"
        place.mkdir(parents=True)
        picture(number, WIDTH, HEIGHT).save(place / f"p{number}.png")
    labels = WRITERS["yolo"](tmp_path / "images", tmp_path / "labels")
    whole, rows = both_ways(monkeypatch, "yolo", tmp_path / "images", labels, tmp_path)
    assert list(whole) == list(rows) and len(whole) == 72
    assert all(np.array_equal(pixels, rows[name]) for name, pixels in whole.items())


def test_boxes_by_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Green beside the border of a tile depends on rows that are not in the tile."""
    for number in range(3):
        tall = np.tile(ground(number), (3, 3, 1))
        for folder in ("images", "labels"):
            (tmp_path / folder / f"flight{number}").mkdir(parents=True)
        Image.fromarray(tall).save(tmp_path / "images" / f"flight{number}" / "p.png")
        label = tmp_path / "labels" / f"flight{number}" / "p.txt"
        label.write_text("1 0.2 0.34 0.2 0.32\n1 0.7 0.5 0.3 0.5\n", encoding="utf-8")
    whole, rows = both_ways(
        monkeypatch, "yolo", tmp_path / "images", tmp_path / "labels", tmp_path, "--boxes", "green"
    )
    assert list(whole) == list(rows)
    assert all(np.array_equal(pixels, rows[name]) for name, pixels in whole.items())
    assert any((pixels == 255).any() for name, pixels in whole.items() if name.startswith("masks"))


def test_a_large_picture_that_stays_whole_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody could train on it."""
    for number in range(3):
        for folder in ("images", "masks"):
            (tmp_path / folder / f"f{number}").mkdir(parents=True)
        picture(number, WIDTH, HEIGHT).save(tmp_path / "images" / f"f{number}" / "p.png")
        Image.new("L", (WIDTH, HEIGHT), 1).save(tmp_path / "masks" / f"f{number}" / "p.png")
    monkeypatch.setattr(strips, "LARGE_PX", 100)
    with pytest.raises(SystemExit, match="has 200 x 160 px: cut it into tiles"):
        run("masks", tmp_path / "images", tmp_path / "masks", tmp_path / "o")


def test_a_header_is_enough_to_know_the_size(tmp_path: Path) -> None:
    """196 million pixels, of which none is decoded."""
    path = tmp_path / "large.png"
    picture(1).save(path)
    data = bytearray(path.read_bytes())
    data[16:24] = (14000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    path.write_bytes(data)
    assert header_of(path) == ((14000, 14000), 1) and is_large(path)
