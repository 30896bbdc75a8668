"""Writes a checkpoint as a clean ONNX graph that OpenCV 4.6 and ONNX Runtime both run."""

from __future__ import annotations

import argparse
import copy
import datetime
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from torch import nn

from ragweed_training.card import (
    INPUT_NAME,
    OUTPUT_NAME,
    TILE_PX,
    UNFAMILIARITY_NAME,
    build_card,
    write_card,
)
from ragweed_training.checkpoint import load_checkpoint, write_atomically
from ragweed_training.model import Network, Probabilities, WeedNet, WithUnfamiliarity
from ragweed_training.multiply_adds import count_multiply_adds, count_parameters
from ragweed_training.names import refuse_unlearnt
from ragweed_training.unfamiliarity import Unfamiliarity, load_unfamiliarity

# The first with HardSwish: as HardSigmoid and Mul, OpenVINO runs it several times slower.
OPSET = 14


def clean_graph(model: onnx.ModelProto) -> onnx.ModelProto:
    """Turn constants into initializers and remove identities, which OpenCV 4.6 cannot read.

    The exporter shares equal initializers through Identity nodes.
    """
    graph = model.graph
    renamed: dict[str, str] = {}
    kept: list[onnx.NodeProto] = []
    outputs = {value.name for value in graph.output}
    for node in graph.node:
        if node.op_type == "Identity" and node.output[0] not in outputs:
            renamed[node.output[0]] = renamed.get(node.input[0], node.input[0])
        elif node.op_type == "Constant" and node.attribute[0].name == "value":
            tensor = onnx.TensorProto()
            tensor.CopyFrom(node.attribute[0].t)
            tensor.name = node.output[0]
            graph.initializer.append(tensor)
        else:
            kept.append(node)
    for node in kept:
        for index, name in enumerate(node.input):
            node.input[index] = renamed.get(name, name)
    del graph.node[:]
    graph.node.extend(kept)
    used = {name for node in kept for name in node.input}
    initializers = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(initializers)
    del graph.value_info[:]
    model.doc_string = ""
    model.producer_name = "ragweed-training"
    model.producer_version = ""
    return model


def export_onnx(
    network: Network,
    path: Path,
    tile_px: int = TILE_PX,
    unfamiliarity: Unfamiliarity | None = None,
) -> None:
    """Fold the batch norms of a copy and write it with a fixed input size."""
    folded = copy.deepcopy(network).float().cpu()
    folded.to(memory_format=torch.contiguous_format)  # type: ignore[call-overload]
    folded.fold()
    if unfamiliarity is not None and not folded.spec.kinds:
        raise ValueError("a network of two classes gives no features to be unfamiliar with")
    wrapped: nn.Module = Probabilities(folded)
    names = [OUTPUT_NAME]
    if unfamiliarity is not None:
        wrapped = WithUnfamiliarity(folded, unfamiliarity)
        names.append(UNFAMILIARITY_NAME)
    wrapped.eval()
    partial = path.with_suffix(".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            wrapped,
            (torch.zeros(1, 3, tile_px, tile_px),),
            str(partial),
            input_names=[INPUT_NAME],
            output_names=names,
            opset_version=OPSET,
            do_constant_folding=True,
            dynamo=False,
        )
    model = clean_graph(onnx.load(str(partial)))
    for node in model.graph.node:
        # The second part of a node's path is what readers take for its block.
        if not node.name.startswith("/network/"):
            node.name = f"/network{node.name}"
    onnx.checker.check_model(model, full_check=True)
    partial.unlink()
    write_atomically(model.SerializeToString(), path)


def features_in(path: Path) -> list[str]:
    """Name the tensors that a head of one's own may read, from fine and late to coarse and early.

    They are what the decoder makes at each of its steps, what a shunt gives, and the last sum of
    the encoder's blocks at each resolution.
    """
    model = onnx.shape_inference.infer_shapes(onnx.load(str(path)))
    sides = {
        value.name: value.type.tensor_type.shape.dim[2].dim_value
        for value in model.graph.value_info
        if len(value.type.tensor_type.shape.dim) == 4
    }
    # With a second output the exporter leaves the first part of the path out.
    made = {
        name.removeprefix("/network"): name for node in model.graph.node for name in node.output
    }
    parts = ("refine4", "fuse4", "fuse8", "fuse16")
    steps = [f"/{part}/pointwise/act/Relu_output_0" for part in parts]
    found = [made[step] for step in steps if step in made]
    shunts = [name for path, name in made.items() if path.startswith("/shunt/") and name in sides]
    found += shunts[-1:]
    last: dict[int, str] = {}
    for place, name in made.items():
        # Finer than the scores they would have to be shrunk.
        if not place.startswith("/blocks.") or not 0 < sides.get(name, 0) <= TILE_PX // 4:
            continue
        is_sum = place.endswith("/Add_output_0")
        if is_sum or (place.endswith("/project/conv/Conv_output_0") and sides[name] not in last):
            last[sides[name]] = name
    return found + [last[side] for side in sorted(last, reverse=True)]


def with_counts_of(network: Network, unfamiliarity: Unfamiliarity) -> dict[str, int]:
    """Count multiply-adds and parameters of both; each weight of the second is used once a tile."""
    weights = sum(p.numel() for p in unfamiliarity.parameters() if p.ndim > 1)
    all_numbers = sum(p.numel() for p in unfamiliarity.parameters())
    return {
        "parameters": count_parameters(network) + all_numbers,
        "multiply_adds": count_multiply_adds(network, TILE_PX) + weights,
    }


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, help="best.pt; without it: untrained weights")
    parser.add_argument("--out", type=Path, required=True, help="path of the .onnx to write")
    parser.add_argument(
        "--familiarity",
        type=Path,
        help="familiarity.pt of ragweed-familiarity: the file then says how unlike a tile is",
    )
    parser.add_argument("--name", default="weed-v8", help="name in the card")
    parser.add_argument("--version", default="1.0.0", help="version in the card")
    parser.add_argument(
        "--weed-name",
        default="weed",
        help="name of the weed in maps; other than weed: one that labels of that name taught",
    )
    parser.add_argument(
        "--date", default=datetime.date.today().isoformat(), help="creation date, YYYY-MM-DD"
    )
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Write the ONNX file and a card without test scores beside it."""
    args = build_parser().parse_args(argv)
    state: dict[str, Any] = {}
    torch.manual_seed(0)
    network: Network = WeedNet()
    if args.checkpoint is not None:
        try:
            network, state = load_checkpoint(args.checkpoint)
        except (ValueError, OSError) as error:
            raise SystemExit(str(error)) from error
    measured: dict[str, Any] = {}
    unfamiliarity = None
    try:
        refuse_unlearnt(args.weed_name, state)
        if args.familiarity is not None:
            unfamiliarity, measured["unfamiliarity"] = load_unfamiliarity(args.familiarity)
        export_onnx(network, args.out, unfamiliarity=unfamiliarity)
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error
    if network.spec.kinds:
        measured["features"] = features_in(args.out)
    if unfamiliarity is not None:
        measured |= with_counts_of(network, unfamiliarity)
    if "calibration" in state:
        measured["calibration"] = state["calibration"]
    card = build_card(
        network, args.out, state, args.name, args.version, args.date, args.weed_name, measured
    )
    print(write_card(card, args.out))


if __name__ == "__main__":
    main()
