"""docs/training.md on a tiny set: from labels to a map, starting from a shipped model."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from ragweed_training import checkpoint, export, import_labels, learn, train
from ragweed_training.card import card_path
from ragweed_training.check import onnx_runner
from ragweed_training.data import SetSpec, load_split
from ragweed_training.export import export_onnx
from ragweed_training.layers import ConvNorm
from ragweed_training.limitations import DRAWINGS_LIMITATIONS, LIMITATIONS
from ragweed_training.lite import LiteNet
from ragweed_training.model import Probabilities, WeedNet
from ragweed_training.network_spec import NetworkSpec
from ragweed_training.onnx_weights import load_onnx, measure_norms
from ragweed_training.trainer import Trainer

from .conftest import write_set
from .program import PROJECT, run_ragweed
from .test_importers import picture
from .test_model import warm
from .test_pipeline import train_arguments

NAMED = ("--weed-name", "ragweed")


@pytest.fixture
def own_model(tmp_path: Path) -> Path:
    """Import, train from a shipped model, export: the first three commands of docs/training.md."""
    for number in range(12):
        image = np.array(picture(number, 96, 96))
        mask = np.zeros((96, 96), np.uint8)
        image[20:60, 30:70], mask[20:60, 30:70] = (30, 200, 40), 1
        field = f"field{number % 4}"
        for folder, content in (("pictures", image), ("labels", mask)):
            (tmp_path / folder / field).mkdir(parents=True, exist_ok=True)
            Image.fromarray(content).save(tmp_path / folder / field / f"{number}.png")
    own = tmp_path / "own"
    pictures, labels = str(tmp_path / "pictures"), str(tmp_path / "labels")
    arguments = ["--format", "masks", "--images", pictures, "--labels", labels]
    import_labels.main(
        [*arguments, "--classes", "ragweed=1", "--weed", "ragweed", "--out", str(own)]
    )
    shipped = tmp_path / "weed-v0.onnx"
    export_onnx(warm(LiteNet(NetworkSpec(encoder="efficientnet-lite0", kinds=True))), shipped)
    out = tmp_path / "run"
    learn.main(
        [
            *("--extra", f"own={own}", "--init", str(shipped), "--out", str(out)),
            *("--steps", "2", "--batch", "2", "--lesson-batch", "0", "--crop-px", "64"),
            *("--validate-every", "2", "--device", "cpu"),
        ]
    )
    model = tmp_path / "own.onnx"
    export.main(
        ["--checkpoint", str(out / "best.pt"), "--out", str(model), "--name", "own", *NAMED]
    )
    return model


def test_labels_to_model(own_model: Path) -> None:
    """The card says what the model started from and what it learnt, and the file runs."""
    card = json.loads(card_path(own_model).read_text(encoding="utf-8"))
    assert card["training"]["started_from"] == {"model": "weed-v0.onnx"}
    assert card["training_data"][0]["split_rule"] == "whole groups, by folder"
    assert card["training_data"][0]["weeds"] == ["ragweed"]
    assert card["classes"] == ["background", "ragweed"] and card["has_seen_target_species"] is True
    assert not set(card["limitations"]) & {*LIMITATIONS, *DRAWINGS_LIMITATIONS}
    assert "It learnt in 2 steps from sets of its maker: own (" in card["limitations"][0]
    assert any("Nobody but their maker" in text for text in card["limitations"])
    result = onnx_runner(own_model)(np.zeros((1, 3, 512, 512), np.float32))
    assert result.shape == (1, 2, 512, 512)


def test_an_untouched_network_is_no_ragweed_model(tmp_path: Path) -> None:
    """Nothing is written under a name that nobody taught."""
    with pytest.raises(SystemExit, match=r"no labels of that name were learnt \(0 steps"):
        export.main(["--out", str(tmp_path / "m.onnx"), *NAMED])
    assert not list(tmp_path.iterdir())


def test_model_to_map(own_model: Path, tmp_path: Path) -> None:
    """The fourth command: `ragweed map` with that model, as the built program does it."""
    frame = PROJECT / "Samples/synthetic-field/frames/DJI_0001.JPG"
    out = tmp_path / "map"
    run_ragweed("map", str(frame), "--model", str(own_model), "--output", str(out))
    card = json.loads(card_path(own_model).read_text(encoding="utf-8"))
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["model"]["name"] == "own"
    assert summary["model"]["sha256"] == card["sha256"]
    assert list(summary["classes"]) == ["ragweed"]
    assert set(card["limitations"]) <= set(summary["notices"])
    assert not any("never seen ragweed" in notice for notice in summary["notices"])
    with Image.open(out / "DJI_0001.mask.tif") as mask, Image.open(frame) as shown:
        assert mask.size == shown.size
        assert set(np.unique(np.asarray(mask))) <= {0, 1}
    features = json.loads((out / "map.geojson").read_text(encoding="utf-8"))["features"]
    assert isinstance(features, list)


def test_weights_of_an_exported_model_come_back(tmp_path: Path) -> None:
    """The same function, with batch norm statistics of the pictures."""
    original = warm(WeedNet())
    path = tmp_path / "m.onnx"
    export_onnx(original, path, 64)
    network = load_onnx(path)
    batches = [torch.rand(4, 3, 64, 64) * 2 - 1 for _ in range(3)]
    with torch.no_grad():
        wanted = Probabilities(original)(batches[0])
        assert torch.allclose(Probabilities(network)(batches[0]), wanted, atol=1e-4)
        measure_norms(network, batches)
        assert torch.allclose(Probabilities(network)(batches[0]), wanted, atol=1e-3)
    stem = network.stem.norm
    assert isinstance(network.stem, ConvNorm) and isinstance(stem, torch.nn.BatchNorm2d)
    with torch.no_grad():
        mean = torch.cat([network.stem.conv(batch) for batch in batches]).mean(dim=(0, 2, 3))
    assert stem.running_mean is not None
    assert torch.allclose(stem.running_mean, mean, atol=1e-4)


@pytest.mark.parametrize("shunt", ["7-12-Arch1", "5-10-Arch4", "4-11-Arch5"])
def test_weights_of_a_shunted_model_come_back(shunt: str, tmp_path: Path) -> None:
    """The fast network that is shipped has one; its name is in no file."""
    original = warm(WeedNet(NetworkSpec(shunt=shunt, kinds=True)))
    path = tmp_path / "m.onnx"
    export_onnx(original, path, 64)
    network = load_onnx(path)
    assert network.spec.shunt == shunt
    batches = [torch.rand(4, 3, 64, 64) * 2 - 1 for _ in range(2)]
    with torch.no_grad():
        wanted = Probabilities(original)(batches[0])
        assert torch.allclose(Probabilities(network)(batches[0]), wanted, atol=1e-4)
        measure_norms(network, batches)
        assert torch.allclose(Probabilities(network)(batches[0]), wanted, atol=1e-3)


def test_another_network_is_refused(tmp_path: Path) -> None:
    """A model without the decoder's weights cannot be a start."""
    path = tmp_path / "light.onnx"
    export_onnx(WeedNet(NetworkSpec(head="light")), path, 64)
    with pytest.raises(ValueError, match="holds another network"):
        load_onnx(path)


