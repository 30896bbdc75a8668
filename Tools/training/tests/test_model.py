"""Shapes, size and folding of the network."""

from __future__ import annotations

import copy

import pytest
import torch

from ragweed_training.model import (
    ENCODER_BLOCKS,
    ConvNorm,
    WeedNet,
    count_multiply_adds,
    count_parameters,
    make_divisible,
)


def warm(network: WeedNet) -> WeedNet:
    """Give the batch norms statistics of their own and the classifier an opinion."""
    torch.nn.init.normal_(network.classifier.weight, std=4.0)
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


def test_encoder_is_output_stride_16() -> None:
    """The block table multiplies up to 16 with the stem."""
    stride = 2
    for block in ENCODER_BLOCKS:
        stride *= block.stride
    assert stride == 16
    assert [b.dilation for b in ENCODER_BLOCKS[-2:]] == [2, 2]


def test_folding_changes_nothing() -> None:
    """Folded batch norms compute the same function."""
    network = warm(WeedNet())
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
