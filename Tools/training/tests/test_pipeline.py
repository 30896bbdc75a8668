"""Train, resume, export, check, score and fixture on tiny generated data."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from PIL import Image

from ragweed_training import check, export, fixture, score, train
from ragweed_training.card import card_path
from ragweed_training.export import clean_graph, export_onnx
from ragweed_training.model import WeedNet
from ragweed_training.network_spec import NetworkSpec
from ragweed_training.schedule import Schedule
from ragweed_training.trainer import Trainer

from .test_model import warm

CARD_KEYS = {
    "pretrained_weights",
    "name",
    "version",
    "created",
    "task",
    "classes",
    "has_seen_target_species",
    "input",
    "output",
    "ground_sampling_cm_per_px",
    "architecture",
    "parameters",
    "multiply_adds",
    "training_data",
    "test_scores",
    "limitations",
    "sha256",
    "training",
}


def train_arguments(data: Path, out: Path, steps: int) -> list[str]:
    """Return the smallest run that validates twice."""
    text = (
        f"--extra tiny={data}:synthetic=1 --out {out} --steps {steps} --batch 2 "
        "--crop-px 64 --early-crop-px 32 "
        "--threads 1 --validate-every 2 --warmup-steps 2 --val-limit 1 --device cpu --seed 4"
    )
    return text.split()


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a log."""
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def small_model(path: Path, tile_px: int = 128, shunt: str | None = None) -> torch.nn.Module:
    """Export a small-tile network that has opinions."""
    network = warm(WeedNet(NetworkSpec(shunt=shunt)))
    export_onnx(network, path, tile_px)
    return network


def test_the_choice_takes_every_scale_in(tiny_set: Path, tmp_path: Path) -> None:
    """Each validation size has a column; the choice is by their mean."""
    arguments = [*train_arguments(tiny_set, tmp_path / "run", 2), "--validate-scales", "1,0.5"]
    train.main(arguments)
    row = rows_of(tmp_path / "run" / "log.csv")[-1]
    scores = [float(row["val_miou_tiny"]), float(row["val_miou_tiny@0.5"])]
    assert float(row["val_miou_chosen_by"]) == pytest.approx(sum(scores) / 2, abs=1e-4)


def test_train_resume_export_score(tiny_set: Path, tmp_path: Path) -> None:
    """The whole chain; a resumed run carries on where it stopped."""
    out = tmp_path / "run"
    train.main(train_arguments(tiny_set, out, 2))
    train.main([*train_arguments(tiny_set, out, 4), "--resume"])
    rows = rows_of(out / "log.csv")
    assert [row["step"] for row in rows] == ["2", "4"]
    assert all(0 <= float(row["val_miou_tiny"]) <= 1 for row in rows)
    assert not list(out.glob("*.part"))

    model = tmp_path / "model" / "weed-test.onnx"
    arguments = ["--checkpoint", str(out / "best.pt"), "--out", str(model), "--name", "weed-test"]
    export.main([*arguments, "--date", "2020-01-01"])
    card: dict[str, Any] = json.loads(card_path(model).read_text(encoding="utf-8"))
    assert set(card) == CARD_KEYS
    assert card["sha256"] == hashlib.sha256(model.read_bytes()).hexdigest()
    assert card["has_seen_target_species"] is False
    assert any("never seen ragweed (Ambrosia artemisiifolia)" in t for t in card["limitations"])
    assert card["training_data"][0]["synthetic"] is True
    assert card["training_data"][0]["name"] == "tiny (SYNTHETIC)"
    assert "SYNTHETIC" in card["task"] and "SYNTHETIC" in card["limitations"][0]
    assert "SYNTHETIC" in card["training"]["description"]
    assert card["classes"] == ["background", "weed"]
    assert card["training"]["steps"] in (2, 4)

    results = tmp_path / "results"
    arguments = ["--model", str(model), "--extra", f"tiny={tiny_set}:synthetic=1"]
    arguments += ["--results", str(results), "--log", str(out / "log.csv"), "--update-card"]
    score.main(arguments)
    document = json.loads((results / "scores.json").read_text(encoding="utf-8"))
    assert document["scores"][0]["images"] == 2
    assert "SYNTHETIC" in document["scores"][0]["note"]
    assert document["scores"][0]["set"] == "tiny test (SYNTHETIC)"
    card = json.loads(card_path(model).read_text(encoding="utf-8"))
    assert card["test_scores"][0]["miou"] == document["scores"][0]["miou"]
    assert (results / "log.csv").is_file()

    picture = tmp_path / "picture.png"
    noise = np.random.default_rng(0).integers(0, 256, (520, 600, 3)).astype(np.uint8)
    Image.fromarray(noise).save(picture)
    place = tmp_path / "fixture"
    arguments = ["--model", str(model), "--picture", str(picture), "--out", str(place)]
    fixture.main([*arguments, "--seed", "1", "--count", "2"])
    values = np.frombuffer((place / "expected.bin").read_bytes(), "<f4")
    assert values.shape == (64 * 64,)
    assert 0 <= values.min() and values.max() <= 1


