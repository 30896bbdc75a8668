"""Naming the crop in an exported file gives what naming it in the network gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from torch import nn

from ragweed_training.data import CROP_LABELS, WEED
from ragweed_training.export import export_onnx
from ragweed_training.kinds import KINDS, kind_bias
from ragweed_training.model import WeedNet
from ragweed_training.named_crop import own_crop, with_crop
from ragweed_training.network_spec import NetworkSpec


@pytest.fixture
def network() -> WeedNet:
    """Return a network whose kinds are far apart."""
    torch.manual_seed(2)
    network = WeedNet(NetworkSpec(kinds=True)).eval()
    nn.init.normal_(network.classifier.weight, std=1.0)
    network.classifier.bias = nn.Parameter(torch.linspace(-1, 1, len(KINDS)))
    return network


@pytest.mark.parametrize("crop", ["maize", "none"])
def test_file_and_network_agree(network: WeedNet, tmp_path: Path, crop: str) -> None:
    """Same probabilities, and not those without a crop."""
    path = tmp_path / "net.onnx"
    export_onnx(network, path, 64)
    image = torch.rand(1, 3, 64, 64)
    session = onnxruntime.InferenceSession(with_crop(path, crop))
    found = session.run(None, {"image": image.numpy()})[0]
    with torch.inference_mode():
        scores, _ = network.forward_kinds(image)
        logs = network.merge(scores + kind_bias(crop)[None, :, None, None])
        wanted = torch.softmax(
            nn.functional.interpolate(logs, scale_factor=4, mode="bilinear"), dim=1
        ).numpy()
        plain = torch.softmax(network(image), dim=1).numpy()
    assert np.abs(found - wanted).max() < 1e-5
    assert np.abs(found - plain).max() > 0.01


def test_network_of_two_classes_is_refused(tmp_path: Path) -> None:
    """It tells no crops apart."""
    path = tmp_path / "net.onnx"
    export_onnx(WeedNet().eval(), path, 64)
    with pytest.raises(ValueError, match="tells no crops apart: leave --crop out"):
        with_crop(path, "maize")


def test_own_crop_is_the_one_with_most_pixels() -> None:
    """Weeds do not count; a picture without a crop has none."""
    label = np.full((4, 4), WEED, np.uint8)
    assert own_crop(label) == "none"
    label[0] = CROP_LABELS["beet"]
    label[1, 0] = CROP_LABELS["maize"]
    assert own_crop(label) == "beet"
