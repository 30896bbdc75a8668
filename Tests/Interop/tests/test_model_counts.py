"""What a network computes: the same in `model`, in `estimate` and by ONNX's own shape inference."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest

from interop.graphs import network, products
from interop.plans import program


def run(*arguments: str) -> dict[str, Any]:
    """What the program prints as JSON."""
    result = subprocess.run(
        [program(), *arguments, "--format", "json"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    document: dict[str, Any] = json.loads(result.stdout)
    return document


@pytest.mark.parametrize("seed", range(24))
def test_random_networks_are_counted_alike(seed: int, tmp_path: Path) -> None:
    """By layer and in sum."""
    model = network(seed)
    path = tmp_path / "drawn.onnx"
    onnx.save(model, path)
    expected = products(model)
    read = run("model", str(path), "--layers")
    counted = {
        layer["name"]: layer["multiply_adds"] for layer in read["layers"] if layer["multiply_adds"]
    }
    assert counted == expected
    assert read["multiply_adds"] == sum(expected.values())
    estimate = run("estimate", str(path), "--platform", "jetson-nano")
    assert estimate["unknown_layers"] == []
    assert estimate["multiply_adds"] == sum(expected.values())
    by_layer = {
        layer["name"]: layer["operations"] // 2
        for layer in estimate["layers"]
        if layer["name"] in expected
    }
    assert by_layer == expected


def test_a_layer_that_nobody_knows_is_named(tmp_path: Path) -> None:
    """The sum is that of the others."""
    drawn = [
        onnx.helper.make_node("Conv", ["x", "w"], ["a"], "known"),
        onnx.helper.make_node("Strange", ["a"], ["b"], "strange", domain="nobody"),
        onnx.helper.make_node("Relu", ["b"], ["y"], "behind"),
    ]
    weights = onnx.numpy_helper.from_array(np.zeros((4, 3, 1, 1), np.float32), "w")
    graph = onnx.helper.make_graph(
        drawn,
        "strange",
        [onnx.helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [1, 3, 8, 8])],
        [onnx.helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [1, None, None, None])],
        [weights],
    )
    path = tmp_path / "strange.onnx"
    onnx.save(onnx.helper.make_model(graph, ir_version=8), path)
    estimate = run("estimate", str(path), "--platform", "jetson-nano")
    assert estimate["multiply_adds"] == 12 * 64
    assert [layer["name"] for layer in estimate["unknown_layers"]] == ["strange", "behind"]
    assert any("The cost of 2 layer(s) is not known" in warning for warning in estimate["warnings"])
