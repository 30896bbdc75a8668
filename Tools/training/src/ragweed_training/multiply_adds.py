"""Counts multiply-adds and parameters, in all and per block."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from ragweed_training.model import Network


def count_parameters(network: Network) -> int:
    """Parameters that an exported network keeps (batch norms folded, no auxiliary head)."""
    return sum(parameters_by_part(network).values())


def parameters_by_part(network: Network) -> dict[str, int]:
    """Parameters of each block or other part."""
    totals: dict[str, int] = {}
    for name, module in convolutions(network):
        part = part_of(name)
        # A norm becomes a bias when it is folded away.
        has_bias = module.bias is not None or name.endswith(".conv")
        bias = module.out_channels if has_bias else 0
        totals[part] = totals.get(part, 0) + module.weight.numel() + bias
    return totals


def convolutions(network: Network) -> Iterator[tuple[str, nn.Conv2d]]:
    """List the convolutions that an exported network keeps."""
    for name, module in network.named_modules():
        if isinstance(module, nn.Conv2d) and name != "auxiliary":
            yield name, module


def part_of(name: str) -> str:
    """Return "block 5" for "blocks.5.expand.conv", else the first part of the name."""
    first, _, rest = name.partition(".")
    return f"block {rest.partition('.')[0]}" if first == "blocks" else first


@contextmanager
def evaluating(network: Network) -> Iterator[None]:
    """Switch to evaluation and back."""
    training = network.training
    network.eval()
    try:
        yield
    finally:
        network.train(training)


def multiply_adds_by_part(network: Network, height_px: int, width_px: int) -> dict[str, int]:
    """Multiply-adds of the convolutions of each block or other part.

    A convolution with stride s counts its input's pixels over s*s, as the published tables do;
    that equals its output's pixels except where sides are odd.
    """
    totals: dict[str, float] = {}

    def count(name: str, module: nn.Conv2d, inputs: Tensor) -> None:
        pixels = inputs.shape[-1] * inputs.shape[-2] / (module.stride[0] * module.stride[1])
        work = module.weight.numel() * pixels * inputs.shape[0]
        totals[part_of(name)] = totals.get(part_of(name), 0.0) + work

    handles = []
    for name, module in convolutions(network):
        totals.setdefault(part_of(name), 0.0)

        def hook(module: nn.Module, inputs: tuple[Tensor, ...], name: str = name) -> None:
            assert isinstance(module, nn.Conv2d)
            count(name, module, inputs[0])

        handles.append(module.register_forward_pre_hook(hook))
    device = next(network.parameters()).device
    with evaluating(network), torch.no_grad():
        network(torch.zeros(1, 3, height_px, width_px, device=device))
    for handle in handles:
        handle.remove()
    return {part: round(total) for part, total in totals.items()}


def count_multiply_adds(network: Network, size_px: int = 512) -> int:
    """Multiply-adds of all convolutions for a square input."""
    return sum(multiply_adds_by_part(network, size_px, size_px).values())
