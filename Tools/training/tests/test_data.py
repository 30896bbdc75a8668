"""Labels, splits and orientation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ragweed_training.data import (
    CROP,
    CROP_LABELS,
    FOCUS_POINTS,
    IGNORE,
    KNOWN_SETS,
    WEED,
    SetSpec,
    load_image,
    load_split,
    parse_extra,
    pick_points,
    read_index,
    resolve_sets,
    unify_labels,
)


def test_known_sets_map_their_classes() -> None:
    """Both soybean weeds are weed; both crops of maize-beet are crop; 255 stays."""
    values = np.array([[0, 1, 2, 3, 255]], np.uint8)
    soybean = unify_labels(values, KNOWN_SETS["soybean"])
    assert soybean.tolist() == [[0, WEED, CROP_LABELS["soy"], WEED, IGNORE]]
    maize = unify_labels(values, KNOWN_SETS["maize-beet"])
    assert maize.tolist() == [[0, WEED, CROP_LABELS["beet"], CROP_LABELS["maize"], IGNORE]]


def test_parse_extra_reads_all_options() -> None:
    """Options come in any order; defaults are weed 1, crop 2."""
    spec = parse_extra("syn=some/folder:crop=:weed=1,4:share=0.3:synthetic=1:licence=CC0:source=us")
    assert (spec.name, spec.folder, spec.weed, spec.crop) == (
        "syn",
        Path("some/folder"),
        (1, 4),
        (),
    )
    assert (spec.share, spec.synthetic, spec.licence, spec.source) == (0.3, True, "CC0", "us")
    assert parse_extra("a=b").weed == (1,)


@pytest.mark.parametrize("text", ["folder", "=folder", "a=", "a=b:colour=3"])
def test_parse_extra_refuses(text: str) -> None:
    """Half an option is an error, not a guess."""
    with pytest.raises(ValueError):
        parse_extra(text)


def test_flipped_copies_are_for_training_only(tmp_path: Path) -> None:
    """Scores must not count a frame three times."""
    text = "id,flip,split\na,none,test\nb,vertical,test\nc,vertical,train\n"
    (tmp_path / "index.csv").write_text(text, encoding="utf-8")
    spec = replace(KNOWN_SETS["soybean"], folder=tmp_path)
    assert read_index(spec, "test") == ["a"]
    assert read_index(spec, "train") == ["c"]


def test_load_split(tiny_set: Path) -> None:
    """Images and unified labels have one size; a limit keeps an even choice."""
    spec = SetSpec("tiny", tiny_set)
    samples = load_split(spec, "train", limit=3)
    assert [sample.key for sample in samples] == ["train0", "train2", "train5"]
    for sample in samples:
        assert sample.image.shape == (*sample.label.shape, 3)
        assert set(np.unique(sample.label)) == {0, WEED, CROP, IGNORE}
        x, y = sample.weed_points[0]
        assert sample.label[y, x] == WEED
    assert resolve_sets(tiny_set.parent, [f"tiny={tiny_set}"])[0].name == "tiny"


def test_without_any_set(tmp_path: Path) -> None:
    """An empty data folder is an error."""
    with pytest.raises(FileNotFoundError):
        resolve_sets(tmp_path, [])


def test_orientation_only_where_the_mask_needs_it(tmp_path: Path) -> None:
    """A mask made on the upright image decides."""
    image = Image.fromarray(np.zeros((20, 30, 3), np.uint8))
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(tmp_path / "a.jpg", exif=exif)
    assert load_image(tmp_path / "a.jpg", (30, 20)).shape == (20, 30, 3)
    assert load_image(tmp_path / "a.jpg", (20, 30)).shape == (30, 20, 3)
    with pytest.raises(ValueError, match="mask is"):
        load_image(tmp_path / "a.jpg", (5, 5))


def test_points_are_bounded() -> None:
    """A large region is thinned, an empty one gives none."""
    assert len(pick_points(np.ones((100, 100), np.bool_))) == FOCUS_POINTS
    assert pick_points(np.zeros((4, 4), np.bool_)).shape == (0, 2)
