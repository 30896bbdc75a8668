"""Shapes, size and folding of the network."""

from __future__ import annotations

import copy
from typing import TypeVar

import pytest
import torch

from ragweed_training.layers import ConvNorm, make_divisible
from ragweed_training.lite import LiteNet
from ragweed_training.model import WeedNet, encoder_blocks
from ragweed_training.multiply_adds import count_multiply_adds, count_parameters
from ragweed_training.network_spec import NetworkSpec

Trained = TypeVar("Trained", WeedNet, LiteNet)


def warm(network: Trained) -> Trained:
    """Give the batch norms statistics of their own and the classifier an opinion."""
    torch.nn.init.normal_(network.final_classifier().weight, std=4.0)
    network.train()
    with torch.no_grad():
        for _ in range(6):
            network(torch.rand(2, 3, 64, 64) * 2 - 1)
    return network.eval()


def test_size_is_within_the_budget() -> None:
    """Small enough for a field computer."""
    network = WeedNet()
    assert 0.5e6 < count_parameters(network) < 1.5e6
    assert count_multiply_adds(network) < 1.5e9


def test_output_covers_every_input_pixel() -> None:
    """Logits have the input's size; auxiliary logits a quarter of it."""
    network = WeedNet()
    logits, auxiliary = network.forward_training(torch.zeros(2, 3, 64, 96))
    assert logits.shape == (2, 2, 64, 96)
    assert auxiliary.shape == (2, 3, 16, 24)


@pytest.mark.parametrize(
    ("output_stride", "dilations"),
    [(32, [1, 1, 1, 1]), (16, [1, 1, 2, 2]), (8, [1, 2, 4, 4])],
)
def test_block_strides_multiply_up(output_stride: int, dilations: list[int]) -> None:
    """With the stem the table has the output stride; dilation makes up for the rest."""
    blocks = encoder_blocks(NetworkSpec(output_stride))
    stride = 2
    for block in blocks:
        stride *= block.stride
    assert stride == output_stride
    assert [blocks[i].dilation for i in (3, 8, 9, 10)] == dilations


@pytest.mark.parametrize("output_stride", [8, 16, 32])
@pytest.mark.parametrize("head", ["deeplab", "light"])
@pytest.mark.parametrize("shunt", [None, "5-10-Arch1"])
def test_every_build_covers_the_input(output_stride: int, head: str, shunt: str | None) -> None:
    """All strides and heads score every pixel, also of sides that are no multiple of 32."""
    network = WeedNet(NetworkSpec(output_stride, 3, head, shunt=shunt))
    assert network.eval()(torch.zeros(1, 3, 65, 97)).shape == (1, 2, 65, 97)
    logits, auxiliary = network.train().forward_training(torch.zeros(2, 3, 64, 64))
    assert logits.shape == (2, 2, 64, 64)
    assert auxiliary.shape == (2, 3, 16, 16)


@pytest.mark.parametrize("shunt", [None, "5-10-Arch1", "7-12-Arch5"])
def test_folding_changes_nothing(shunt: str | None) -> None:
    """Folded batch norms, and a shunt's rewritten ReLU6, compute the same function."""
    network = warm(WeedNet(NetworkSpec(shunt=shunt)))
    folded = copy.deepcopy(network)
    folded.fold()
    norms = [m.norm for m in folded.modules() if isinstance(m, ConvNorm)]
    assert not any(isinstance(norm, torch.nn.BatchNorm2d) for norm in norms)
    image = torch.rand(1, 3, 64, 64) * 2 - 1
    with torch.no_grad():
        assert torch.allclose(network(image), folded(image), atol=1e-4)


def test_bfloat16_step_is_finite() -> None:
    """The mixed precision path, depthwise ones in float32, trains."""
    network = WeedNet().train()
    with torch.autocast("cpu", torch.bfloat16):
        logits, auxiliary = network.forward_training(torch.rand(2, 3, 64, 64))
    (logits.float().mean() + auxiliary.float().mean()).backward()  # type: ignore[no-untyped-call]
    gradients = [p.grad for p in network.parameters() if p.grad is not None]
    assert gradients and all(bool(torch.isfinite(g).all()) for g in gradients)


@pytest.mark.parametrize(("value", "expected"), [(4, 8), (18, 24), (24, 24), (60, 64), (72, 72)])
def test_make_divisible(value: float, expected: int) -> None:
    """Multiples of 8, never a tenth less."""
    assert make_divisible(value) == expected
