"""ViT-S/14 of DINOv2's form, rebuilt from the backbone inside an ONNX file: a teacher's features.

Architecture: Oquab et al. 2023 (arXiv 2304.07193); layer scale: Touvron et al. 2021.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

PATCH_PX = 14
WIDTH = 384
HEADS = 6
DEPTH = 12
GRID = 37
# ImageNet's statistics, of pixels from 0 to 255.
MEAN = (123.675, 116.28, 103.53)
STD = (58.395, 57.12, 57.375)
# Middle features say where, last ones say what.
FEATURE_LAYERS = (8, 12)
FEATURE_WIDTH = WIDTH * len(FEATURE_LAYERS)


class Block(nn.Module):
    """Attention and perceptron, each with layer scale and a shortcut."""

    def __init__(self) -> None:
        """Build one of the twelve blocks."""
        super().__init__()
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-6)
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.dense = nn.Linear(WIDTH, WIDTH)
        self.scale1 = nn.Parameter(torch.ones(WIDTH))
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-6)
        self.fc1 = nn.Linear(WIDTH, 4 * WIDTH)
        self.fc2 = nn.Linear(4 * WIDTH, WIDTH)
        self.scale2 = nn.Parameter(torch.ones(WIDTH))

    def forward(self, x: Tensor) -> Tensor:
        """Map [N,tokens,384] to the same shape."""
        y = self.norm1(x)
        heads = [
            part(y).unflatten(-1, (HEADS, -1)).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        ]
        mixed = functional.scaled_dot_product_attention(*heads).transpose(1, 2).flatten(2)
        x = x + self.scale1 * self.dense(mixed)
        return cast(Tensor, x + self.scale2 * self.fc2(functional.gelu(self.fc1(self.norm2(x)))))


class VisionTransformer(nn.Module):
    """The backbone; gives feature maps of some of its layers."""

    def __init__(self) -> None:
        """Build it with random weights."""
        super().__init__()
        self.patches = nn.Conv2d(3, WIDTH, PATCH_PX, stride=PATCH_PX)
        self.token = nn.Parameter(torch.zeros(1, 1, WIDTH))
        self.token_position = nn.Parameter(torch.zeros(1, 1, WIDTH))
        self.positions = nn.Parameter(torch.zeros(1, GRID * GRID, WIDTH))
        self.blocks = nn.ModuleList(Block() for _ in range(DEPTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-6)

    def positions_for(self, rows: int, columns: int) -> Tensor:
        """Positions of another grid, interpolated."""
        if (rows, columns) == (GRID, GRID):
            return self.positions
        grid = self.positions.view(1, GRID, GRID, WIDTH).permute(0, 3, 1, 2)
        grid = functional.interpolate(
            grid, size=(rows, columns), mode="bicubic", align_corners=False
        )
        return grid.flatten(2).transpose(1, 2)

    def forward(self, images: Tensor) -> Tensor:
        """Map uint8 or float [N,3,H,W] of 0 to 255, sides multiples of 14, to [N,768,H/14,W/14]."""
        mean = torch.tensor(MEAN, device=images.device).view(1, 3, 1, 1)
        std = torch.tensor(STD, device=images.device).view(1, 3, 1, 1)
        y = self.patches((images.float() - mean) / std)
        rows, columns = y.shape[-2:]
        tokens = y.flatten(2).transpose(1, 2) + self.positions_for(rows, columns)
        first = (self.token + self.token_position).expand(len(images), -1, -1)
        x = torch.cat([first, tokens], dim=1)
        found: list[Tensor] = []
        for number, block in enumerate(self.blocks, 1):
            x = block(x)
            if number in FEATURE_LAYERS:
                found.append(self.norm(x)[:, 1:].transpose(1, 2).unflatten(2, (rows, columns)))
        return torch.cat(found, dim=1)


def load_vit(path: Path) -> VisionTransformer:
    """Read the backbone out of the package's ONNX file.

    Raises:
        ValueError: The file holds other tensors than expected.
    """
    graph = onnx.load(str(path)).graph
    tensors = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    # MatMul weights have lost their names: that of the bias added to each product says which it is.
    products: dict[str, str] = {
        node.output[0]: node.input[1]
        for node in graph.node
        if node.op_type == "MatMul" and node.input[1] in tensors
    }
    weights: dict[str, NDArray[np.float32]] = {}
    for node in graph.node:
        if node.op_type == "Add":
            for bias, product in (node.input, tuple(reversed(node.input))):
                if product in products and bias.endswith(".bias"):
                    weights[bias.removesuffix(".bias")] = tensors[products[product]]
    positions = [t for t in tensors.values() if t.shape == (1, GRID * GRID, WIDTH)]
    constants = [
        t for k, t in tensors.items() if t.shape == (1, 1, WIDTH) and not k.startswith("backbone")
    ]
    if len(weights) != 6 * DEPTH or len(positions) != 1 or len(constants) != 1:
        raise ValueError(f"{path} holds no ViT-S/14: its graph has other tensors than expected")
    prefix = "backbone.embeddings."
    state = {
        "patches.weight": tensors[f"{prefix}patch_embeddings.projection.weight"],
        "patches.bias": tensors[f"{prefix}patch_embeddings.projection.bias"],
        "token": tensors[f"{prefix}cls_token"],
        "token_position": constants[0],
        "positions": positions[0],
        "norm.weight": tensors["backbone.layernorm.weight"],
        "norm.bias": tensors["backbone.layernorm.bias"],
    }
    layers = ("query", "key", "value", "dense", "fc1", "fc2")
    theirs = ("attention.attention.query", "attention.attention.key", "attention.attention.value",
              "attention.output.dense", "mlp.fc1", "mlp.fc2")  # fmt: skip
    for index in range(DEPTH):
        layer = f"backbone.encoder.layer.{index}."
        for own, name in zip(layers, theirs, strict=True):
            state[f"blocks.{index}.{own}.weight"] = weights[layer + name].T
            state[f"blocks.{index}.{own}.bias"] = tensors[f"{layer}{name}.bias"]
        for number in (1, 2):
            for part in ("weight", "bias"):
                name = f"norm{number}.{part}"
                state[f"blocks.{index}.{name}"] = tensors[layer + name]
            scale = tensors[f"{layer}layer_scale{number}.lambda1"]
            state[f"blocks.{index}.scale{number}"] = scale
    network = VisionTransformer()
    network.load_state_dict(
        {key: torch.from_numpy(np.array(value)) for key, value in state.items()}
    )
    return network.eval().requires_grad_(False)
