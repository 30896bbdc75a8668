"""Takes the weights of an exported model back into a network that can be trained further.

The export folds each batch norm into its convolution. Here each gets statistics of its own again,
measured on pictures, such that the network computes what it did.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from ragweed_training.layers import BATCH_NORM_EPS, ConvNorm, hardsigmoid_to_relu6
from ragweed_training.lite import LiteNet
from ragweed_training.model import Network, build_network
from ragweed_training.network_spec import ENCODERS, NetworkSpec
from ragweed_training.shunt import ARCHITECTURES, HEAD_STAGE, LAST_BLOCK, PYRAMID_STAGE

PREFIX = "network."


def spec_in(stored: dict[str, Tensor]) -> NetworkSpec:
    """Say which network the weights of a file are of, as far as their names tell."""
    kinds = "merge.add.weight" in stored
    encoder = ENCODERS["skip16.conv.weight" in stored]
    return NetworkSpec(encoder=encoder, kinds=kinds, shunt=shunt_in(stored))


def shunt_in(stored: dict[str, Tensor]) -> str | None:
    """Name the shunt of a file by the stages that are missing and by its length."""
    layers = {name.split(".")[2] for name in stored if name.startswith("shunt.layers.")}
    for architecture, (_, depth, narrow) in ARCHITECTURES.items():
        length = 2 * depth + (depth - 1 if narrow is not None else 0) + 1
        if layers and length == len(layers):
            present = {int(name.split(".")[1]) for name in stored if name.startswith("blocks.")}
            missing = [block for block in range(LAST_BLOCK + 1) if block not in present]
            for stage, part in ((HEAD_STAGE, "head."), (PYRAMID_STAGE, "pyramid.")):
                if not any(name.startswith(part) for name in stored):
                    missing.append(stage)
            return f"{missing[0]}-{missing[-1]}-{architecture}" if missing else None
    return None


def load_onnx(path: Path, spec: NetworkSpec | None = None) -> Network:
    """Read a model that ragweed-export wrote; its norms have no statistics yet.

    Raises:
        ValueError: The file holds another network.
    """
    graph = onnx.load(str(path)).graph
    values = {
        tensor.name: torch.from_numpy(onnx.numpy_helper.to_array(tensor).copy())
        for tensor in graph.initializer
    }
    # By node, because equal biases share one tensor under one of their names.
    stored: dict[str, Tensor] = {}
    for node in graph.node:
        if node.op_type == "Conv":
            name = node.input[1].removeprefix(PREFIX).removesuffix(".weight")
            stored[f"{name}.weight"] = values[node.input[1]]
            if len(node.input) > 2:
                stored[f"{name}.bias"] = values[node.input[2]]
    network = build_network(spec or spec_in(stored))
    state = network.state_dict()
    missing = []
    with torch.no_grad():
        for name, module in network.named_modules():
            if not isinstance(module, nn.Conv2d) or name == "auxiliary":
                continue
            weight = stored.get(f"{name}.weight")
            if weight is None or weight.shape != module.weight.shape:
                missing.append(name)
                continue
            state[f"{name}.weight"] = weight
            if module.bias is not None:
                state[f"{name}.bias"] = stored[f"{name}.bias"]
            elif f"{name}.bias" in stored:
                norm = name.removesuffix(".conv") + ".norm"
                state[f"{norm}.bias"] = stored[f"{name}.bias"]
                state[f"{norm}.running_var"] = torch.full_like(
                    state[f"{norm}.running_var"], 1 - BATCH_NORM_EPS
                )
    if missing:
        raise ValueError(f"{path} holds another network: no weights for {', '.join(missing[:3])}")
    network.load_state_dict(state)
    if isinstance(network, LiteNet):
        for layer, following in network.activated():
            hardsigmoid_to_relu6(layer, following)
    elif network.shunt_spec is not None:
        for layer, following in network.shunt.activated():
            hardsigmoid_to_relu6(layer, following)
    return network.eval()


@torch.no_grad()
def measure_norms(network: Network, batches: Iterable[Tensor]) -> None:
    """Give the norms the statistics of some pictures without changing what they compute."""
    sums: dict[nn.BatchNorm2d, list[Tensor]] = {}

    def record(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        assert isinstance(module, nn.BatchNorm2d)
        x = inputs[0].float()
        entry = torch.stack([x.mean(dim=(0, 2, 3)), x.square().mean(dim=(0, 2, 3))])
        sums.setdefault(module, []).append(entry)

    norms = [m.norm for m in network.modules() if isinstance(m, ConvNorm)]
    handles = [
        norm.register_forward_pre_hook(record) for norm in norms if isinstance(norm, nn.BatchNorm2d)
    ]
    network.eval()
    for batch in batches:
        network(batch)
    for handle in handles:
        handle.remove()
    for norm, entries in sums.items():
        mean, square = torch.stack(entries).mean(dim=0)
        variance = (square - mean.square()).clamp(min=1e-5)
        old_mean, old_variance = norm.running_mean, norm.running_var
        assert old_mean is not None and old_variance is not None
        scale = norm.weight / torch.sqrt(old_variance + norm.eps)
        shift = norm.bias - old_mean * scale
        norm.weight.copy_(scale * torch.sqrt(variance + norm.eps))
        norm.bias.copy_(shift + mean * scale)
        old_mean.copy_(mean)
        old_variance.copy_(variance)
