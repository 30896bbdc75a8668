"""Shunts: names, shapes, insertion, fitting and fine-tuning."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from ragweed_training import card, shunt_training, train
from ragweed_training.checkpoint import load_mobile
from ragweed_training.distill import relative_divergence
from ragweed_training.layers import ConvNorm
from ragweed_training.model import WeedNet, encoder_blocks
from ragweed_training.network_spec import NetworkSpec
from ragweed_training.shunt import Shunt, parse_shunt
from ragweed_training.trainer import Trainer, freeze_before

from .test_model import warm
from .test_pipeline import train_arguments


@pytest.mark.parametrize(
    "text", ["", "5-10", "5-10-Arch9", "10-5-Arch1", "2-10-Arch1", "5-13-Arch1", "5-10-Arch1 "]
)
def test_wrong_names_are_refused(text: str) -> None:
    """The decoder's skips and the stages' order set the limits."""
    with pytest.raises(ValueError, match="shunt"):
        parse_shunt(text)


@pytest.mark.parametrize(
    ("architecture", "widths"),
    [
        ("Arch1", [192, 192, 64, 192, 192, 48]),
        ("Arch4", [128, 128, 48]),
        ("Arch5", [192, 192, 64, 192, 192, 64, 192, 192, 48]),
    ],
)
def test_layers_are_the_papers(architecture: str, widths: list[int]) -> None:
    """Widths in order; ReLU6 everywhere but after the narrow and the last convolution."""
    shunt = Shunt(40, 48, architecture, (2,), 1, 2)
    layers = [layer for layer in shunt.layers if isinstance(layer, ConvNorm)]
    assert [layer.conv.out_channels for layer in layers] == widths
    for layer in layers:
        linear = layer.conv.out_channels in (64, 48)
        assert isinstance(layer.act, torch.nn.Identity if linear else torch.nn.ReLU6)
        assert layer.conv.bias is None
    strides = [layer.conv.stride[0] for layer in layers if layer.conv.groups > 1]
    assert strides == [2] + [1] * (len(strides) - 1)


def test_dilations_are_those_of_the_replaced_ends() -> None:
    """Output stride 8: block 5 is dilated by 2, block 10 by 4."""
    network = WeedNet(NetworkSpec(8, shunt="5-10-Arch1"))
    layers = [layer for layer in network.shunt.layers if isinstance(layer, ConvNorm)]
    depthwise = [layer.conv for layer in layers if layer.conv.groups > 1]
    assert [conv.dilation[0] for conv in depthwise] == [2, 4]


@pytest.mark.parametrize("name", ["5-10-Arch1", "7-10-Arch4", "4-12-Arch5", "9-12-Arch4"])
def test_shunt_fits_its_place(name: str) -> None:
    """Output of the replaced stages and of the shunt have one shape; the rest is copied."""
    original = warm(WeedNet())
    network = shunt_training.insert_shunt(original, name).eval()
    spec = parse_shunt(name)
    image = torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        wanted, _, low8, _ = original.encode(image, spec.last)
        given, _, copied, _ = network.encode(image, spec.last)
    assert wanted.shape == given.shape
    assert torch.equal(low8, copied)
    if spec.last <= 10:
        assert given.shape[1] == encoder_blocks(network.spec)[spec.last].out


def test_frozen_blocks_do_not_learn() -> None:
    """Partial freezing reaches the stem and the blocks before the stage, nothing else."""
    network = WeedNet(NetworkSpec(shunt="5-10-Arch1"))
    assert len(freeze_before(network, 5)) == 6
    learning = {name.split(".")[0] for name, p in network.named_parameters() if p.requires_grad}
    assert "shunt" in learning and "stem" not in learning and "blocks" not in learning


def test_divergence_is_0_for_the_teacher_and_1_for_its_mean() -> None:
    """In between for what is in between."""
    teacher = torch.randn(2, 2, 5, 7, generator=torch.Generator().manual_seed(3)) * 3
    share = torch.softmax(teacher, dim=1).mean(dim=(0, 2, 3), keepdim=True)
    idle = share.log().expand_as(teacher)
    assert float(relative_divergence(teacher, teacher)) == pytest.approx(0, abs=1e-6)
    assert float(relative_divergence(idle, teacher)) == pytest.approx(1, abs=1e-6)
    assert 0 < float(relative_divergence((teacher + idle) / 2, teacher)) < 1


def test_a_fit_to_the_scores_changes_the_shunt_alone(tiny_set: Path, tmp_path: Path) -> None:
    """Its features come nearer; everything but the shunt stays as it was."""
    train.main(train_arguments(tiny_set, tmp_path / "one", 2))
    best = tmp_path / "one" / "best.pt"
    out = tmp_path / "two"
    arguments = [*train_arguments(tiny_set, out, 2), "--checkpoint", str(best), "--only-fit"]
    arguments += ["--shunt", "9-12-Arch4", "--shunt-steps", "150", "--shunt-scores-weight", "1"]
    shunt_training.main(arguments)
    network, state = load_mobile(out / "inserted.pt")
    fit = state["shunt_fit"]
    assert fit["scores_weight"] == 1 and fit["steps"] == 150
    assert fit["relative_mse"][-1] < fit["relative_mse"][0]
    assert len(fit["relative_divergence"]) == len(fit["relative_mse"])
    original, _ = load_mobile(best)
    before = original.state_dict()
    for key, value in network.state_dict().items():
        assert key.startswith("shunt.") or torch.equal(value, before[key]), key


def scored(*values: float) -> Callable[[Trainer], dict[str, float]]:
    """Validations that give these scores, one after the other."""
    coming = iter(values)

    def evaluate(_: Trainer) -> dict[str, float]:
        score = next(coming)
        return {"val_miou_tiny": score, "val_miou_chosen_by": score, "val_threshold": 0.5}

    return evaluate


def test_three_phases(tiny_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Original, fitted shunt, distilled fine-tuning with frozen blocks; the card tells it."""
    train.main(train_arguments(tiny_set, tmp_path / "one", 2))
    best = tmp_path / "one" / "best.pt"
    # Two steps improve nothing that could be relied on.
    monkeypatch.setattr(Trainer, "evaluate", scored(0.4, 0.5))
    out = tmp_path / "two"
    arguments = [*train_arguments(tiny_set, out, 2), "--checkpoint", str(best)]
    arguments += ["--shunt", "7-10-Arch4", "--shunt-steps", "60", "--freeze-before", "7"]
    shunt_training.main([*arguments, "--distill", "augmented"])

    _, state = load_mobile(out / "inserted.pt")
    errors = state["shunt_fit"]["relative_mse"]
    assert errors[-1] < errors[0]
    assert set(state["shunt_fit"]["validation_miou_inserted"]) == {"tiny"}
    original, _ = load_mobile(best)
    network, state = load_mobile(out / "best.pt")
    assert network.spec.shunt == "7-10-Arch4"
    before = original.blocks["4"].state_dict()
    assert all(torch.equal(v, before[k]) for k, v in network.blocks["4"].state_dict().items())
    training = card.describe_training(state)
    json.dumps(training)
    assert "augmented distillation" in training["description"]
    assert training["started_from"]["description"].startswith("From scratch")
    assert str(tmp_path) not in json.dumps(training)


