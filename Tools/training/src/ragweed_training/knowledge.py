"""Measures the knowledge quotient of each residual block: what the network loses without it.

KQ = 1 - mIoU(block bypassed by the identity, no retraining) / mIoU(original), on the validation
splits. A low one marks a block that a shunt may replace.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import torch

from ragweed_training.checkpoint import load_mobile, write_atomically
from ragweed_training.data import Sample, load_split, resolve_sets
from ragweed_training.layers import InvertedResidual
from ragweed_training.model import WeedNet
from ragweed_training.multiply_adds import multiply_adds_by_part, parameters_by_part
from ragweed_training.validation import validate

TILE_PX = 512


def residual_blocks(network: WeedNet) -> list[str]:
    """Return the numbers of the blocks that the identity can stand in for."""
    return [
        key
        for key, block in network.blocks.items()
        if isinstance(block, InvertedResidual) and block.residual
    ]


def mean_miou(network: WeedNet, sets: Sequence[Sequence[Sample]]) -> float:
    """Mean over the sets of their mIoU."""
    device = next(network.parameters()).device
    scores = [validate(network, samples, device).confusion().miou() or 0.0 for samples in sets]
    return sum(scores) / len(scores)


def knowledge_quotients(
    network: WeedNet, sets: Sequence[Sequence[Sample]]
) -> tuple[float, dict[str, float]]:
    """Return the original's mIoU and the quotient of each residual block."""
    original = mean_miou(network, sets)
    quotients: dict[str, float] = {}
    for key in residual_blocks(network):
        block = network.blocks[key]
        assert isinstance(block, InvertedResidual)
        block.bypassed = True
        try:
            bypassed = mean_miou(network, sets)
        finally:
            block.bypassed = False
        quotients[key] = 1 - bypassed / original if original else 0.0
        print(f"block {key}: mIoU {bypassed:.4f}, KQ {quotients[key]:.3f}", flush=True)
    return original, quotients


def table(network: WeedNet, quotients: dict[str, float]) -> list[dict[str, Any]]:
    """List every block with its multiply-adds, parameters and, where residual, its quotient."""
    work = multiply_adds_by_part(network, TILE_PX, TILE_PX)
    parameters = parameters_by_part(network)
    return [
        {
            "block": int(key),
            "multiply_adds": work[f"block {key}"],
            "parameters": parameters[f"block {key}"],
            "knowledge_quotient": round(quotients[key], 4) if key in quotients else None,
        }
        for key in network.blocks
    ]


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="best.pt")
    parser.add_argument("--data", type=Path, help="folder with soybean/, maize-beet/, peanut/")
    parser.add_argument("--extra", action="append", default=[], help="as of ragweed-train")
    parser.add_argument("--limit", type=int, help="images per validation set")
    parser.add_argument("--out", type=Path, required=True, help="JSON file to write")
    parser.add_argument("--threads", type=int, default=2, help="CPU threads")
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    torch.set_num_threads(args.threads)
    cv2.setNumThreads(1)
    network, _ = load_mobile(args.checkpoint)
    loaded = {s.name: load_split(s, "val", args.limit) for s in resolve_sets(args.data, args.extra)}
    sets = {name: samples for name, samples in loaded.items() if samples}
    original, quotients = knowledge_quotients(network, list(sets.values()))
    document = {
        "metric": "mean over the sets of the mIoU of weed against the rest, validation splits",
        "images": {name: len(samples) for name, samples in sets.items()},
        "original": round(original, 4),
        "multiply_adds_for_px": TILE_PX,
        "blocks": table(network, quotients),
    }
    write_atomically((json.dumps(document, indent=2) + "\n").encode(), args.out)


if __name__ == "__main__":
    main()
