"""A network as `ragweed map` runs it in OpenVINO: its end outside of it, and clips.

OpenVINO takes a quarter of a tile's time to enlarge two channels of scores; the program cuts the
network there and does the rest itself. Here OpenCV does, with the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import onnx
from numpy.typing import NDArray


@dataclass(frozen=True)
class CutNetwork:
    """A network that ends with scores, and how much larger the probabilities are."""

    network: bytes
    factor: int


def cut_before_enlargement(model: onnx.ModelProto) -> CutNetwork | None:
    """Cut a network of two classes that ends in a bilinear Resize and a Softmax; else None."""
    makers = {name: node for node in model.graph.node for name in node.output}
    softmax = makers.get(model.graph.output[0].name)
    if softmax is None or softmax.op_type != "Softmax":
        return None
    resize = makers.get(softmax.input[0])
    if resize is None or resize.op_type != "Resize" or len(resize.input) != 3:
        return None
    constants = {tensor.name: tensor for tensor in model.graph.initializer}
    if resize.input[2] not in constants:
        return None
    scales = onnx.numpy_helper.to_array(constants[resize.input[2]]).tolist()
    factor = int(scales[2])
    sides = [d.dim_value for d in model.graph.output[0].type.tensor_type.shape.dim]
    if scales != [1, 1, factor, factor] or len(sides) != 4 or sides[1] != 2:
        return None
    cut = onnx.ModelProto()
    cut.CopyFrom(model)
    kept = [
        node
        for node in cut.graph.node
        if node.output[0] not in (softmax.output[0], resize.output[0])
    ]
    del cut.graph.node[:], cut.graph.output[:]
    cut.graph.node.extend(kept)
    shape = [*sides[:2], sides[2] // factor, sides[3] // factor]
    cut.graph.output.append(
        onnx.helper.make_tensor_value_info(resize.input[0], onnx.TensorProto.FLOAT, shape)
    )
    return CutNetwork(with_clips(cut).SerializeToString(), factor)


def with_clips(model: onnx.ModelProto) -> onnx.ModelProto:
    """Write a Clip for each hard-sigmoid between two convolutions.

    OpenVINO computes a hard-sigmoid by itself, in 32 bits and by slow code, and these within the
    convolution before them. The files have none because OpenCV 4.6 reads none.
    """
    made_by_convolutions = {
        name for node in model.graph.node if node.op_type == "Conv" for name in node.output
    }
    read_by_others = {
        name for node in model.graph.node if node.op_type != "Conv" for name in node.input
    } | {output.name for output in model.graph.output}
    changed = onnx.ModelProto()
    changed.CopyFrom(model)
    del changed.graph.node[:]
    for node in model.graph.node:
        output = node.output[0]
        if (
            node.op_type != "HardSigmoid"
            or node.input[0] not in made_by_convolutions
            or output in read_by_others
        ):
            changed.graph.node.append(node)
            continue
        given = {attribute.name: attribute.f for attribute in node.attribute}
        numbers = {
            "alpha": given.get("alpha", 0.2),
            "beta": given.get("beta", 0.5),
            "least": 0.0,
            "most": 1.0,
        }
        changed.graph.initializer.extend(
            onnx.numpy_helper.from_array(np.array(value, np.float32), f"{output}.{name}")
            for name, value in numbers.items()
        )
        for kind, inputs, made in (
            ("Mul", [node.input[0], f"{output}.alpha"], f"{output}.product"),
            ("Add", [f"{output}.product", f"{output}.beta"], f"{output}.sum"),
            ("Clip", [f"{output}.sum", f"{output}.least", f"{output}.most"], output),
        ):
            changed.graph.node.append(onnx.helper.make_node(kind, inputs, [made], made))
    return changed


def enlarged_probabilities(scores: NDArray[np.float32], factor: int) -> NDArray[np.float32]:
    """Turn scores [1, 2, rows, columns] into probabilities, `factor` times as many each way.

    The softmax of two scores is the logistic function of their difference.
    """
    difference = scores[0, 1] - scores[0, 0]
    size = (difference.shape[1] * factor, difference.shape[0] * factor)
    weed = cv2.resize(difference, size, interpolation=cv2.INTER_LINEAR)
    result = np.empty((1, 2, size[1], size[0]), np.float32)
    np.negative(weed, out=weed)
    cv2.exp(weed, dst=weed)
    np.add(weed, 1, out=weed)
    np.divide(1, weed, out=result[0, 1])
    np.subtract(1, result[0, 1], out=result[0, 0])
    return result
