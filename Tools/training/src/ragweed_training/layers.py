"""Layers that the encoder, the heads and the shunts are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval

BATCH_NORM_EPS = 1e-3
BATCH_NORM_MOMENTUM = 0.05


@dataclass(frozen=True)
class BlockSpec:
    """One inverted residual block of the encoder."""

    out: int
    kernel: int
    stride: int
    expanded: int
    squeeze: bool
    hard_swish: bool
    dilation: int = 1


def make_divisible(value: float, divisor: int = 8) -> int:
    """Round a channel count to a multiple of the divisor without losing more than a tenth."""
    rounded = max(divisor, int(value + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * value else rounded


def make_activation(name: str) -> nn.Module:
    """Return the module of "relu", "relu6", "hard_swish" or "none"."""
    if name == "relu":
        return nn.ReLU(inplace=True)
    if name == "hard_swish":
        return nn.Hardswish()
    if name == "relu6":
        return nn.ReLU6(inplace=True)
    if name == "none":
        return nn.Identity()
    raise ValueError(f"unknown activation {name!r}")


class DepthwiseConv(nn.Conv2d):
    """Depthwise convolution that leaves bfloat16 on CPUs, where its backward pass is slow.

    Measured on two AVX-512 cores: the whole training step takes a third less time.
    """

    def __init__(self, channels: int, kernel: int, stride: int = 1, dilation: int = 1) -> None:
        """Build a bias-free depthwise convolution with same padding."""
        super().__init__(
            channels,
            channels,
            kernel,
            stride=stride,
            padding=dilation * (kernel // 2),
            dilation=dilation,
            groups=channels,
            bias=False,
        )

    def forward(self, x: Tensor) -> Tensor:
        """Convolve, in float32 where a CPU would use bfloat16."""
        if x.device.type != "cpu" or not torch.is_autocast_enabled("cpu"):
            return super().forward(x)
        with torch.autocast("cpu", enabled=False):
            return super().forward(x.float()).bfloat16()


class ConvNorm(nn.Module):
    """Convolution, batch norm and activation; the norm can be folded away for export."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int = 1,
        *,
        stride: int = 1,
        dilation: int = 1,
        depthwise: bool = False,
        activation: str = "relu",
    ) -> None:
        """Build the layer; activation is "relu", "hard_swish" or "none".

        Dilation applies to depthwise ones only.
        """
        super().__init__()
        self.conv: nn.Conv2d = (
            DepthwiseConv(inputs, kernel, stride, dilation)
            if depthwise
            else nn.Conv2d(inputs, outputs, kernel, stride=stride, padding=kernel // 2, bias=False)
        )
        self.norm: nn.Module = nn.BatchNorm2d(
            outputs, eps=BATCH_NORM_EPS, momentum=BATCH_NORM_MOMENTUM
        )
        self.act = make_activation(activation)

    def forward(self, x: Tensor) -> Tensor:
        """Apply convolution, norm and activation."""
        return cast(Tensor, self.act(self.norm(self.conv(x))))

    def fold(self) -> None:
        """Move the (evaluation mode) batch norm into the convolution."""
        if isinstance(self.norm, nn.BatchNorm2d):
            self.conv = fuse_conv_bn_eval(self.conv.eval(), self.norm.eval())
            self.norm = nn.Identity()


@torch.no_grad()
def relu6_to_hardsigmoid(layer: ConvNorm, following: nn.Conv2d) -> None:
    """Write a ReLU6 as a hard-sigmoid, once the norms are folded.

    OpenCV 4.6 reads no Clip. ReLU6(x) = 6 hardsigmoid(x - 3): the shift goes into the bias before
    it, the factor into the weights of the one convolution after it.
    """
    if isinstance(layer.act, nn.ReLU6):
        bias = layer.conv.bias
        if bias is None:
            raise ValueError("the norms must be folded first")
        bias.sub_(3)
        layer.act = nn.Hardsigmoid()
        following.weight.mul_(6)


@torch.no_grad()
def hardsigmoid_to_relu6(layer: ConvNorm, following: nn.Conv2d) -> None:
    """Take back what `relu6_to_hardsigmoid` did to weights read from a file.

    The bias that it shifted is that of the norm, which has no statistics yet.
    """
    if isinstance(layer.act, nn.ReLU6) and isinstance(layer.norm, nn.BatchNorm2d):
        layer.norm.bias.add_(3)
        following.weight.div_(6)


class SqueezeExcite(nn.Module):
    """Channel gate from the global mean: 1x1 ReLU, 1x1 hard-sigmoid, multiply."""

    def __init__(self, channels: int) -> None:
        """Build the gate with a quarter of the channels inside."""
        super().__init__()
        inner = make_divisible(channels / 4)
        self.reduce = nn.Conv2d(channels, inner, 1)
        self.expand = nn.Conv2d(inner, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Multiply each channel by its gate."""
        gate = functional.relu(self.reduce(functional.adaptive_avg_pool2d(x, 1)))
        return x * functional.hardsigmoid(self.expand(gate))


class InvertedResidual(nn.Module):
    """MobileNetV3 block: expand, depthwise, squeeze and excite, project, add."""

    def __init__(self, inputs: int, spec: BlockSpec) -> None:
        """Build the block for a given input width."""
        super().__init__()
        act = "hard_swish" if spec.hard_swish else "relu"
        self.expand: nn.Module = (
            ConvNorm(inputs, spec.expanded, activation=act)
            if spec.expanded != inputs
            else nn.Identity()
        )
        self.depthwise = ConvNorm(
            spec.expanded,
            spec.expanded,
            spec.kernel,
            stride=spec.stride,
            dilation=spec.dilation,
            depthwise=True,
            activation=act,
        )
        self.squeeze: nn.Module = SqueezeExcite(spec.expanded) if spec.squeeze else nn.Identity()
        self.project = ConvNorm(spec.expanded, spec.out, activation="none")
        self.residual = spec.stride == 1 and inputs == spec.out
        # Set only while a knowledge quotient is measured: the identity takes the block's place.
        self.bypassed = False

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return the block's output and its depthwise feature (a skip for the decoder)."""
        feature = self.depthwise(self.expand(x))
        if self.bypassed:
            return x, feature
        y = self.project(self.squeeze(feature))
        return (x + y if self.residual else y), feature


class SeparableConv(nn.Module):
    """Depthwise 3x3 followed by a 1x1 with norm and ReLU.

    Nothing stands between the two, which saves a norm and a ReLU on wide maps.
    """

    def __init__(self, inputs: int, outputs: int, dilation: int = 1) -> None:
        """Build both convolutions."""
        super().__init__()
        self.depthwise = DepthwiseConv(inputs, 3, dilation=dilation)
        self.pointwise = ConvNorm(inputs, outputs)

    def forward(self, x: Tensor) -> Tensor:
        """Apply both convolutions."""
        return cast(Tensor, self.pointwise(self.depthwise(x)))


class PyramidPooling(nn.Module):
    """ASPP: 1x1, three dilated separable 3x3 and image pooling.

    The pooled branch is projected on its own and added by broadcast, which equals
    concatenating it after an upsampling from 1x1 and saves that resize in every runtime.
    """

    def __init__(self, inputs: int, width: int, dilations: tuple[int, ...]) -> None:
        """Build one branch per dilation besides the 1x1 and the pooled one."""
        super().__init__()
        self.point = ConvNorm(inputs, width)
        self.dilated = nn.ModuleList(SeparableConv(inputs, width, d) for d in dilations)
        self.pooled_reduce = nn.Conv2d(inputs, width, 1)
        self.pooled_project = nn.Conv2d(width, width, 1)
        self.project = ConvNorm(width * (1 + len(dilations)), width, activation="none")
        self.dropout = nn.Dropout2d(0.1)

    def forward(self, x: Tensor) -> Tensor:
        """Fuse all branches."""
        branches = torch.cat([self.point(x), *(branch(x) for branch in self.dilated)], dim=1)
        pooled = functional.relu(self.pooled_reduce(functional.adaptive_avg_pool2d(x, 1)))
        y = functional.relu(self.project(branches) + self.pooled_project(pooled))
        return cast(Tensor, self.dropout(y))


class LightHead(nn.Module):
    """The group's head: a 1x1 branch times a pooled gate, and class scores of the skip added."""

    def __init__(self, inputs: int, skip: int, width: int, classes: int, ratio: int) -> None:
        """Build the head; the skip is `ratio` times as fine as the input."""
        super().__init__()
        self.branch = ConvNorm(inputs, width)
        self.gate = nn.Conv2d(inputs, width, 1)
        self.classifier = nn.Conv2d(width, classes, 1)
        self.skip = nn.Conv2d(skip, classes, 1)
        self.ratio = ratio

    def forward(self, x: Tensor, skip: Tensor) -> tuple[Tensor, Tensor]:
        """Return class scores and the gated features, both at the skip's resolution."""
        gate = functional.hardsigmoid(self.gate(functional.adaptive_avg_pool2d(x, 1)))
        y = upsample_to(self.branch(x) * gate, skip, self.ratio)
        return self.classifier(y) + self.skip(skip), y


def upsample_to(x: Tensor, like: Tensor, factor: int) -> Tensor:
    """Upsample by a factor, or to the size of another map where odd sides were rounded up."""
    size = like.shape[-2:]
    if x.shape[-2] * factor == size[0] and x.shape[-1] * factor == size[1]:
        return upsample(x, factor)
    return functional.interpolate(x, size=size, mode="bilinear", align_corners=False)


def upsample(x: Tensor, factor: int) -> Tensor:
    """Bilinear upsampling on pixel centres (ONNX half_pixel)."""
    if factor == 1:
        return x
    return functional.interpolate(x, scale_factor=factor, mode="bilinear", align_corners=False)
