"""Serves an ONNX file with OpenCV's dnn over standard input and output.

A script of its own, without imports from this package, because the OpenCV that the product
links (Debian's 4.6) comes with another interpreter than the one that trains. Messages are a line
with the shape, then the values as little-endian float32.
"""

import argparse
import sys

import cv2
import numpy as np


def main() -> None:
    """Answer every input until the pipe closes; the first line says which OpenCV this is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="ONNX file")
    parser.add_argument("threads", type=int, help="CPU threads")
    args = parser.parse_args()
    cv2.setNumThreads(args.threads)
    net = cv2.dnn.readNetFromONNX(args.model)
    # A network may have a second output; the probabilities are the one that is asked for.
    outputs = net.getUnconnectedOutLayersNames()
    wanted = "probabilities" if "probabilities" in outputs else outputs[0]
    source, target = sys.stdin.buffer, sys.stdout.buffer
    target.write(f"{cv2.__version__}\n".encode())
    target.flush()
    while line := source.readline():
        shape = [int(side) for side in line.split()]
        values = source.read(4 * int(np.prod(shape)))
        net.setInput(np.frombuffer(values, "<f4").reshape(shape))
        result = net.forward(wanted)
        target.write((" ".join(str(side) for side in result.shape) + "\n").encode())
        target.write(np.ascontiguousarray(result, "<f4").tobytes())
        target.flush()


if __name__ == "__main__":
    main()
