"""The floor of `ragweed map`: OpenCV's inference alone, on as many tiles, from another binding.

Runs under the system's Python with Debian's python3-opencv, which is the library that the program
links. Prints one JSON document.
"""

from __future__ import annotations

import argparse
import json
import threading
import time

import cv2
import numpy as np


def run(model: str, tiles: int, workers: int, threads_per_worker: int) -> float:
    """Times inference on random tiles.

    Args:
        model: The ONNX file, with an input of 1 x 3 x 512 x 512.
        tiles: How many tiles to run in all.
        workers: How many networks run at once.
        threads_per_worker: OpenCV's own threads.

    Returns:
        Seconds for all tiles, loading and the first tile of each network left out.
    """
    cv2.setNumThreads(threads_per_worker)
    blob = np.random.default_rng(1).uniform(-1, 1, (1, 3, 512, 512)).astype(np.float32)
    nets = [cv2.dnn.readNetFromONNX(model) for _ in range(workers)]
    for net in nets:
        net.setInput(blob)
        net.forward()
    shares = [tiles // workers + (1 if index < tiles % workers else 0) for index in range(workers)]

    def work(net: cv2.dnn.Net, count: int) -> None:
        for _ in range(count):
            net.setInput(blob)
            net.forward()

    jobs = [threading.Thread(target=work, args=pair) for pair in zip(nets, shares, strict=True)]
    start = time.perf_counter()
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    return time.perf_counter() - start


def main() -> None:
    """Runs one setting and prints its time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="the ONNX file")
    parser.add_argument("--tiles", type=int, required=True, help="how many tiles")
    parser.add_argument("--workers", type=int, default=1, help="networks that run at once")
    parser.add_argument("--threads", type=int, default=2, help="OpenCV threads of each")
    options = parser.parse_args()
    seconds = run(options.model, options.tiles, options.workers, options.threads)
    print(json.dumps({"opencv": cv2.__version__, "tiles": options.tiles, "seconds": seconds}))


if __name__ == "__main__":
    main()