def test_start_is_a_candidate(
    tiny_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Training that lowers the validation score leaves the weights that it started from."""
    train.main(train_arguments(tiny_set, tmp_path / "one", 2))
    best = tmp_path / "one" / "best.pt"
    monkeypatch.setattr(Trainer, "evaluate", scored(0.9, 0.5))
    train.main([*train_arguments(tiny_set, tmp_path / "two", 2), "--init", str(best)])
    network, state = load_mobile(tmp_path / "two" / "best.pt")
    original, _ = load_mobile(best)
    assert state["step"] == 0
    assert torch.equal(network.stem.conv.weight, original.stem.conv.weight)
    assert "without fine-tuning" in card.describe_training(state)["description"]


def test_distillation_without_teacher_is_refused(tiny_set: Path, tmp_path: Path) -> None:
    """There is nothing to learn from."""
    with pytest.raises(SystemExit, match="teacher"):
        train.main([*train_arguments(tiny_set, tmp_path / "run", 2), "--distill", "dark"])


def test_learning_from_views(
    tiny_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No labels, norms as they were, and the card says so."""
    train.main(train_arguments(tiny_set, tmp_path / "one", 2))
    best = str(tmp_path / "one" / "best.pt")
    # The start is better, and the end is taken all the same.
    monkeypatch.setattr(Trainer, "evaluate", scored(0.5, 0.4))
    arguments = [*train_arguments(tiny_set, tmp_path / "two", 2), "--init", best]
    teachers = ["--teacher", best, "--teacher", best]
    train.main([*arguments, "--distill", "views", *teachers, "--take-last"])
    original, _ = load_mobile(Path(best))
    network, state = load_mobile(tmp_path / "two" / "best.pt")
    assert state["step"] == 2
    before, after = original.state_dict(), network.state_dict()
    assert torch.equal(after["stem.norm.running_mean"], before["stem.norm.running_mean"])
    assert not torch.equal(network.stem.conv.weight, original.stem.conv.weight)
    description = card.describe_training(state)["description"]
    assert "no labels" in description and "the last weights" in description
    with pytest.raises(SystemExit, match="several"):
        train.main([*arguments, "--distill", "dark", *teachers])
