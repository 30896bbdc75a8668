"""Checks that PyTorch, ONNX Runtime and OpenCV compute the same from an exported model.

Prints the differences and OpenCV's latency; exits with 1 when they differ.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray

from ragweed_training.card import INPUT_NAME, OUTPUT_NAME
from ragweed_training.checkpoint import load_checkpoint
from ragweed_training.model import Network, Probabilities
from ragweed_training.tiling import Runner

# Where two classes are closer than this their order is a matter of rounding.
TIE = 2e-4
TOLERANCE = 1e-4


@dataclass(frozen=True)
class Difference:
    """How far two results are apart."""

    pair: str
    maximum: float
    class_changes: int

    @property
    def passed(self) -> bool:
        """Whether the results count as equal."""
        return self.maximum < TOLERANCE and self.class_changes == 0


def compare(pair: str, a: NDArray[np.float32], b: NDArray[np.float32]) -> Difference:
    """Compare probabilities [N,1,C,H,W]; changes of class at near ties are not counted."""
    if a.shape != b.shape:
        raise ValueError(f"{pair}: shapes {a.shape} and {b.shape}")
    changed = (a.argmax(axis=2) != b.argmax(axis=2)) & (np.ptp(a, axis=2) > TIE)
    maximum = float(np.abs(a - b).max()) if np.isfinite(a).all() and np.isfinite(b).all() else 1.0
    return Difference(pair, maximum, int(changed.sum()))


def for_tiles(path: Path, tile_px: int) -> bytes:
    """Give the bytes of the same network for square tiles of another side."""
    model = onnx.load(path)
    del model.graph.value_info[:]
    for tensor in (*model.graph.input, *model.graph.output):
        for dimension in tensor.type.tensor_type.shape.dim[2:]:
            # What is one number of a whole tile stays one.
            if dimension.dim_value != 1:
                dimension.dim_value = tile_px
    serialized: bytes = model.SerializeToString()
    return serialized


def onnx_session(
    path: Path | bytes, threads: int = 2, tile_px: int | None = None
) -> onnxruntime.InferenceSession:
    """Open a model on the CPU, for tiles of another side than its own where one is given."""
    if isinstance(path, bytes):
        content = path
    else:
        content = path.read_bytes() if tile_px is None else for_tiles(path, tile_px)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(
        content,
        sess_options=options,
        providers=["CPUExecutionProvider"],
    )


def onnx_runner(path: Path | bytes, threads: int = 2, tile_px: int | None = None) -> Runner:
    """Wrap a model for tiled prediction."""
    session = onnx_session(path, threads, tile_px)

    def run(blob: NDArray[np.float32]) -> NDArray[np.float32]:
        result: NDArray[np.float32] = session.run([OUTPUT_NAME], {INPUT_NAME: blob})[0]
        return result

    return run


def make_inputs(size_px: int, count: int, seed: int = 5) -> NDArray[np.float32]:
    """Make smooth and noisy inputs in the range of real ones; the last is flat black."""
    rng = np.random.default_rng(seed)
    inputs = rng.uniform(-1, 1, (count, 1, 3, size_px, size_px))
    for index in range(0, count - 1, 2):
        coarse = rng.uniform(-1, 1, (3, size_px // 16, size_px // 16))
        inputs[index, 0] = np.repeat(np.repeat(coarse, 16, 1), 16, 2) * 0.9 + inputs[index, 0] * 0.1
    inputs[-1] = -1
    return inputs.astype(np.float32)


def run_opencv(
    python: str, model: Path, inputs: NDArray[np.float32], repeats: int
) -> tuple[NDArray[np.float32], dict[str, Any]]:
    """Run the OpenCV of another interpreter in a subprocess."""
    script = Path(__file__).with_name("opencv_runner.py")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.npy", Path(folder) / "out.npy"
        np.save(source, inputs)
        done = subprocess.run(
            [python, str(script), str(model), str(source), str(target), "--repeats", str(repeats)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"OpenCV failed on {model.name}:\n{done.stderr}")
        result: NDArray[np.float32] = np.load(target)
    info: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return result, info


def check_graph(path: Path) -> list[str]:
    """List what would trouble OpenCV 4.6 or a caller."""
    model = onnx.load(str(path))
    onnx.checker.check_model(model, full_check=True)
    problems = []
    operators = Counter(node.op_type for node in model.graph.node)
    for name in ("Identity", "Constant", "BatchNormalization", "Shape", "If"):
        if operators[name]:
            problems.append(f"{operators[name]} {name} nodes")
    if model.opset_import[0].version > 14:
        problems.append(f"opset {model.opset_import[0].version}")
    print(f"operators: {dict(sorted(operators.items()))}")
    return problems


def torch_outputs(network: Network, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Run the unfolded network in float32."""
    wrapped = Probabilities(network).eval()
    with torch.inference_mode():
        return np.stack([wrapped(torch.from_numpy(blob)).numpy() for blob in inputs])


def check(
    path: Path, checkpoint: Path | None, opencv_python: str | None, repeats: int = 20
) -> bool:
    """Print all numbers; return whether everything agrees."""
    problems = check_graph(path)
    for problem in problems:
        print(f"graph: {problem}")
    session = onnx_session(path)
    inputs = make_inputs(int(session.get_inputs()[0].shape[-1]), 4)
    reference = np.stack([session.run([OUTPUT_NAME], {INPUT_NAME: blob})[0] for blob in inputs])
    print(f"weed probability: {reference[:, :, 1].min():.4f}..{reference[:, :, 1].max():.4f}")
    differences = []
    if checkpoint is not None:
        network, _ = load_checkpoint(checkpoint)
        differences.append(
            compare("ONNX Runtime - PyTorch", reference, torch_outputs(network, inputs))
        )
    if opencv_python is not None:
        result, info = run_opencv(opencv_python, path, inputs, repeats)
        differences.append(compare(f"ONNX Runtime - OpenCV {info['opencv']}", reference, result))
        for threads, value in info["latency"].items():
            print(
                f"OpenCV {info['opencv']}, {threads} threads: median {value['median_ms']} ms, "
                f"least {value['least_ms']} ms"
            )
    for item in differences:
        print(
            f"{item.pair}: max abs difference {item.maximum:.2e}, "
            f"{item.class_changes} class changes: {'equal' if item.passed else 'DIFFERENT'}"
        )
    return not problems and all(item.passed for item in differences)


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="ONNX file")
    parser.add_argument("--checkpoint", type=Path, help="best.pt that it was exported from")
    parser.add_argument(
        "--opencv-python",
        default="/usr/bin/python3",
        help="interpreter with OpenCV 4.6 (Debian: python3-opencv); empty to leave it out",
    )
    parser.add_argument("--repeats", type=int, default=20, help="timed runs per thread count")
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    if not check(args.model, args.checkpoint, args.opencv_python or None, args.repeats):
        sys.exit(1)


if __name__ == "__main__":
    main()
