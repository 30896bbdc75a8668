"""Times models in turns on one tile."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx

from ragweed_training.check import make_inputs
from ragweed_training.engines import Engine, opened


@dataclass(frozen=True)
class Timed:
    """One model in one engine."""

    variant: str
    engine: Engine
    file: Path
    spans_s: list[float] = field(default_factory=list)


def tile_side_px(file: Path) -> int:
    """Read the fixed input side of a model."""
    shape = onnx.load(str(file)).graph.input[0].type.tensor_type.shape
    return int(shape.dim[3].dim_value)


def time_in_turns(pairs: Sequence[Timed], rounds: int, threads: int) -> dict[str, Any]:
    """Run every pair once per round and report milliseconds per megapixel of input.

    The least of all rounds is the figure to compare: other programs only ever add time.
    """
    loads = [os.getloadavg()[0]]
    with ExitStack() as stack:
        runs = [stack.enter_context(opened(p.engine, p.file, threads)).run for p in pairs]
        blobs = [make_inputs(tile_side_px(p.file), 2)[0] for p in pairs]
        for round_number in range(rounds + 2):
            for pair, run, blob in zip(pairs, runs, blobs, strict=True):
                began = time.perf_counter()
                run(blob)
                span = time.perf_counter() - began
                if round_number >= 2:
                    pair.spans_s.append(span)
    loads.append(os.getloadavg()[0])
    rows = []
    for pair, blob in zip(pairs, blobs, strict=True):
        megapixels = blob.shape[-1] * blob.shape[-2] / 1e6
        rows.append(
            {
                "variant": pair.variant,
                "engine": pair.engine.key,
                "least_ms_per_mpx": round(min(pair.spans_s) * 1e3 / megapixels, 1),
                "median_ms_per_mpx": round(float(np.median(pair.spans_s)) * 1e3 / megapixels, 1),
            }
        )
    return {
        "rounds": rounds,
        "threads": threads,
        "load_before_and_after": [round(load, 1) for load in loads],
        "rows": rows,
    }
