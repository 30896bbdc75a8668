"""The ONNX files that every peer gets: RGB from 0 to 1 in, two probabilities out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

TILE_PX = 512
OPSET = 13
# Where the pixels of `context_raster.py` have their zero, and how many of their steps make one.
CONTEXT_ZERO, CONTEXT_STEPS = 127.0, 400.0
CONTEXT_OFFSET, CONTEXT_SLOPE = 0.06, 30.0
# Twice green minus red minus blue, in steps of a byte, above which the per-pixel model says weed.
# A half lies between two possible values, so that no rounding decides.
PIXEL_LIMIT = 40.5


def constant(name: str, values: object) -> onnx.TensorProto:
    """A tensor of the graph.

    Args:
        name: Its name.
        values: Its numbers.

    Returns:
        The tensor.
    """
    return numpy_helper.from_array(np.asarray(values, np.float32), name)


def graph(nodes: list[onnx.NodeProto], constants: list[onnx.TensorProto]) -> onnx.ModelProto:
    """A model from `image` to `probabilities`.

    Args:
        nodes: Its operations.
        constants: Its weights.

    Returns:
        The checked model.
    """
    shape = [1, 3, TILE_PX, TILE_PX]
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, shape)
    shape = [1, 2, TILE_PX, TILE_PX]
    output = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, shape)
    made = helper.make_model(
        helper.make_graph(nodes, "benchmark", [image], [output], constants),
        opset_imports=[helper.make_opsetid("", OPSET)],
    )
    made.ir_version = 8
    onnx.checker.check_model(made)
    return made


def two_classes(score: str) -> list[onnx.NodeProto]:
    """Turns a score into the probabilities of its opposite and of itself.

    Args:
        score: The name of the score.

    Returns:
        The operations.
    """
    return [
        helper.make_node("Neg", [score], ["against"]),
        helper.make_node("Concat", ["against", score], ["scores"], axis=1),
        helper.make_node("Sigmoid", ["scores"], ["probabilities"]),
    ]


def per_pixel() -> onnx.ModelProto:
    """Excess green above a limit: no neighbour matters, so every right tiling gives one mask.

    Returns:
        The model.
    """
    weights = np.array([-255.0, 510.0, -255.0]).reshape(1, 3, 1, 1)
    constants = [constant("weights", weights), constant("limit", [-PIXEL_LIMIT])]
    first = helper.make_node("Conv", ["image", "weights", "limit"], ["score"], kernel_shape=[1, 1])
    return graph([first, *two_classes("score")], constants)


def context() -> onnx.ModelProto:
    """A pixel against the mean of its tile, as image pooling does: neighbouring tiles disagree.

    Returns:
        The model.
    """
    weights = np.array([0.0, 255.0 / CONTEXT_STEPS, 0.0]).reshape(1, 3, 1, 1)
    constants = [
        constant("weights", weights),
        constant("zero", [-CONTEXT_ZERO / CONTEXT_STEPS]),
        constant("offset", [CONTEXT_OFFSET]),
        constant("slope", [CONTEXT_SLOPE]),
    ]
    nodes = [
        helper.make_node("Conv", ["image", "weights", "zero"], ["value"], kernel_shape=[1, 1]),
        helper.make_node("GlobalAveragePool", ["value"], ["mean"]),
        helper.make_node("Sub", ["value", "mean"], ["difference"]),
        helper.make_node("Sub", ["difference", "offset"], ["above"]),
        helper.make_node("Mul", ["above", "slope"], ["score"]),
    ]
    return graph([*nodes, *two_classes("score")], constants)


def network(path: Path) -> onnx.ModelProto:
    """The shipped network with the way from 0..1 to its own input put in front.

    Args:
        path: Its ONNX file; it wants 127.5 taken off and a division by 127.5.

    Returns:
        The model.
    """
    model = onnx.load(path)
    own = model.graph.input[0].name
    for node in model.graph.node:
        for index, name in enumerate(node.input):
            if name == own:
                node.input[index] = "scaled"
    model.graph.input[0].name = "image"
    first = [
        helper.make_node("Mul", ["image", "two"], ["doubled"]),
        helper.make_node("Sub", ["doubled", "one"], ["scaled"]),
    ]
    nodes = [*first, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    model.graph.initializer.extend([constant("two", [2.0]), constant("one", [1.0])])
    onnx.checker.check_model(model)
    return model


def write(model: onnx.ModelProto, path: Path, overlap_percent: float) -> None:
    """Writes a model with GeoDeep's metadata inside and the card of `ragweed` beside it.

    Args:
        model: The model.
        path: The ONNX file.
        overlap_percent: What GeoDeep takes for the overlap of its tiles.
    """
    metadata = {
        "model_type": json.dumps("Segmentor"),
        "class_names": json.dumps({"0": "background", "1": "weed"}),
        "resolution": "1",
        "tiles_overlap": str(overlap_percent),
        "seg_thresh": "0.5",
        "seg_small_segment": "0",
    }
    helper.set_model_props(model, metadata)
    onnx.save(model, path)
    card = {
        "name": path.stem,
        "version": "1.0.0",
        "task": "benchmark",
        "classes": ["background", "weed"],
        "has_seen_target_species": False,
        "input": {
            "name": "image",
            "width_px": TILE_PX,
            "height_px": TILE_PX,
            "channels": "RGB",
            "layout": "NCHW",
            "mean": [0.0, 0.0, 0.0],
            "std": [255.0, 255.0, 255.0],
        },
        "output": {"name": model.graph.output[0].name, "kind": "probabilities"},
        "ground_sampling_cm_per_px": {"min": 0.01, "max": 100},
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "limitations": ["Made for a benchmark."],
    }
    path.with_suffix(".card.json").write_text(json.dumps(card, indent=2) + "\n")
