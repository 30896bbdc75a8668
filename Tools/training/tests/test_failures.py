"""Which pictures a network errs most in, and how they are drawn."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from ragweed_training import failures
from ragweed_training.data import SetSpec
from ragweed_training.failures import FALSE, FOUND, MISSED, Failure, draw, page


def make_set(folder: Path, licence: str) -> SetSpec:
    """Two pictures of soil with a square of weed each; the second has a crop as well."""
    for name in ("images", "masks"):
        (folder / name).mkdir(parents=True)
    for key, crop in (("a", False), ("b", True)):
        image = np.full((512, 512, 3), 120, np.uint8)
        mask = np.zeros((512, 512), np.uint8)
        mask[:128, :128] = 1
        if crop:
            mask[256:384, 256:384] = 2
        cv2.imwrite(str(folder / "images" / f"{key}.png"), image)
        cv2.imwrite(str(folder / "masks" / f"{key}.png"), mask)
    (folder / "index.csv").write_text("id,split\na,test\nb,test\n", encoding="utf-8")
    return SetSpec(name="squares", folder=folder, licence=licence, source="drawn")


def sees_lower_half(blob: np.ndarray) -> np.ndarray:
    """A network that calls the lower half of a tile weed."""
    weed = np.zeros((len(blob), 2, *blob.shape[2:]), np.float32)
    weed[:, 1, blob.shape[2] // 2 :] = 1.0
    return weed


def test_shares_are_said() -> None:
    """Missed weed as a share of the weed, what was invented as a share of the picture."""
    failure = Failure(
        "a", missed_px=50, weed_px=200, crop_as_weed_px=10, soil_as_weed_px=0, known_px=1000
    )
    assert failure.wrong_share == pytest.approx(0.06)
    assert failure.sentence() == (
        "25% of the weed missed, 1.0% of the picture is crop taken for weed"
    )


def test_worst_pictures_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both miss the weed; the page names what else is wrong and its pictures exist."""
    spec = make_set(tmp_path / "squares", "CC0-1.0")
    monkeypatch.setattr(failures, "onnx_runner", lambda model, threads: sees_lower_half)
    text = page(Path("net.onnx"), [spec], worst=1, pictures=tmp_path / "failures")
    assert "100% of the weed missed" in text
    assert text.count("![") == 1
    assert [p.name for p in (tmp_path / "failures").iterdir()] in (
        ["net-squares-a.jpg"],
        ["net-squares-b.jpg"],
    )


def test_colours_and_licence(tmp_path: Path) -> None:
    """Found is green, missed blue, invented red; without a licence no pixel of the photograph."""
    spec = make_set(tmp_path / "squares", "free to use for your own purposes")
    weed = np.zeros((512, 512), bool)
    weed[:64, :128] = True
    weed[256:384, 256:384] = True
    drawn = draw(spec, "b", weed)
    assert drawn.shape == (360, 360, 3)
    for where, colour in (((20, 40), FOUND), ((70, 40), MISSED), ((220, 220), FALSE)):
        assert int(np.argmax(drawn[where])) == int(np.argmax(colour))
    assert tuple(drawn[350, 350]) == (235, 235, 235)
