"""Networks drawn at random, and their products by ONNX's own shape inference."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FLOAT = TensorProto.FLOAT


@dataclass
class Drawing:
    """A network that grows by one operation after the other."""

    generator: random.Random
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)
    shapes: dict[str, list[int]] = field(default_factory=dict)

    def name(self) -> str:
        """A name that no tensor has yet."""
        return f"t{len(self.nodes)}_{len(self.constants)}"

    def weight(self, *shape: int) -> str:
        """A constant of numbers."""
        name = f"w{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.zeros(shape, np.float32), name))
        return name

    def sizes(self, *values: int) -> str:
        """A constant of whole numbers."""
        name = f"s{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(values, np.int64), name))
        return name

    def add(
        self, operation: str, *inputs: str, outputs: int = 1, **settings: int | str | list[int]
    ) -> list[str]:
        """An operation, and the names of what comes out."""
        names = [f"{operation.lower()}{len(self.nodes)}_{index}" for index in range(outputs)]
        node = helper.make_node(operation, list(inputs), names, f"n{len(self.nodes)}")
        node.attribute.extend(helper.make_attribute(key, value) for key, value in settings.items())
        self.nodes.append(node)
        return names


Image = tuple[str, list[int]]


def convolution(drawing: Drawing, image: Image) -> Image:
    """Plain, grouped, depthwise, dilated or strided."""
    name, (batch, channels, rows, columns) = image
    groups = drawing.generator.choice(
        [one for one in (1, 1, 2, 4, channels) if channels % one == 0]
    )
    out = groups * drawing.generator.randint(1, 4)
    kernel, stride = drawing.generator.choice([1, 3]), drawing.generator.choice([1, 1, 2])
    pad = kernel // 2
    weight = drawing.weight(out, channels // groups, kernel, kernel)
    (result,) = drawing.add(
        "Conv",
        name,
        weight,
        group=groups,
        strides=[stride, stride],
        pads=[pad] * 4,
        kernel_shape=[kernel, kernel],
    )
    return result, [batch, out, (rows - 1) // stride + 1, (columns - 1) // stride + 1]


def split(drawing: Drawing, image: Image) -> Image:
    """The block of YOLOv8: split by an input, a convolution on one half, joined."""
    name, (batch, channels, rows, columns) = image
    if channels % 2:
        return image
    half = channels // 2
    first, second = drawing.add("Split", name, drawing.sizes(half, half), outputs=2, axis=1)
    (third,) = drawing.add("Conv", second, drawing.weight(half, half, 3, 3), pads=[1] * 4)
    (result,) = drawing.add("Concat", first, second, third, axis=1)
    return result, [batch, 3 * half, rows, columns]


def focus(drawing: Drawing, image: Image) -> Image:
    """Every second row and column, as the first layer of YOLOv5."""
    name, (batch, channels, rows, columns) = image
    if rows % 2 or columns % 2:
        return image
    parts = [
        drawing.add(
            "Slice",
            name,
            drawing.sizes(row, column),
            drawing.sizes(2**62, 2**62),
            drawing.sizes(2, 3),
            drawing.sizes(2, 2),
        )[0]
        for row in (0, 1)
        for column in (0, 1)
    ]
    (result,) = drawing.add("Concat", *parts, axis=1)
    return result, [batch, 4 * channels, rows // 2, columns // 2]


def attention(drawing: Drawing, image: Image) -> Image:
    """Every place looks at every other; sizes are asked of the tensor, as exporters do it."""
    name, (batch, channels, rows, columns) = image
    (shape,) = drawing.add("Shape", name)
    (count,) = drawing.add("Gather", shape, drawing.sizes(1), axis=0)
    (wanted,) = drawing.add("Concat", drawing.sizes(batch), count, drawing.sizes(-1), axis=0)
    (flat,) = drawing.add("Reshape", name, wanted)
    (tokens,) = drawing.add("Transpose", flat, perm=[0, 2, 1])
    (query,) = drawing.add("MatMul", tokens, drawing.weight(channels, channels))
    (scores,) = drawing.add("MatMul", query, flat)
    (shares,) = drawing.add("Softmax", scores, axis=-1)
    (mixed,) = drawing.add("MatMul", shares, tokens)
    (turned,) = drawing.add("Transpose", mixed, perm=[0, 2, 1])
    (result,) = drawing.add("Reshape", turned, shape)
    return result, [batch, channels, rows, columns]


def shuffle(drawing: Drawing, image: Image) -> Image:
    """Channels to places or back."""
    name, (batch, channels, rows, columns) = image
    if channels % 4 == 0:
        (result,) = drawing.add("DepthToSpace", name, blocksize=2)
        return result, [batch, channels // 4, rows * 2, columns * 2]
    if rows % 2 or columns % 2:
        return image
    (result,) = drawing.add("SpaceToDepth", name, blocksize=2)
    return result, [batch, channels * 4, rows // 2, columns // 2]


def enlarged(drawing: Drawing, image: Image) -> Image:
    """Half as large again by sizes that are reckoned from the tensor's own."""
    name, (batch, channels, rows, columns) = image
    if max(rows, columns) > 40:
        return image
    (shape,) = drawing.add("Shape", name)
    (places,) = drawing.add("Slice", shape, drawing.sizes(2), drawing.sizes(4), drawing.sizes(0))
    (larger,) = drawing.add("Mul", places, drawing.sizes(2))
    (front,) = drawing.add("Slice", shape, drawing.sizes(0), drawing.sizes(2), drawing.sizes(0))
    (sizes,) = drawing.add("Concat", front, larger, axis=0)
    (result,) = drawing.add("Resize", name, "", "", sizes, mode="nearest")
    return result, [batch, channels, rows * 2, columns * 2]


