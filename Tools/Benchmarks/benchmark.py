"""Measures the program as its users run it, and writes docs/results/benchmarks.md and .json.

Absolute times depend on the machine; the figures to compare between versions are the ratios, whose
two sides are measured by turns within one run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from plan_fields import PLANS, write_field
from timed_run import Run, timed

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".build" / "benchmarks"
MODEL = ROOT / "Sources/ragweed/Resources/model/weed-small-v7.onnx"
RAGWEED = ROOT / ".build/release/ragweed"


@dataclass(frozen=True)
class Result:
    """A measured figure beside its target."""

    what: str
    value: float
    unit: str
    target: float | None
    note: str


def bare(tiles: int, workers: int, threads: int) -> float:
    """Runs OpenCV alone.

    Args:
        tiles: How many tiles.
        workers: Networks that run at once.
        threads: OpenCV threads of each.

    Returns:
        Seconds.
    """
    script = Path(__file__).with_name("bare_inference.py")
    command = ["/usr/bin/python3", str(script), str(MODEL), "--tiles", str(tiles)]
    command += ["--workers", str(workers), "--threads", str(threads)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(json.loads(output)["seconds"])


def raster(width: int, height: int) -> Path:
    """Makes a SYNTHETIC GeoTIFF of a size, once.

    Args:
        width: Its width in pixels.
        height: Its height in pixels.

    Returns:
        The file.
    """
    path = WORK / f"synthetic-{width}x{height}.tif"
    if not path.exists():
        script = ROOT / "Samples/generator/make_benchmark_raster.py"
        command = [sys.executable, str(script), "--output", str(path)]
        command += ["--width-px", str(width), "--height-px", str(height)]
        subprocess.run(command, check=True, cwd=script.parent)
    return path


def planned() -> list[Result]:
    """Plans fields of several sizes.

    Returns:
        The wall times and the most memory.
    """
    results: list[Result] = []
    peak_mb = 0.0
    for benchmark in PLANS:
        field = WORK / f"{benchmark.name}.geojson"
        write_field(field, benchmark)
        runs: list[Run] = []
        for _ in range(5):
            shutil.rmtree(WORK / "plan", ignore_errors=True)
            command = [str(RAGWEED), "plan", str(field), "--drone", benchmark.drone]
            runs.append(timed([*command, "--gsd", "1cm", "--output", str(WORK / "plan")]))
        seconds = statistics.median(run.seconds for run in runs)
        peak_mb = max(peak_mb, *(run.peak_mb for run in runs))
        results.append(
            Result(benchmark.title, seconds, "s", benchmark.target_s, f"wall, {benchmark.drone}")
        )
    note = "the largest of these"
    return [*results, Result("ragweed plan, peak memory", peak_mb, "MB", 200, note)]


def covered() -> list[Result]:
    """Covers the public example maps on a plane.

    Returns:
        Time, coverage and length outside for each map; none where the maps are not here.
    """
    results: list[Result] = []
    targets = (("square", 1365.0), ("rectangle-with-holes", 2139.0), ("l-with-holes", 800.0))
    for name, target in targets:
        path = ROOT.parent / "shared/vectors/coverage" / f"{name}.json"
        if not path.exists():
            continue
        command = [str(RAGWEED), "cover", str(path), "--swath", "3m", "--vmax", "3m/s"]
        command += ["--acceleration", "1m/s2", "--start", "0,0", "--format", "json"]
        start = time.perf_counter()
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        seconds = time.perf_counter() - start
        plan = json.loads(output)
        note = f"coverage {plan['coverage_percent']} %, {plan['outside_m']} m outside, "
        note += f"found in {seconds:.1f} s"
        results.append(Result(f"path over `{name}`", float(plan["cost_s"]), "s", target, note))
    return results


def mapped(source: Path, engine: str = "opencv", precision: str = "f32") -> Run:
    """Maps a raster.

    Args:
        source: The GeoTIFF.
        engine: What runs the model.
        precision: What it computes in.

    Returns:
        Time and memory.
    """
    output = WORK / "map"
    shutil.rmtree(output, ignore_errors=True)
    command = [str(RAGWEED), "map", str(source), "--engine", engine, "--precision", precision]
    return timed([*command, "--output", str(output)])


def has_openvino() -> bool:
    """Whether the program finds OpenVINO; the sample is mapped to see."""
    sample = ROOT / "Samples/synthetic-field/orthophoto.tif"
    command = [str(RAGWEED), "map", str(sample), "--engine", "openvino", "--overwrite"]
    output = ["--output", str(WORK / "openvino")]
    return subprocess.run([*command, *output], capture_output=True, check=False).returncode == 0


def engines(source: Path, repeats: int, size: str) -> list[Result]:
    """Maps a raster by turns in each engine and precision.

    Args:
        source: The GeoTIFF.
        repeats: How often.
        size: Its size, in words.

    Returns:
        Nothing where OpenVINO is not installed.
    """
    if not has_openvino():
        return []
    choices = [("opencv", "f32"), ("openvino", "f32"), ("openvino", "bf16")]
    runs: dict[tuple[str, str], list[Run]] = {choice: [] for choice in choices}
    for _ in range(repeats):
        for choice in choices:
            runs[choice].append(mapped(source, *choice))
    return [
        Result(
            f"ragweed map, {engine} {precision}",
            statistics.median(run.seconds for run in runs[engine, precision]),
            "s",
            None,
            f"{size}, {max(run.peak_mb for run in runs[engine, precision]):.0f} MB",
        )
        for engine, precision in choices
    ]


def measure(repeats: int) -> list[Result]:
    """Runs every benchmark.

    Args:
        repeats: How often the long ones are repeated.

    Returns:
        The results.
    """
    results: list[Result] = []
    compare = [timed([str(RAGWEED), "compare", "--gsd", "1mm"]) for _ in range(10)]
    results.append(
        Result("ragweed compare", statistics.median(r.seconds for r in compare), "s", 0.15, "wall")
    )
    results += planned()

    small, tall = raster(4096, 4096), raster(4096, 16384)
    tiles = 121
    sequential, parallel, maps = [], [], []
    for _ in range(repeats):
        sequential.append(bare(tiles, 1, 2))
        parallel.append(bare(tiles, 2, 1))
        maps.append(mapped(small))
    wall = statistics.median(r.seconds for r in maps)
    floors = (statistics.median(sequential), statistics.median(parallel))
    size = "4096 x 4096, 512 px tiles, 128 px overlap"
    results += [
        Result(f"bare OpenCV, {tiles} tiles", floors[0], "s", None, "1 network, 2 threads"),
        Result(f"bare OpenCV, {tiles} tiles", floors[1], "s", None, "2 networks, 1 thread each"),
        Result("ragweed map", wall, "s", None, size),
        Result("ragweed map / bare OpenCV", wall / floors[0], "", 1.3, "1 network, 2 threads"),
        Result("ragweed map / bare OpenCV", wall / floors[1], "", 1.3, "2 networks, 1 thread each"),
        Result("ragweed map, peak memory", max(r.peak_mb for r in maps), "MB", 500, size),
        Result("ragweed map, peak memory", mapped(tall).peak_mb, "MB", 500, "4096 x 16384"),
    ]
    return results + engines(small, repeats, size) + covered()


def main() -> None:
    """Measures and writes the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5, help="repetitions of the long runs")
    parser.add_argument("--output", type=Path, default=ROOT / "docs/results", help="folder")
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    results = measure(options.repeats)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, load {os.getloadavg()[0]:.1f}"
    lines = [
        "# Benchmarks",
        "",
        "Made by `Tools/benchmark`; do not edit. Rasters are SYNTHETIC. Ratios are measured by",
        f"turns within one run. Machine: {machine}.",
        "",
        "| what | measured | target | how |",
        "|---|---|---|---|",
    ]
    for result in results:
        target = "" if result.target is None else f"at most {result.target:g} {result.unit}".strip()
        value = f"{result.value:.4g} {result.unit}".strip()
        lines.append(f"| {result.what} | {value} | {target} | {result.note} |")
    text = "\n".join(lines) + "\n"
    print(text)
    (options.output / "benchmarks.md").write_text(text)
    document = {"machine": machine, "results": [asdict(result) for result in results]}
    (options.output / "benchmarks.json").write_text(json.dumps(document, indent=2) + "\n")


if __name__ == "__main__":
    main()
