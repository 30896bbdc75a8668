"""Maps the same rasters with `ragweed` and with its peers, by turns, and writes the table.

Every peer runs in an environment of its own and gets the same ONNX file and the same raster. The
first part is the job: time, memory. The second is whether the masks are right.
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
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import onnx
from benchmark import RAGWEED, ROOT, WORK, has_openvino, raster
from context_raster import write_context_raster
from frame_set import write_frames
from mask_figures import (
    read_mask,
    seam_counts,
    shift_consistency,
    untiled,
    write_shifted,
    wrong_pixels,
)
from peer_models import context, network, per_pixel, write
from performance_page import USUAL, page
from timed_run import Run, timed

HERE = Path(__file__).parent
PEERS = ROOT / ".build" / "peers"
FOLDER = WORK / "performance"
MODEL = ROOT / "Sources/ragweed/Resources/model/weed-small-v7.onnx"
SHIFT_PX = 100
TILE_PX = 512
# The job is that of the reference; `ragweed map` takes a third of a tile by itself.
JOB_OVERLAP_PX, OVERLAP_PX = 128, 171


@dataclass(frozen=True)
class Contestant:
    """A program on the job."""

    name: str
    # Gives the command for a model, a raster and a folder; the mask comes to lie at `mask`.
    command: Callable[[Path, Path, Path], list[str]]
    mask: Callable[[Path, Path], Path]
    writes_polygons: bool
    note: str = ""
    is_ragweed: bool = False
    # Overlap of tiles that the masks are compared at.
    figures: bool = True


@dataclass
class Row:
    """What was measured of a contestant."""

    name: str
    note: str
    is_ragweed: bool
    writes_polygons: bool
    wall_s: float = 0
    cpu_s: float = 0
    peak_mb: float = 0
    wrong_pixels: int | None = None
    worst_column: int | None = None
    median_column: int | None = None
    consistency: float | None = None
    runs: list[Run] = field(default_factory=list)


def peer(environment: str, script: str, *options: str) -> Callable[[Path, Path, Path], list[str]]:
    """The command of a peer.

    Args:
        environment: Its environment's name.
        script: The script here that drives it.
        options: What follows model, raster and mask.

    Returns:
        The command by model, raster and folder.
    """
    python = PEERS / environment / "bin" / "python"

    def command(model: Path, source: Path, folder: Path) -> list[str]:
        places = [str(model), str(source), str(folder / "mask.tif")]
        filled = [option.replace("FOLDER", str(folder)) for option in options]
        return [str(python), str(HERE / script), *places, *filled]

    return command


def peer_mask(folder: Path, _: Path) -> Path:
    """Where a peer's mask lies."""
    return folder / "mask.tif"


def ragweed(*options: str) -> Callable[[Path, Path, Path], list[str]]:
    """The command of `ragweed map` with options.

    Args:
        options: What follows model, raster and folder.

    Returns:
        The command by model, raster and folder.
    """

    def command(model: Path, source: Path, folder: Path) -> list[str]:
        places = ["--model", str(model), "--output", str(folder), "--overwrite"]
        return [str(RAGWEED), "map", str(source), *places, *options]

    return command


def ragweed_mask(folder: Path, source: Path) -> Path:
    """Where the mask of `ragweed map` lies."""
    return folder / f"{source.stem}.mask.tif"


def contestants() -> tuple[list[Contestant], list[str]]:
    """Those that are installed, and the names of those that are not."""
    loop = "peer_loop.py"
    all_peers = [
        ("loop", "rasterio + ONNX Runtime loop, Hann 25 %", loop, ["128", "hann"], False, True),
        ("loop", "the same loop, no overlap, no blending", loop, ["0", "none"], False, True),
        ("geodeep", "GeoDeep", "peer_geodeep.py", [], False, True),
        ("geodeep", "GeoDeep with GeoJSON", "peer_geodeep.py", ["FOLDER/map.geojson"], True, False),
        ("habitat-mapper", "habitat-mapper", "peer_habitat_mapper.py", [], False, True),
        ("geoai", "geoai, ONNX", "peer_geoai.py", [], False, True),
    ]
    found: list[Contestant] = []
    missing: list[str] = []
    for environment, name, script, options, polygons, figures in all_peers:
        if (PEERS / environment / "bin" / "python").exists():
            note = "50 % overlap, fixed" if environment == "habitat-mapper" else ""
            command = peer(environment, script, *options)
            found.append(Contestant(name, command, peer_mask, polygons, note, figures=figures))
        elif environment not in missing:
            missing.append(environment)
    engines = [("OpenCV f32", ["--engine", "opencv"])]
    if has_openvino():
        for precision in ("f32", "bf16"):
            options = ["--engine", "openvino", "--precision", precision]
            engines.append((f"OpenVINO {precision}", options))
    for engine, options in engines:
        name = f"ragweed, {engine}"
        job = ragweed("--overlap", str(JOB_OVERLAP_PX), *options)
        found.append(Contestant(name, job, ragweed_mask, True, is_ragweed=True))
        usual = ragweed(*options)
        found.append(Contestant(name, usual, ragweed_mask, True, USUAL, is_ragweed=True))
    return found, missing


