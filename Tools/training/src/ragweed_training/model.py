"""DeepLab V3+ on a MobileNetV3-Small encoder, sized for small weeds on two CPU cores."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import torch
from torch import Tensor, nn

from ragweed_training.kinds import KINDS, KindMerge
from ragweed_training.layers import (
    BlockSpec,
    ConvNorm,
    InvertedResidual,
    LightHead,
    PyramidPooling,
    SeparableConv,
    upsample,
    upsample_to,
)
from ragweed_training.lite import LiteNet
from ragweed_training.network_spec import ENCODERS, NetworkSpec
from ragweed_training.shunt import (
    HEAD_STAGE,
    LAST_BLOCK,
    PYRAMID_STAGE,
    ShuntSpec,
    build_shunt,
    parse_shunt,
)
from ragweed_training.unfamiliarity import Unfamiliarity

AUXILIARY_CLASSES = ("soil", "weed", "crop")
STEM_WIDTH = 16
ENCODER_WIDTH = 288
LIGHT_WIDTH = 128

# Output stride 32, block 8 with its group's expansion of 3.
BASE_BLOCKS = (
    BlockSpec(16, 3, 2, 16, True, False),
    BlockSpec(24, 3, 2, 72, False, False),
    BlockSpec(24, 3, 1, 88, False, False),
    BlockSpec(40, 5, 2, 96, True, True),
    BlockSpec(40, 5, 1, 240, True, True),
    BlockSpec(40, 5, 1, 240, True, True),
    BlockSpec(48, 5, 1, 120, True, True),
    BlockSpec(48, 5, 1, 144, True, True),
    BlockSpec(48, 5, 2, 144, True, True),
    BlockSpec(48, 5, 1, 288, True, True),
    BlockSpec(48, 5, 1, 288, True, True),
)


def encoder_blocks(spec: NetworkSpec) -> tuple[BlockSpec, ...]:
    """Return the block table of an output stride: dilation stands in for stride.

    Raises:
        ValueError: The output stride or the expansion is none of the known ones.
    """
    if spec.output_stride not in (8, 16, 32):
        raise ValueError(f"output stride {spec.output_stride} is not 8, 16 or 32")
    if spec.expansion8 not in (3, 6):
        raise ValueError(f"expansion of block 8 is {spec.expansion8}, not 3 or 6")
    blocks = list(BASE_BLOCKS)
    blocks[8] = replace(blocks[8], expanded=48 * spec.expansion8)
    if spec.output_stride <= 16:
        blocks[8] = replace(blocks[8], stride=1)
        blocks[9:] = [replace(block, dilation=2) for block in blocks[9:]]
    if spec.output_stride == 8:
        blocks[3] = replace(blocks[3], stride=1)
        blocks[4:9] = [replace(block, dilation=2) for block in blocks[4:9]]
        blocks[9:] = [replace(block, dilation=4) for block in blocks[9:]]
    return tuple(blocks)


class WeedNet(nn.Module):
    """Encoder, head or shunt, decoder; the auxiliary classifier lives in training only."""

    def __init__(self, spec: NetworkSpec | None = None) -> None:
        """Build the network with random weights."""
        super().__init__()
        spec = spec or NetworkSpec()
        if spec.head not in ("deeplab", "light"):
            raise ValueError(f"head {spec.head!r} is not deeplab or light")
        if spec.kinds and spec.head == "light":
            raise ValueError("the light head knows no kinds; take deeplab")
        self.spec = spec
        self.shunt_spec: ShuntSpec | None = parse_shunt(spec.shunt) if spec.shunt else None
        blocks = encoder_blocks(spec)
        skip_width = blocks[2].expanded
        self.stem = ConvNorm(3, STEM_WIDTH, 3, stride=2, activation="hard_swish")
        self.blocks = nn.ModuleDict()
        widths = [STEM_WIDTH, *(block.out for block in blocks), ENCODER_WIDTH]
        for index, block in enumerate(blocks):
            if not self.replaced(index):
                self.blocks[str(index)] = InvertedResidual(widths[index], block)
        if not self.replaced(HEAD_STAGE):
            self.head = ConvNorm(widths[HEAD_STAGE], ENCODER_WIDTH, activation="hard_swish")
        ratio = spec.output_stride // 8
        if spec.head == "light":
            if self.replaced(PYRAMID_STAGE):
                raise ValueError("the light head has no pyramid (stage 12) to replace")
            self.light = LightHead(ENCODER_WIDTH, skip_width, LIGHT_WIDTH, spec.classes, ratio)
            self.auxiliary = nn.Conv2d(LIGHT_WIDTH, len(AUXILIARY_CLASSES), 1)
        else:
            if not self.replaced(PYRAMID_STAGE):
                self.pyramid = PyramidPooling(ENCODER_WIDTH, spec.pyramid_width, spec.dilations)
            self.skip8 = ConvNorm(skip_width, 48)
            self.fuse8 = SeparableConv(spec.pyramid_width + 48, 64)
            self.skip4 = ConvNorm(blocks[0].out, 24)
            self.fuse4 = SeparableConv(64 + 24, 64)
            self.refine4 = SeparableConv(64, 64)
            self.classifier = nn.Conv2d(64, len(KINDS) if spec.kinds else spec.classes, 1)
            self.auxiliary = nn.Conv2d(64, len(AUXILIARY_CLASSES), 1)
        if self.shunt_spec is not None:
            self.shunt = build_shunt(
                self.shunt_spec,
                blocks,
                widths[self.shunt_spec.first],
                ENCODER_WIDTH,
                spec.pyramid_width,
                spec.dilations,
            )
        self._initialise()
        if spec.kinds:
            self.merge = KindMerge()

    def replaced(self, stage: int) -> bool:
        """Whether a shunt stands in for a stage."""
        shunt = self.shunt_spec
        return shunt is not None and shunt.first <= stage <= shunt.last

    def _initialise(self) -> None:
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        # Heads start near even odds, so that Dice and cross entropy begin with usable gradients.
        for module in (self.final_classifier(), self.auxiliary):
            nn.init.normal_(module.weight, std=0.01)

    def final_classifier(self) -> nn.Conv2d:
        """Return the convolution that scores the classes."""
        return self.light.classifier if self.spec.head == "light" else self.classifier

    def encode(
        self, x: Tensor, last: int = PYRAMID_STAGE, capture: int | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Run the stages up to `last`.

        Returns:
            The result, the skips at strides 4 and 8, and what entered stage `capture`.
        """
        y = self.stem(x)
        low4 = low8 = captured = y
        for stage in range(last + 1):
            if stage == capture:
                captured = y
            y, feature = self.run_stage(stage, y)
            if stage == 0:
                low4 = y
            elif stage == 2:
                low8 = feature
        return y, low4, low8, captured

    def run_stage(self, stage: int, y: Tensor) -> tuple[Tensor, Tensor]:
        """Run one stage, or the shunt in place of the first that it replaces.

        Returns:
            The result, and the expanded features of a block.
        """
        if self.shunt_spec is not None and stage == self.shunt_spec.first:
            y = self.shunt(y)
        elif self.replaced(stage):
            pass
        elif stage <= LAST_BLOCK:
            return cast(tuple[Tensor, Tensor], self.blocks[str(stage)](y))
        elif stage == HEAD_STAGE:
            y = self.head(y)
        elif self.spec.head == "deeplab":
            y = self.pyramid(y)
        return y, y

    def scores_after(self, last: int, y: Tensor, low4: Tensor, low8: Tensor) -> Tensor:
        """Return the class scores from what stage `last` gave; they are coarser than the input."""
        for stage in range(last + 1, PYRAMID_STAGE + 1):
            y, _ = self.run_stage(stage, y)
        return self.decode(y, low4, low8)[0]

    def decode(self, y: Tensor, low4: Tensor, low8: Tensor) -> tuple[Tensor, Tensor, int]:
        """Return class scores, auxiliary scores and how many input pixels one score spans."""
        if self.spec.head == "light":
            scores, feature = self.light(y, low8)
            return scores, upsample(self.auxiliary(feature), 2), 8
        y = upsample_to(y, low8, self.spec.output_stride // 8)
        y = self.fuse8(torch.cat([y, self.skip8(low8)], dim=1))
        y = self.fuse4(torch.cat([upsample_to(y, low4, 2), self.skip4(low4)], dim=1))
        y = cast(Tensor, self.refine4(y))
        return self.classifier(y), self.auxiliary(y), 4

    def forward(self, x: Tensor) -> Tensor:
        """Return class logits at the input's resolution."""
        y, low4, low8, _ = self.encode(x)
        if self.spec.head == "light":
            return upsample_to(self.light(y, low8)[0], x, 8)
        scores, _, factor = self.decode(y, low4, low8)
        return upsample_to(self.merge(scores) if self.spec.kinds else scores, x, factor)

    def forward_both(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return log probabilities at the input's resolution, and the pyramid's features."""
        scores, features = self.forward_kinds(x)
        return upsample_to(self.merge(scores), x, 4), features

    def forward_kinds(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return scores of kinds at a quarter of the resolution, and the pyramid's features."""
        y, low4, low8, _ = self.encode(x)
        return self.decode(y, low4, low8)[0], y

    def forward_training(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return logits at full resolution and auxiliary logits at a quarter of it."""
        y, low4, low8, _ = self.encode(x)
        scores, auxiliary, factor = self.decode(y, low4, low8)
        return upsample_to(scores, x, factor), auxiliary

    def fold(self) -> None:
        """Fold every batch norm into its convolution and drop the auxiliary head."""
        self.eval()
        for module in self.modules():
            if isinstance(module, ConvNorm):
                module.fold()
        if self.shunt_spec is not None:
            self.shunt.replace_relu6()
        self.auxiliary = nn.Conv2d(self.auxiliary.in_channels, 1, 1)


# What can be trained, exported and scored.
Network = WeedNet | LiteNet


def build_network(spec: NetworkSpec) -> Network:
    """Build the network of a spec with random weights.

    Raises:
        ValueError: The encoder is not known, or lacks what the spec asks for.
    """
    if spec.encoder not in ENCODERS:
        raise ValueError(f"encoder {spec.encoder!r} is not {' or '.join(ENCODERS)}")
    if spec.encoder == ENCODERS[0]:
        return WeedNet(spec)
    if spec.shunt is not None or not spec.kinds or spec.head != "deeplab":
        raise ValueError(f"{spec.encoder} comes with kinds and the deeplab head, without a shunt")
    return LiteNet(spec)


class WithUnfamiliarity(nn.Module):
    """The exported form that also says how far the tile lies from what was learnt."""

    def __init__(self, network: Network, unfamiliarity: Unfamiliarity) -> None:
        """Wrap a network of kinds; the measure becomes a part of it, with a name like theirs."""
        super().__init__()
        self.network = network
        network.add_module("unfamiliarity", unfamiliarity)

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        """Return class probabilities [N,2,H,W] and the tile's number [N,1,1,1]."""
        logs, features = self.network.forward_both(image)
        measure = cast(Unfamiliarity, self.network.get_submodule("unfamiliarity"))
        return torch.softmax(logs, dim=1), measure(features)


class Probabilities(nn.Module):
    """The exported form: softmax over the classes in the graph."""

    def __init__(self, network: Network) -> None:
        """Wrap a network."""
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> Tensor:
        """Return class probabilities at the input's resolution."""
        return torch.softmax(self.network(image), dim=1)