def test_one_corrupt_picture_is_skipped(tiny_set: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Counted and listed; two of six stop the run."""
    spec = SetSpec("tiny", tiny_set)
    (tiny_set / "images" / "train1.png").write_bytes(b"broken")
    assert len(load_split(spec, "train")) == 5
    assert "1 of 6 skipped" in capsys.readouterr().err
    Image.fromarray(np.full((96, 96), 9, np.uint8)).save(tiny_set / "masks" / "train2.png")
    with pytest.raises(ValueError, match=r"2 of 6 pictures of split train cannot be used"):
        load_split(spec, "train")


def test_leaking_set_is_refused(tmp_path: Path) -> None:
    """Training does not start when a test picture is among the training ones."""
    folder = write_set(tmp_path / "leaky", {"train": 2, "val": 1, "test": 1})
    picture(5, 96, 96).save(folder / "images" / "train0.png")
    picture(5, 96, 96).save(folder / "images" / "test0.png")
    arguments = train.build_parser().parse_args(train_arguments(folder, tmp_path / "run", 2))
    with pytest.raises(ValueError, match="show the same"):
        Trainer(arguments)


def test_full_disk_keeps_the_last_good_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old file is whole, no partial one stays, the message says what to do."""
    path = tmp_path / "last.pt"
    checkpoint.save_state({"average": {}, "step": 1}, path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="last good one is kept"):
        checkpoint.save_state({"average": {}, "step": 2}, path)
    assert checkpoint.load_state(path)["step"] == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["last.pt"]


def test_broken_checkpoint_is_named(tmp_path: Path) -> None:
    """A truncated file is no reason for a stack of pickle errors."""
    path = tmp_path / "best.pt"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(ValueError, match="no readable checkpoint"):
        checkpoint.load_state(path)
