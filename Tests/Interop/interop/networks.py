"""A small network that says how far a tile lies from what it knows, with its card."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIDE = 256


def write(folder: Path, limit: float) -> Path:
    """Write a network to which bright pixels are weeds, and the mean brightness is unfamiliar."""
    weights = {
        "weights": np.array([[[[0.0]]] * 3, [[[6.0]]] * 3], dtype=np.float32),
        "bias": np.array([0, -9], dtype=np.float32),
        "third": np.full((1, 3, 1, 1), 1 / 3, dtype=np.float32),
    }
    nodes = [
        helper.make_node(
            "Conv", ["image", "weights", "bias"], ["scores"], "score", kernel_shape=[1, 1]
        ),
        helper.make_node("Softmax", ["scores"], ["probabilities"], "softmax", axis=1),
        helper.make_node("GlobalAveragePool", ["image"], ["mean"], "mean"),
        helper.make_node("Conv", ["mean", "third"], ["far"], "far", kernel_shape=[1, 1]),
    ]
    shapes = {"probabilities": [1, 2, SIDE, SIDE], "far": [1, 1, 1, 1]}
    graph = helper.make_graph(
        nodes,
        "bright",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name, shape in shapes.items()
        ],
        [numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=7)
    onnx.checker.check_model(model, full_check=True)
    card = {
        "name": "bright",
        "version": "1",
        "classes": ["background", "weed"],
        "has_seen_target_species": False,
        "input": {
            "name": "image",
            "width_px": SIDE,
            "height_px": SIDE,
            "mean": [0, 0, 0],
            "std": [255, 255, 255],
        },
        "output": {"name": "probabilities", "kind": "probabilities"},
        "unfamiliarity": {"output": "far", "limit": limit, "meaning": "how bright it is"},
        "limitations": [],
    }
    path = folder / "bright.onnx"
    onnx.save(model, path)
    path.with_suffix(".card.json").write_text(json.dumps(card))
    return path