def tile_count(side_px: int) -> int:
    """How many tiles `ragweed map` lays over a square raster by itself."""
    along = -(-(side_px - TILE_PX) // (TILE_PX - OVERLAP_PX)) + 1
    return along * along


def fresh(name: str) -> Path:
    """An empty folder for the outputs of a run."""
    folder = FOLDER / "out" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def run_one(contestant: Contestant, model: Path, source: Path) -> tuple[Run, Path]:
    """Runs a contestant once; returns what it took and where its mask lies."""
    folder = fresh("job")
    took = timed(contestant.command(model, source, folder))
    return took, contestant.mask(folder, source)


def measure_job(rows: dict[str, Row], entries: list[Contestant], source: Path, turns: int) -> None:
    """Times everybody by turns."""
    model = FOLDER / "network.onnx"
    for turn in range(turns):
        for entry in entries:
            took, _ = run_one(entry, model, source)
            rows[entry.name + entry.note].runs.append(took)
            print(f"turn {turn + 1}: {entry.name} {entry.note} {took.seconds:.2f} s", flush=True)
    for row in rows.values():
        row.wall_s = statistics.median(run.seconds for run in row.runs)
        row.cpu_s = statistics.median(run.cpu_seconds for run in row.runs)
        row.peak_mb = max(run.peak_mb for run in row.runs)


def measure_masks(rows: dict[str, Row], entries: list[Contestant], source: Path) -> None:
    """Looks at everybody's masks of the per-pixel and of the context model."""
    slow = FOLDER / "context.tif"
    shifted = FOLDER / "context-shifted.tif"
    if not slow.exists():
        write_context_raster(slow)
    if not shifted.exists():
        write_shifted(slow, shifted, SHIFT_PX)
    for entry in entries:
        if not entry.figures:
            continue
        row = rows[entry.name + entry.note]
        _, mask = run_one(entry, FOLDER / "per-pixel.onnx", source)
        row.wrong_pixels = wrong_pixels(read_mask(mask), source)
        _, mask = run_one(entry, FOLDER / "context.onnx", slow)
        whole = read_mask(mask)
        row.worst_column, row.median_column = seam_counts(whole)
        _, mask = run_one(entry, FOLDER / "context.onnx", shifted)
        row.consistency = shift_consistency(whole, read_mask(mask), SHIFT_PX)
        print(
            f"{entry.name} {entry.note}: {row.wrong_pixels} wrong, worst column "
            f"{row.worst_column}, consistency {row.consistency:.3f}",
            flush=True,
        )


def bare(engine: str, precision: str, tiles: int) -> float:
    """Seconds that the engine alone takes for so many tiles, in its best setting here."""
    model = str(FOLDER / "network.onnx")
    if engine == "opencv":
        script = [["/usr/bin/python3", str(HERE / "bare_inference.py")]]
        settings = [["--workers", "1", "--threads", "2"], ["--workers", "2", "--threads", "1"]]
    else:
        script = [[sys.executable, str(HERE / "bare_openvino.py")]]
        settings = [["--precision", precision, "--streams", str(os.cpu_count() or 2)]]
    times: list[float] = []
    for options in settings:
        command = [*script[0], model, "--tiles", str(tiles), *options]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        times.append(float(json.loads(output)["seconds"]))
    return min(times)


def beside_alone(
    engine: str, precision: str, model: Path, source: Path, name: str
) -> tuple[float, Run]:
    """A run of `ragweed map`, and the seconds that its engine alone takes for 4096 px a side.

    They are the mean before and after it: the speed of a machine changes within a minute.
    """
    tiles = tile_count(4096)
    before = bare(engine, precision, tiles)
    command = ragweed("--engine", engine, "--precision", precision)
    took = timed(command(model, source, fresh(name)))
    return (before + bare(engine, precision, tiles)) / 2, took


def measure_floor(source: Path, turns: int) -> list[dict[str, object]]:
    """Compares `ragweed map` with its own engine on the same tiles, by turns.

    The share is the median of those of the turns, which a change of the machine's speed between
    turns does not reach.
    """
    floors: list[dict[str, object]] = []
    choices = [("opencv", "f32"), ("openvino", "f32"), ("openvino", "bf16")]
    for engine, precision in choices if has_openvino() else choices[:1]:
        alone: list[float] = []
        whole: list[float] = []
        for _ in range(turns):
            bare_s, took = beside_alone(engine, precision, FOLDER / "network.onnx", source, "job")
            alone.append(bare_s)
            whole.append(took.seconds)
        shares = [bare_s / whole_s for bare_s, whole_s in zip(alone, whole, strict=True)]
        floors.append(
            {
                "engine": f"{engine} {precision}",
                "bare_s": statistics.median(alone),
                "ragweed_s": statistics.median(whole),
                "share": statistics.median(shares),
                "turns": turns,
            }
        )
        print(floors[-1], flush=True)
    return floors


def measure_large(side_px: int) -> list[dict[str, object]]:
    """Memory and throughput on a raster sixteen times as large, where the start matters little."""
    source = raster(side_px, side_px)
    # What the engine alone takes is reckoned from fewer.
    tiles, sample = tile_count(side_px), tile_count(4096)
    results: list[dict[str, object]] = []
    choices = [("openvino", "f32"), ("openvino", "bf16")]
    for engine, precision in choices if has_openvino() else [("opencv", "f32")]:
        sample_s, took = beside_alone(engine, precision, FOLDER / "network.onnx", source, "large")
        alone = sample_s / sample * tiles
        shutil.rmtree(FOLDER / "out" / "large")
        results.append({"side_px": side_px, "engine": f"{engine} {precision}", "bare_s": alone})
        results[-1] |= asdict(took)
        print(results[-1], flush=True)
    return results


def measure_frames(count: int) -> list[dict[str, object]]:
    """Frames per second on 20-megapixel JPEGs, start and map included."""
    frames = FOLDER / "frames"
    if not frames.exists():
        write_frames(frames, raster(4096, 16384), count)
    results: list[dict[str, object]] = []
    choices = [("opencv", "f32"), ("openvino", "f32"), ("openvino", "bf16")]
    for engine, precision in choices if has_openvino() else choices[:1]:
        command = [str(RAGWEED), "map", str(frames), "--output", str(fresh("frames"))]
        command += ["--overwrite", "--engine", engine, "--precision", precision]
        took = timed(command)
        rate = count / took.seconds
        results.append({"engine": f"{engine} {precision}", "per_s": rate, **asdict(took)})
        print(results[-1], flush=True)
    return results


def versions() -> dict[str, str]:
    """The versions of the peers that are here."""
    names = {"loop": "onnxruntime", "geodeep": "geodeep", "habitat-mapper": "habitat-mapper"}
    names["geoai"] = "geoai-py"
    found: dict[str, str] = {}
    for environment, package in names.items():
        python = PEERS / environment / "bin" / "python"
        if python.exists():
            code = f"import importlib.metadata as m; print(m.version({package!r}))"
            command = [str(python), "-c", code]
            output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            found[package] = output.strip()
    return found


def machine() -> str:
    """The machine in words."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    name = names[0] if names else platform.machine()
    return f"{os.cpu_count()} cores of {name}, load {os.getloadavg()[0]:.1f} at the end"


def main() -> None:
    """Measures and writes the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=3, help="repetitions of the job")
    parser.add_argument(
        "--floor-turns", type=int, default=7, help="repetitions beside the engine alone"
    )
    parser.add_argument("--large-px", type=int, default=16384, help="side of the large raster")
    parser.add_argument("--frames", type=int, default=12, help="20-megapixel frames")
    parser.add_argument("--output", type=Path, default=ROOT / "docs/results", help="folder")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    options.output.mkdir(parents=True, exist_ok=True)
    for name, model in (
        ("network", network(MODEL)),
        ("per-pixel", per_pixel()),
        ("context", context()),
    ):
        onnx.checker.check_model(model)
        write(model, FOLDER / f"{name}.onnx", 25)
    source = raster(4096, 4096)
    entries, missing = contestants()
    rows = {
        entry.name + entry.note: Row(
            entry.name, entry.note, entry.is_ragweed, entry.writes_polygons
        )
        for entry in entries
    }
    measure_job(rows, entries, source, options.turns)
    measure_masks(rows, entries, source)
    document = {
        "machine": "",
        "versions": versions(),
        "missing": missing,
        "rows": [asdict(row) for row in rows.values()],
        "untiled_worst_column": seam_counts(untiled(FOLDER / "context.tif"))[0],
        "floors": measure_floor(source, options.floor_turns),
        "large": measure_large(options.large_px),
        "frames": measure_frames(options.frames),
    }
    document["machine"] = machine()
    (options.output / "performance.json").write_text(json.dumps(document, indent=2) + "\n")
    text = page(document)
    (options.output / "performance.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
