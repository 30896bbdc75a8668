"""How far a model agrees with its reference."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ragweed_training import agreement, export
from ragweed_training.agreement import Agreement

from .test_pipeline import train_arguments


def test_hand_computed() -> None:
    """Three of four weed pixels shared, one more found elsewhere."""
    found = Agreement()
    reference = np.array([[0.9, 0.9, 0.9, 0.9], [0.1, 0.1, 0.1, 0.1]], np.float32)
    model = np.array([[0.9, 0.9, 0.9, 0.1], [0.9, 0.1, 0.1, 0.1]], np.float32)
    found.add(reference, model)
    assert found.iou == pytest.approx(3 / 5)
    assert found.area_ratio == pytest.approx(1)
    # Two of eight pixels are off by 0.8 ln 9; the idle one is off by ln 2 less the entropy of 0.9.
    idle = np.log(2) + 0.9 * np.log(0.9) + 0.1 * np.log(0.1)
    assert found.divergence == pytest.approx(2 / 8 * 0.8 * np.log(9) / idle, rel=1e-6)


def test_the_reference_agrees_with_itself() -> None:
    """And its mean does not."""
    weed = np.random.default_rng(2).uniform(0, 1, (20, 30)).astype(np.float32)
    same, idle = Agreement(), Agreement()
    same.add(weed, weed)
    idle.add(weed, np.full_like(weed, weed.mean()))
    assert same.iou == 1 and same.divergence == pytest.approx(0, abs=1e-6)
    assert idle.divergence == pytest.approx(1, abs=1e-4)


def test_nothing_found_is_no_error() -> None:
    """Neither ratio nor divergence is known where the reference finds nothing."""
    found = Agreement()
    found.add(np.zeros((4, 4), np.float32), np.zeros((4, 4), np.float32))
    assert found.iou == 1 and found.area_ratio is None and found.divergence is None


def test_command(tiny_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table with a row for each set; a missing set is one sentence."""
    model = tmp_path / "untrained.onnx"
    export.main(["--out", str(model), "--name", "untrained"])
    arguments = train_arguments(tiny_set, tmp_path, 1)
    extra = arguments[arguments.index("--extra") + 1]
    files = ["--reference", str(model), "--model", str(model)]
    agreement.main([*files, "--extra", extra, "--limit", "1"])
    assert "| untrained | tiny | 1.000 |" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="Nothing was compared"):
        agreement.main([*files, "--extra", f"none={tmp_path / 'none'}"])