def test_kept_norms_are_those_of_the_start(tiny_set: Path, tmp_path: Path) -> None:
    """Weights learn, means and variances do not; without a start there is nothing to keep."""
    train.main(train_arguments(tiny_set, tmp_path / "first", 4))
    start = tmp_path / "first" / "best.pt"
    arguments = train_arguments(tiny_set, tmp_path / "second", 2)
    train.main([*arguments, "--init", str(start), "--keep-norms"])
    before = torch.load(start, weights_only=False)["average"]
    after = torch.load(tmp_path / "second" / "last.pt", weights_only=False)["network"]
    moved = {name for name in before if not torch.equal(before[name], after[name])}
    norms = {name for name in before if "running" in name}
    assert norms
    assert not moved & norms
    assert "stem.conv.weight" in moved
    with pytest.raises(SystemExit, match="--init"):
        train.main([*train_arguments(tiny_set, tmp_path / "third", 2), "--keep-norms"])


def test_training_learns(tiny_set: Path, tmp_path: Path) -> None:
    """A dozen steps on coloured squares bring the loss down."""
    arguments = [*train_arguments(tiny_set, tmp_path / "run", 12), "--precision", "float32"]
    trainer = Trainer(train.build_parser().parse_args(arguments))
    losses = [trainer.train_step(*trainer.source(i), 3e-3) for i in range(12)]
    assert np.mean(losses[-3:]) < 0.85 * np.mean(losses[:3])


def test_schedule_ends_with_the_budget() -> None:
    """Whichever of steps and time ends first."""
    schedule = Schedule(steps=100, warmup_steps=10, peak=1.0, budget_s=50)
    assert schedule.rate(0, 0) == pytest.approx(0.1)
    assert schedule.progress(10, 40) == 0.8
    assert schedule.progress(90, 40) == 0.9
    assert schedule.rate(20, 60) == pytest.approx(0.01)


def test_exported_graph_is_clean_and_equal(tmp_path: Path) -> None:
    """Neither Identity nor Constant nodes; ONNX Runtime agrees with PyTorch."""
    path = tmp_path / "m.onnx"
    network = small_model(path)
    assert check.check_graph(path) == []
    inputs = check.make_inputs(128, 3)
    session = check.onnx_session(path)
    result = np.stack([session.run(None, {"image": blob})[0] for blob in inputs])
    assert isinstance(network, WeedNet)
    difference = check.compare("both", result, check.torch_outputs(network, inputs))
    assert difference.passed
    assert np.ptp(result[:, :, 1]) > 0.01
    assert np.allclose(result.sum(axis=2), 1, atol=1e-5)


def test_clean_graph_removes_shared_initializers() -> None:
    """An Identity of an initializer is what OpenCV 4.6 fails on."""
    make = onnx.helper
    weights = onnx.numpy_helper.from_array(np.ones(3, np.float32), "w")
    one = onnx.numpy_helper.from_array(np.ones(3, np.float32), "")
    graph = make.make_graph(
        [
            make.make_node("Identity", ["w"], ["v"]),
            make.make_node("Identity", ["v"], ["u"]),
            make.make_node("Constant", [], ["c"], value=one),
            make.make_node("Add", ["x", "u"], ["s"]),
            make.make_node("Add", ["s", "c"], ["y"]),
        ],
        "g",
        [make.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [3])],
        [make.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [3])],
        [weights],
    )
    cleaned = clean_graph(make.make_model(graph, opset_imports=[make.make_opsetid("", 13)]))
    onnx.checker.check_model(cleaned)
    assert [node.op_type for node in cleaned.graph.node] == ["Add", "Add"]
    assert {tensor.name for tensor in cleaned.graph.initializer} == {"w", "c"}


def test_check_sees_differences() -> None:
    """A changed class counts; a tie does not."""
    a = np.array([0.6, 0.4], np.float32).reshape(1, 1, 2, 1, 1)
    assert check.compare("same", a, a.copy()).passed
    flipped = check.compare("flipped", a, a[:, :, ::-1])
    assert not flipped.passed and flipped.class_changes == 1
    tie = np.array([0.50002, 0.49998], np.float32).reshape(1, 1, 2, 1, 1)
    assert check.compare("tie", tie, tie[:, :, ::-1]).passed
    assert not check.compare("nan", a, np.full_like(a, np.nan)).passed


def opencv_python() -> str | None:
    """Return a system interpreter whose OpenCV is 4.6, if there is one."""
    python = shutil.which("python3", path="/usr/bin")
    if python is None:
        return None
    command = [python, "-c", "import cv2; print(cv2.__version__)"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return python if done.stdout.startswith("4.6") else None


@pytest.mark.skipif(opencv_python() is None, reason="needs Debian's python3-opencv 4.6")
@pytest.mark.parametrize("shunt", [None, "5-10-Arch1"])
def test_opencv_4_6_agrees(tmp_path: Path, shunt: str | None) -> None:
    """The library that the product links computes the same."""
    path = tmp_path / "m.onnx"
    small_model(path, shunt=shunt)
    assert check.check(path, None, opencv_python(), repeats=1)
