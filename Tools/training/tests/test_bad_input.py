"""What goes wrong in a training: full disks, interruptions, pictures and masks that do not fit."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from ragweed_training import export, score, train
from ragweed_training.checkpoint import load_checkpoint, load_state
from ragweed_training.data import SetSpec, load_sample, load_split
from ragweed_training.run_log import RunLog
from ragweed_training.trainer import Trainer

from .conftest import write_set
from .test_pipeline import rows_of, train_arguments


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return a set with twenty training pictures, of which one may be bad."""
    return write_set(tmp_path / "many", {"train": 20, "val": 2, "test": 2}, size_px=40)


def full(_: int) -> None:
    """Fail as a full disk does."""
    raise OSError(errno.ENOSPC, "No space left on device")


def exact(data: Path, out: Path, steps: int) -> list[str]:
    """Options of a run that computes the same each time."""
    return [*train_arguments(data, out, steps), "--precision", "float32"]


def test_full_disk_stops_the_run_and_resuming_goes_on(
    tiny_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The checkpoint of step 2 survives the disk that is full at step 4, and leads to step 6."""
    out = tmp_path / "run"
    saved = Trainer.save

    def save(trainer: Trainer) -> None:
        if trainer.step == 4:
            with monkeypatch.context() as patch:
                patch.setattr(os, "fsync", full)
                saved(trainer)
        saved(trainer)

    monkeypatch.setattr(Trainer, "save", save)
    with pytest.raises(SystemExit, match="last good one is kept: make room"):
        train.main(exact(tiny_set, out, 6))
    assert load_state(out / "last.pt")["step"] == 2
    assert not list(out.glob("*.part"))
    load_checkpoint(out / "best.pt")
    monkeypatch.undo()
    train.main([*exact(tiny_set, out, 6), "--resume"])
    assert [row["step"] for row in rows_of(out / "log.csv")] == ["2", "4", "6"]
    assert load_state(out / "last.pt")["step"] == 6


def test_full_disk_under_the_log(tmp_path: Path) -> None:
    """One sentence that says what to do, as for checkpoints."""
    log = RunLog(Path("/dev/full"), ["step"])
    with pytest.raises(OSError, match=r"full could not be continued .*make room"):
        log.append(["1"])


def test_interrupted_run_ends_as_if_it_had_not_been(
    tiny_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped in step 4, after the checkpoint of step 2: the same weights at the end."""
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    train.main(exact(tiny_set, whole, 6))
    step = Trainer.train_step

    def interrupted(
        trainer: Trainer, images: torch.Tensor, labels: torch.Tensor, rate: float
    ) -> float:
        if trainer.step == 3:
            raise KeyboardInterrupt
        return step(trainer, images, labels, rate)

    monkeypatch.setattr(Trainer, "train_step", interrupted)
    with pytest.raises(KeyboardInterrupt):
        train.main(exact(tiny_set, broken, 6))
    monkeypatch.undo()
    # Half a row, as a kill in the middle of a write leaves it.
    with (broken / "log.csv").open("a", encoding="utf-8") as stream:
        stream.write("4,12.1")
    train.main([*exact(tiny_set, broken, 6), "--resume"])
    assert [row["step"] for row in rows_of(broken / "log.csv")] == ["2", "4", "6"]
    wanted, given = (load_state(out / "last.pt")["network"] for out in (whole, broken))
    assert all(torch.equal(given[name], value) for name, value in wanted.items())


def test_resuming_with_another_network_is_refused(tiny_set: Path, tmp_path: Path) -> None:
    """The options say light, the checkpoint holds a pyramid; and a broken file is named."""
    out = tmp_path / "run"
    train.main(train_arguments(tiny_set, out, 2))
    arguments = [*train_arguments(tiny_set, out, 4), "--resume"]
    with pytest.raises(SystemExit, match="does not fit the options"):
        train.main([*arguments, "--head", "light"])
    (out / "last.pt").write_bytes(b"PK\x03\x04")
    with pytest.raises(SystemExit, match=r"last\.pt is no readable checkpoint"):
        train.main(arguments)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("size", r"image is \(40, 40\), mask is \(39, 40\)"),
        ("value", r"mask values \[7\] are not in the label map"),
        ("colour", "a mask must have one channel"),
        ("empty image", "cannot identify image file"),
        ("half an image", "truncated"),
        ("half a mask", "truncated"),
        ("no image", "no image for train7"),
        ("no mask", "No such file"),
    ],
)
def test_one_bad_picture_among_many_is_skipped_with_its_reason(
    many: Path, fault: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Training goes on with the other nineteen; scoring, which may leave nothing out, does not."""
    image, mask = many / "images" / "train7.png", many / "masks" / "train7.png"
    if fault == "size":
        Image.new("L", (39, 40)).save(mask)
    elif fault == "value":
        Image.new("L", (40, 40), 7).save(mask)
    elif fault == "colour":
        Image.new("RGB", (40, 40)).save(mask)
    elif fault == "empty image":
        image.write_bytes(b"")
    elif fault == "half an image":
        image.write_bytes(image.read_bytes()[: image.stat().st_size // 2])
    elif fault == "half a mask":
        noise = np.random.default_rng(1).integers(0, 3, (40, 40)).astype(np.uint8)
        Image.fromarray(noise).save(mask)
        mask.write_bytes(mask.read_bytes()[: mask.stat().st_size // 2])
    else:
        (image if fault == "no image" else mask).unlink()
    assert len(load_split(SetSpec("many", many), "train")) == 19
    captured = capsys.readouterr().err
    assert "1 of 20 skipped" in captured and "train7" in captured
    with pytest.raises((ValueError, OSError), match=reason):
        load_sample(SetSpec("many", many), "train7")


def test_scores_leave_no_picture_out(many: Path, tmp_path: Path) -> None:
    """A test split with a bad picture gives no score, but its name."""
    model = tmp_path / "m.onnx"
    export.main(["--out", str(model)])
    (many / "images" / "test1.png").write_bytes(b"broken")
    with pytest.raises(SystemExit, match="Nothing was scored: many, picture test1"):
        score.main(["--model", str(model), "--extra", f"many={many}"])


def test_empty_classes_are_said(
    tiny_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A crop that is nowhere is reported; weeds that are nowhere stop the run."""
    for mask in (tiny_set / "masks").glob("train*.png"):
        with Image.open(mask) as opened:
            values = np.array(opened)
        values[values == 2] = 0
        Image.fromarray(values).save(mask)
    train.main(train_arguments(tiny_set, tmp_path / "run", 2))
    assert "no training picture has a pixel of crop" in capsys.readouterr().err
    arguments = train_arguments(tiny_set, tmp_path / "other", 2)
    place = arguments.index("--extra") + 1
    arguments[place] += ":weed=3:crop=1,2"
    with pytest.raises(SystemExit, match="no training picture of tiny has a weed"):
        train.main(arguments)


def test_a_set_without_training_pictures_is_refused(tmp_path: Path) -> None:
    """A folder of test pictures only is for scoring."""
    folder = write_set(tmp_path / "only", {"test": 2})
    with pytest.raises(SystemExit, match="lists no picture of split train"):
        train.main(train_arguments(folder, tmp_path / "run", 2))
