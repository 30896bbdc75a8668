"""DeepLab V3+ on an EfficientNet-Lite0 encoder that starts from ImageNet weights.

Encoder: EfficientNet-Lite0 (MobileNetV2 blocks of compound-scaled widths, no squeeze and excite,
ReLU6). Output stride 32, with decoder skips at strides 16, 8 and 4: on two cores it takes three
fifths of the time of output stride 16.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn

from ragweed_training.kinds import KINDS, KindMerge
from ragweed_training.layers import (
    ConvNorm,
    PyramidPooling,
    SeparableConv,
    relu6_to_hardsigmoid,
    upsample_to,
)
from ragweed_training.network_spec import NetworkSpec
from ragweed_training.pretrained import LITE0, verified_file

STEM_WIDTH = 32
# Width, kernel, stride of the first, expansion, how many blocks.
STAGES = (
    (16, 3, 1, 1, 1),
    (24, 3, 2, 6, 2),
    (40, 5, 2, 6, 2),
    (80, 3, 2, 6, 3),
    (112, 5, 1, 6, 3),
    (192, 5, 2, 6, 4),
    (320, 3, 1, 6, 1),
)
# The last blocks at strides 4, 8 and 16.
SKIPS = {2: 24, 4: 40, 10: 112}
DILATIONS = (2, 4, 6)
FEATURE_WIDTH = 128


class LiteBlock(nn.Module):
    """Expand, depthwise, project; a shortcut where the shape stays."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int) -> None:
        """Build one block."""
        super().__init__()
        inner = inputs * expansion
        self.expand: nn.Module = (
            ConvNorm(inputs, inner, activation="relu6") if expansion > 1 else nn.Identity()
        )
        self.depthwise = ConvNorm(
            inner, inner, kernel, stride=stride, depthwise=True, activation="relu6"
        )
        self.project = ConvNorm(inner, outputs, activation="none")
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        """Map [N,inputs,h,w] to [N,outputs,h/stride,w/stride]."""
        y = cast(Tensor, self.project(self.depthwise(self.expand(x))))
        return x + y if self.residual else y


class LiteNet(nn.Module):
    """Encoder, pyramid, decoder with three skips; scores of kinds merged into two classes."""

    def __init__(self, spec: NetworkSpec) -> None:
        """Build the network with random weights."""
        super().__init__()
        self.spec = spec
        self.stem = ConvNorm(3, STEM_WIDTH, 3, stride=2, activation="relu6")
        blocks: list[nn.Module] = []
        inputs = STEM_WIDTH
        for width, kernel, stride, expansion, count in STAGES:
            for index in range(count):
                first = stride if index == 0 else 1
                blocks.append(LiteBlock(inputs, width, kernel, first, expansion))
                inputs = width
        self.blocks = nn.ModuleList(blocks)
        self.pyramid = PyramidPooling(inputs, FEATURE_WIDTH, DILATIONS)
        self.skip16 = ConvNorm(SKIPS[10], 64)
        self.fuse16 = SeparableConv(FEATURE_WIDTH + 64, FEATURE_WIDTH)
        self.skip8 = ConvNorm(SKIPS[4], 48)
        self.fuse8 = SeparableConv(FEATURE_WIDTH + 48, 96)
        self.skip4 = ConvNorm(SKIPS[2], 24)
        self.fuse4 = SeparableConv(96 + 24, 64)
        self.refine4 = SeparableConv(64, 64)
        self.classifier = nn.Conv2d(64, len(KINDS), 1)
        self._initialise()
        self.merge = KindMerge()

    def _initialise(self) -> None:
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        nn.init.normal_(self.classifier.weight, std=0.01)

    def final_classifier(self) -> nn.Conv2d:
        """Return the convolution that scores the kinds."""
        return self.classifier

    def features(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return the fused features at stride 16, the skips at 8 and 4, and the encoder's end."""
        y = self.stem(x)
        skips: dict[int, Tensor] = {}
        for index, block in enumerate(self.blocks):
            y = block(y)
            if index in SKIPS:
                skips[index] = y
        end = y
        y = self.pyramid(y)
        y = torch.cat([upsample_to(y, skips[10], 2), self.skip16(skips[10])], dim=1)
        return self.fuse16(y), skips[4], skips[2], end

    def decode(self, y: Tensor, low8: Tensor, low4: Tensor) -> Tensor:
        """Return scores of kinds at a quarter of the input's resolution."""
        y = self.fuse8(torch.cat([upsample_to(y, low8, 2), self.skip8(low8)], dim=1))
        y = self.fuse4(torch.cat([upsample_to(y, low4, 2), self.skip4(low4)], dim=1))
        return cast(Tensor, self.classifier(self.refine4(y)))

    def forward(self, x: Tensor) -> Tensor:
        """Return log probabilities of background and weed at the input's resolution."""
        return self.forward_both(x)[0]

    def forward_both(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return log probabilities at the input's resolution, and features at a sixteenth."""
        scores, features = self.forward_kinds(x)
        return upsample_to(self.merge(scores), x, 4), features

    def forward_kinds(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return scores of kinds at a quarter of the resolution, and features at a sixteenth."""
        y, low8, low4, _ = self.features(x)
        return self.decode(y, low8, low4), y

    def fold(self) -> None:
        """Fold every batch norm into its convolution."""
        self.eval()
        for module in self.modules():
            if isinstance(module, ConvNorm):
                module.fold()
        for layer, following in self.activated():
            relu6_to_hardsigmoid(layer, following)

    def activated(self) -> Iterator[tuple[ConvNorm, nn.Conv2d]]:
        """Yield each layer with a ReLU6 and the one convolution behind it."""
        before = self.stem
        for block in self.blocks:
            assert isinstance(block, LiteBlock)
            if isinstance(block.expand, ConvNorm):
                before = block.expand
            yield before, block.depthwise.conv
            yield block.depthwise, block.project.conv

    def load_imagenet(self, path: Path | None = None) -> None:
        """Take the encoder's weights from the package.

        Its first layer expects (pixel - 127) / 128, ours (pixel - 127.5) / 127.5: half a grey
        level apart. Its stride-2 layers pad at the end only, ours on both sides: the same
        features one pixel further.
        """
        path = verified_file(LITE0) if path is None else path
        theirs = torch.load(path, map_location="cpu", weights_only=True)
        own = self.state_dict()
        taken: dict[str, Tensor] = {}

        def take(mine: str, conv: str, norm: str) -> None:
            taken[f"{mine}.conv.weight"] = theirs[f"{conv}.weight"]
            for part in ("weight", "bias", "running_mean", "running_var"):
                taken[f"{mine}.norm.{part}"] = theirs[f"{norm}.{part}"]

        take("stem", "_conv_stem", "_bn0")
        for index, block in enumerate(self.blocks):
            name = f"_blocks.{index}"
            assert isinstance(block, LiteBlock)
            if not isinstance(block.expand, nn.Identity):
                take(f"blocks.{index}.expand", f"{name}._expand_conv", f"{name}._bn0")
            take(f"blocks.{index}.depthwise", f"{name}._depthwise_conv", f"{name}._bn1")
            take(f"blocks.{index}.project", f"{name}._project_conv", f"{name}._bn2")
        self.load_state_dict(own | taken)
