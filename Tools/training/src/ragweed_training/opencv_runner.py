"""Runs an ONNX file with OpenCV's dnn on a saved array; started with the system's Python.

A script of its own, without imports from this package, because the OpenCV that the product
links (Debian's 4.6) comes with another interpreter than the one that trains.
"""

import argparse
import json
import time

import cv2
import numpy as np


def main() -> None:
    """Write the output and print version and latency as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="ONNX file")
    parser.add_argument("input", help=".npy, float32 [N,1,3,H,W]")
    parser.add_argument("output", help=".npy to write, float32 [N,1,C,H,W]")
    parser.add_argument("--threads", type=int, nargs="*", default=[2, 1], help="to time")
    parser.add_argument("--repeats", type=int, default=20, help="timed runs per thread count")
    args = parser.parse_args()
    net = cv2.dnn.readNetFromONNX(args.model)
    # A network may have a second output; the probabilities are the one that is asked for.
    outputs = net.getUnconnectedOutLayersNames()
    wanted = "probabilities" if "probabilities" in outputs else outputs[0]
    blobs = np.load(args.input)
    results = []
    for blob in blobs:
        net.setInput(blob)
        results.append(net.forward(wanted).copy())
    np.save(args.output, np.stack(results))
    timing = {}
    for threads in args.threads:
        cv2.setNumThreads(threads)
        spans = []
        for _ in range(args.repeats):
            began = time.perf_counter()
            net.setInput(blobs[0])
            net.forward(wanted)
            spans.append((time.perf_counter() - began) * 1000)
        timing[str(threads)] = {
            "median_ms": round(float(np.median(spans)), 2),
            "least_ms": round(min(spans), 2),
        }
    print(json.dumps({"opencv": cv2.__version__, "latency": timing}))


if __name__ == "__main__":
    main()
