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

WARM_UP_ROUNDS = 2


@dataclass(frozen=True)
class Timed:
    """One model in one engine."""

    variant: str
    engine: Engine
    file: Path
    spans_s: list[float] = field(default_factory=list)
    processor_s: list[float] = field(default_factory=list)


def tile_side_px(file: Path) -> int:
    """Read the fixed input side of a model."""
    shape = onnx.load(str(file)).graph.input[0].type.tensor_type.shape
    return int(shape.dim[3].dim_value)


def share_of_first(pair: Timed, pairs: Sequence[Timed]) -> float:
    """The processor time of a variant over that of the first one in the same engine.

    The median over the rounds of the two times of one round: a machine that is slow in one minute
    and fast in the next is so for both.
    """
    first = next(other for other in pairs if other.engine == pair.engine)
    both = zip(pair.processor_s, first.processor_s, strict=True)
    return float(np.median([own / base for own, base in both if base > 0] or [1.0]))


def time_in_turns(pairs: Sequence[Timed], rounds: int, threads: int) -> dict[str, Any]:
    """Run every pair once per round and report milliseconds per megapixel of input.

    With one thread the processor time is what the run would take on an idle machine; other
    programs add to the time that passes, not to it.
    """
    loads = [os.getloadavg()[0]]
    with ExitStack() as stack:
        runs = [stack.enter_context(opened(p.engine, p.file, threads)) for p in pairs]
        blobs = [make_inputs(tile_side_px(p.file), 2)[0] for p in pairs]
        for round_number in range(rounds + WARM_UP_ROUNDS):
            for pair, run, blob in zip(pairs, runs, blobs, strict=True):
                began, worked = time.perf_counter(), run.processor_s()
                run.run(blob)
                span, work = time.perf_counter() - began, run.processor_s() - worked
                if round_number >= WARM_UP_ROUNDS:
                    pair.spans_s.append(span)
                    pair.processor_s.append(work)
    loads.append(os.getloadavg()[0])
    rows = []
    for pair, blob in zip(pairs, blobs, strict=True):
        megapixels = blob.shape[-1] * blob.shape[-2] / 1e6
        rows.append(
            {
                "variant": pair.variant,
                "engine": pair.engine.key,
                "processor_ms_per_mpx": round(
                    float(np.mean(pair.processor_s)) * 1e3 / megapixels, 1
                ),
                "least_ms_per_mpx": round(min(pair.spans_s) * 1e3 / megapixels, 1),
                "median_ms_per_mpx": round(float(np.median(pair.spans_s)) * 1e3 / megapixels, 1),
                "share_of_first": round(share_of_first(pair, pairs), 4),
            }
        )
    return {
        "rounds": rounds,
        "threads": threads,
        "load_before_and_after": [round(load, 1) for load in loads],
        "rows": rows,
    }
