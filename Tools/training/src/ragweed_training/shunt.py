"""Shunts: cheap stand-ins for a range of the encoder's stages, named like `5-10-Arch1`.

Architectures after Haas et al., AIAI 2021. Stages 0 to 10 are the encoder's blocks. Stage 11 is
the 1x1 convolution after them and stage 12 the pyramid (ASPP), which the paper's networks lack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from torch import Tensor, nn

from ragweed_training.layers import BlockSpec, ConvNorm, relu6_to_hardsigmoid

LAST_BLOCK = 10
HEAD_STAGE = 11
PYRAMID_STAGE = 12
# The decoder takes its skips from blocks 0 and 2.
FIRST_REPLACEABLE = 3

# Width of each 1x1 with a depthwise 3x3 behind it, and of the narrow 1x1 between two of them.
ARCHITECTURES: dict[str, tuple[int, int, int | None]] = {
    "Arch1": (192, 2, 64),
    "Arch4": (128, 1, None),
    "Arch5": (192, 3, 64),
}


@dataclass(frozen=True)
class ShuntSpec:
    """Which stages are replaced, both ends included, and by what."""

    first: int
    last: int
    architecture: str

    @property
    def name(self) -> str:
        """Name in the paper's form."""
        return f"{self.first}-{self.last}-{self.architecture}"


def parse_shunt(text: str) -> ShuntSpec:
    """Parse `5-10-Arch1`.

    Raises:
        ValueError: The text is no shunt, or its stages cannot be replaced.
    """
    match = re.fullmatch(r"(\d+)-(\d+)-(Arch\d)", text)
    if match is None or match[3] not in ARCHITECTURES:
        known = ", ".join(ARCHITECTURES)
        raise ValueError(f"shunt {text!r} is not FIRST-LAST-ARCHITECTURE with one of {known}")
    spec = ShuntSpec(int(match[1]), int(match[2]), match[3])
    if not FIRST_REPLACEABLE <= spec.first <= spec.last <= PYRAMID_STAGE:
        raise ValueError(
            f"shunt {text!r}: stages must rise within {FIRST_REPLACEABLE} to {PYRAMID_STAGE}"
        )
    return spec


class Shunt(nn.Module):
    """1x1 convolutions and depthwise 3x3 in a chain, without residuals or gates."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        architecture: str,
        strides: tuple[int, ...],
        first_dilation: int,
        last_dilation: int,
    ) -> None:
        """Build the chain; the strides go to the first depthwise convolutions."""
        super().__init__()
        width, depth, narrow = ARCHITECTURES[architecture]
        if len(strides) > depth:
            raise ValueError(f"{architecture} has {depth} depthwise layers for {len(strides)}")
        layers: list[nn.Module] = []
        channels = inputs
        for index in range(depth):
            dilation = first_dilation if index == 0 else last_dilation
            stride = strides[index] if index < len(strides) else 1
            layers.append(ConvNorm(channels, width, activation="relu6"))
            layers.append(
                ConvNorm(
                    width,
                    width,
                    3,
                    stride=stride,
                    dilation=dilation,
                    depthwise=True,
                    activation="relu6",
                )
            )
            channels = width
            if index < depth - 1 and narrow is not None:
                layers.append(ConvNorm(channels, narrow, activation="none"))
                channels = narrow
        layers.append(ConvNorm(channels, outputs, activation="none"))
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        """Apply the chain."""
        return cast(Tensor, self.layers(x))

    def replace_relu6(self) -> None:
        """Write each ReLU6 as a hard-sigmoid, once the norms are folded."""
        for layer, following in self.activated():
            relu6_to_hardsigmoid(layer, following)

    def activated(self) -> Iterator[tuple[ConvNorm, nn.Conv2d]]:
        """Yield each layer with the one convolution behind it."""
        layers = [layer for layer in self.layers if isinstance(layer, ConvNorm)]
        for layer, following in pairwise(layers):
            yield layer, following.conv


def build_shunt(
    spec: ShuntSpec,
    blocks: tuple[BlockSpec, ...],
    inputs: int,
    head_width: int,
    pyramid_width: int,
    pyramid_dilations: tuple[int, ...],
) -> Shunt:
    """Build the shunt that fits between the stages of a network."""
    replaced = blocks[spec.first : spec.last + 1]
    strides = tuple(block.stride for block in replaced if block.stride > 1)
    dilations = [block.dilation for block in replaced]
    outputs = replaced[-1].out if replaced else head_width
    if spec.last >= HEAD_STAGE:
        outputs = head_width
    if spec.last >= PYRAMID_STAGE:
        outputs = pyramid_width
        # The middle one of the pyramid's reaches.
        dilations.append(sorted(pyramid_dilations)[len(pyramid_dilations) // 2])
    first, last = (dilations[0], dilations[-1]) if dilations else (1, 1)
    return Shunt(inputs, outputs, spec.architecture, strides, first, last)
