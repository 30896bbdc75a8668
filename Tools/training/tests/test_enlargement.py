"""The end of a network outside of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from ragweed_training.enlargement import cut_before_enlargement, enlarged_probabilities
from ragweed_training.export import export_onnx
from ragweed_training.model import WeedNet
from ragweed_training.network_spec import NetworkSpec

from .test_model import warm


@pytest.mark.parametrize(
    ("head", "shunt", "factor"),
    [("deeplab", None, 4), ("light", None, 8), ("deeplab", "7-12-Arch1", 4)],
)
def test_cut_and_enlarged_it_is_the_whole_network(
    head: str, shunt: str | None, factor: int, tmp_path: Path
) -> None:
    """At the borders too, and with the clips of a shunt."""
    torch.manual_seed(5)
    file = tmp_path / "m.onnx"
    export_onnx(warm(WeedNet(NetworkSpec(head=head, shunt=shunt))), file, 128)
    cut = cut_before_enlargement(onnx.load(str(file)))
    assert cut is not None and cut.factor == factor
    clips = [
        node for node in onnx.load_from_string(cut.network).graph.node if node.op_type == "Clip"
    ]
    assert len(clips) == (4 if shunt else 0)
    image = np.random.default_rng(6).uniform(-1, 1, (1, 3, 128, 128)).astype(np.float32)
    (wanted,) = onnxruntime.InferenceSession(str(file)).run(None, {"image": image})
    (scores,) = onnxruntime.InferenceSession(cut.network).run(None, {"image": image})
    assert wanted.std() > 0.01
    assert np.abs(enlarged_probabilities(scores, factor) - wanted).max() < 1e-5


def test_other_ends_are_left_alone() -> None:
    """A network that ends in an activation."""
    node = onnx.helper.make_node("Relu", ["x"], ["y"])
    value = [onnx.helper.make_tensor_value_info(n, 1, [1, 2, 4, 4]) for n in "xy"]
    graph = onnx.helper.make_graph([node], "g", value[:1], value[1:])
    assert cut_before_enlargement(onnx.helper.make_model(graph)) is None