def gated(drawing: Drawing, image: Image) -> Image:
    """Squeeze and excitation."""
    name, (batch, channels, rows, columns) = image
    (mean,) = drawing.add("ReduceMean", name, drawing.sizes(2, 3), keepdims=0)
    (gate,) = drawing.add("Gemm", mean, drawing.weight(channels, channels), transB=1)
    (open_,) = drawing.add("Sigmoid", gate)
    (wide,) = drawing.add("Unsqueeze", open_, drawing.sizes(2, 3))
    (result,) = drawing.add("Mul", name, wide)
    return result, [batch, channels, rows, columns]


def summed(drawing: Drawing, image: Image) -> Image:
    """A sum over named axes."""
    name, (batch, channels, rows, columns) = image
    (result,) = drawing.add(
        "Einsum", name, drawing.weight(channels, channels), equation="bchw,cd->bdhw"
    )
    return result, [batch, channels, rows, columns]


def pooled(drawing: Drawing, image: Image) -> Image:
    """The greatest of four."""
    name, (batch, channels, rows, columns) = image
    if min(rows, columns) < 2:
        return image
    (result,) = drawing.add("MaxPool", name, kernel_shape=[2, 2], strides=[2, 2])
    return result, [batch, channels, rows // 2, columns // 2]


STEPS: list[Callable[[Drawing, Image], Image]] = [
    convolution,
    convolution,
    split,
    focus,
    attention,
    shuffle,
    enlarged,
    gated,
    summed,
    pooled,
]


def network(seed: int) -> onnx.ModelProto:
    """A network of a dozen blocks in a random order."""
    generator = random.Random(seed)
    drawing = Drawing(generator)
    shape = [1, generator.choice([3, 4, 8]), generator.choice([16, 24]), generator.choice([16, 32])]
    image: Image = ("x", shape)
    for _ in range(12):
        before = image
        image = generator.choice(STEPS)(drawing, image)
        if math.prod(image[1]) > 60_000:
            image = before
    (result,) = drawing.add("Relu", image[0])
    graph = helper.make_graph(
        drawing.nodes,
        "drawn",
        [helper.make_tensor_value_info("x", FLOAT, shape)],
        [helper.make_tensor_value_info(result, FLOAT, image[1])],
        drawing.constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def products(model: onnx.ModelProto) -> dict[str, int]:
    """The products of each operation that has some, by the shapes that ONNX infers."""
    inferred = onnx.shape_inference.infer_shapes(
        model, check_type=True, strict_mode=True, data_prop=True
    )
    shapes = {tensor.name: list(tensor.dims) for tensor in inferred.graph.initializer}
    for value in [*inferred.graph.input, *inferred.graph.value_info, *inferred.graph.output]:
        shapes[value.name] = [dimension.dim_value for dimension in value.type.tensor_type.shape.dim]
    counts: dict[str, int] = {}
    for node in inferred.graph.node:
        if node.op_type == "Conv":
            counts[node.name] = math.prod(shapes[node.output[0]]) * math.prod(
                shapes[node.input[1]][1:]
            )
        elif node.op_type in ("MatMul", "Gemm"):
            counts[node.name] = math.prod(shapes[node.output[0]]) * shapes[node.input[0]][-1]
        elif node.op_type == "Einsum":
            counts[node.name] = math.prod(shapes[node.output[0]]) * shapes[node.input[1]][0]
    return counts
