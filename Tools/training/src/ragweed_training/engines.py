"""The runtimes and precisions that a model is measured with."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from ragweed_training.check import onnx_runner
from ragweed_training.enlargement import cut_before_enlargement, enlarged_probabilities
from ragweed_training.tiling import Runner

OPENCV_PYTHON = "/usr/bin/python3"


@dataclass(frozen=True)
class Engine:
    """A runtime at a precision; `quantised` ones take the int8 file."""

    key: str
    runtime: str
    precision: str
    quantised: bool = False


ENGINES = (
    Engine("opencv-f32", "OpenCV", "f32"),
    Engine("onnxruntime-f32", "ONNX Runtime", "f32"),
    Engine("onnxruntime-int8", "ONNX Runtime", "int8", quantised=True),
    Engine("openvino-f32", "OpenVINO", "f32"),
    Engine("openvino-bf16", "OpenVINO", "bf16"),
    Engine("openvino-int8", "OpenVINO", "int8", quantised=True),
)


@dataclass(frozen=True)
class Running:
    """An opened model and the version of what runs it."""

    run: Runner
    version: str
    # Processor time that it has taken so far, in seconds.
    processor_s: Callable[[], float] = time.process_time


@contextmanager
def opencv(model: Path, threads: int, python: str = OPENCV_PYTHON) -> Iterator[Running]:
    """Run a model with the OpenCV of another interpreter.

    Raises:
        RuntimeError: That interpreter has no OpenCV, or its OpenCV does not read the model.
    """
    script = Path(__file__).with_name("opencv_server.py")
    command = [python, str(script), str(model), str(threads)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        source, target = process.stdout, process.stdin
        version = source.readline().decode().strip()
        if not version:
            assert process.stderr is not None
            raise RuntimeError(f"OpenCV failed on {model.name}: {process.stderr.read().decode()}")

        def run(blob: NDArray[np.float32]) -> NDArray[np.float32]:
            target.write((" ".join(str(side) for side in blob.shape) + "\n").encode())
            target.write(np.ascontiguousarray(blob, "<f4").tobytes())
            target.flush()
            shape = [int(side) for side in source.readline().split()]
            values = source.read(4 * int(np.prod(shape)))
            return np.frombuffer(values, "<f4").reshape(shape)

        try:
            yield Running(run, version, lambda: processor_seconds(process.pid))
        finally:
            target.close()


def processor_seconds(pid: int) -> float:
    """Read the processor time of another process (Linux; in steps of about 10 ms)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def openvino(model: Path, threads: int, precision: str) -> Iterator[Running]:
    """Run a model with OpenVINO as `ragweed map` does: without the last enlargement.

    The precision is a hint that int8 models override.
    """
    import openvino as ov

    hint = "bf16" if precision == "bf16" else "f32"
    settings = {
        "INFERENCE_NUM_THREADS": str(threads),
        "INFERENCE_PRECISION_HINT": hint,
        "PERFORMANCE_HINT": "LATENCY",
    }
    cut = cut_before_enlargement(onnx.load(str(model)))
    core = ov.Core()
    network = core.read_model(str(model) if cut is None else cut.network)
    compiled = core.compile_model(network, "CPU", settings)
    request = compiled.create_infer_request()

    def run(blob: NDArray[np.float32]) -> NDArray[np.float32]:
        result: NDArray[np.float32] = np.array(request.infer([blob])[compiled.output(0)])
        return result if cut is None else enlarged_probabilities(result, cut.factor)

    yield Running(run, ov.__version__.split("-")[0])


@contextmanager
def opened(engine: Engine, model: Path, threads: int) -> Iterator[Running]:
    """Open a model in an engine."""
    with ExitStack() as stack:
        if engine.runtime == "OpenCV":
            yield stack.enter_context(opencv(model, threads))
        elif engine.runtime == "OpenVINO":
            yield stack.enter_context(openvino(model, threads, engine.precision))
        else:
            yield Running(onnx_runner(model, threads), onnxruntime.__version__)


def unavailable(engine: Engine) -> str | None:
    """Say why an engine cannot run here; None where it can."""
    probes: dict[str, Callable[[], None]] = {"OpenCV": probe_opencv, "OpenVINO": probe_openvino}
    probe = probes.get(engine.runtime)
    try:
        if probe is not None:
            probe()
    except (ImportError, OSError, subprocess.CalledProcessError) as error:
        return f"{engine.runtime} is not here: {error}"
    return None


def probe_opencv() -> None:
    """Import OpenCV in the other interpreter."""
    subprocess.run([OPENCV_PYTHON, "-c", "import cv2"], check=True, capture_output=True)


def probe_openvino() -> None:
    """Import OpenVINO here."""
    import openvino  # noqa: F401
