"""The floor of `ragweed map --engine openvino`: OpenVINO alone, on as many tiles.

Prints one JSON document.
"""

from __future__ import annotations

import argparse
import json
import time

import numpy as np
import openvino


def run(model: str, tiles: int, precision: str, streams: int) -> float:
    """Times inference on random tiles.

    Args:
        model: The ONNX file, with an input of 1 x 3 x 512 x 512.
        tiles: How many tiles to run in all.
        precision: f32 or bf16.
        streams: How many run at once, with a thread each.

    Returns:
        Seconds for all tiles, loading and the first tile of each request left out.
    """
    settings = {
        "INFERENCE_NUM_THREADS": streams,
        "NUM_STREAMS": streams,
        "INFERENCE_PRECISION_HINT": precision,
    }
    compiled = openvino.Core().compile_model(model, "CPU", settings)
    blob = np.random.default_rng(1).uniform(-1, 1, (1, 3, 512, 512)).astype(np.float32)
    queue = openvino.AsyncInferQueue(compiled, streams)
    for _ in range(streams):
        queue.start_async({0: blob})
    queue.wait_all()
    start = time.perf_counter()
    for _ in range(tiles):
        queue.start_async({0: blob})
    queue.wait_all()
    return time.perf_counter() - start


def main() -> None:
    """Runs one setting and prints its time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="the ONNX file")
    parser.add_argument("--tiles", type=int, required=True, help="how many tiles")
    parser.add_argument("--precision", choices=("f32", "bf16"), default="f32", help="of the sums")
    parser.add_argument("--streams", type=int, default=2, help="tiles at once")
    options = parser.parse_args()
    seconds = run(options.model, options.tiles, options.precision, options.streams)
    document = {"openvino": openvino.__version__, "tiles": options.tiles, "seconds": seconds}
    print(json.dumps(document))


if __name__ == "__main__":
    main()
