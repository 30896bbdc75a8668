"""Measures variants of the network in every engine and writes docs/results/accuracy.

Each variant is a folder or ONNX file with its card; its int8 form is NAME.int8.onnx beside it.
Scores of a model file that the JSON holds already are kept: a test split is looked at once per
model. Latencies are measured anew, all in one run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2

from ragweed_training.accuracy_page import write_page
from ragweed_training.accuracy_plot import accuracy_svg
from ragweed_training.card import environment, read_card, sha256
from ragweed_training.checkpoint import write_atomically
from ragweed_training.data import SetSpec, load_sample, read_index, resolve_sets
from ragweed_training.engines import ENGINES, Engine, opened, unavailable
from ragweed_training.latency import Timed, time_in_turns
from ragweed_training.split_scores import OVERLAP_PX, TILE_PX, score_split
from ragweed_training.survey_threshold import at_threshold, find_threshold
from ragweed_training.views import VIEW_COUNTS, many_sided

SCALES = {"full": 1.0, "half": 0.5}
ROW_KEYS = ("variant", "engine", "scale", "set")


def int8_path(model: Path) -> Path:
    """Return where the int8 form of a model lies."""
    return model.with_name(f"{model.stem}.int8.onnx")


def load_results(path: Path) -> dict[str, Any]:
    """Read earlier results, or start new ones."""
    if not path.is_file():
        return {"scores": []}
    earlier: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return earlier


def save_results(results: dict[str, Any], path: Path) -> None:
    """Write the results in one go."""
    text = json.dumps(results, indent=1, ensure_ascii=False) + "\n"
    write_atomically(text.encode(), path)


def parse_variant(text: str) -> tuple[str, Path]:
    """Parse NAME=MODEL.onnx."""
    name, separator, path = text.partition("=")
    if not separator or not Path(path).is_file():
        raise argparse.ArgumentTypeError(f"expected NAME=MODEL.onnx of a file, got {text!r}")
    return name, Path(path)


def score_all(
    results: dict[str, Any],
    path: Path,
    variants: Sequence[tuple[str, Path]],
    engines: Sequence[Engine],
    specs: Sequence[SetSpec],
    args: argparse.Namespace,
) -> None:
    """Add the scores that are missing; saved after each."""
    known = {(*(row[key] for key in ROW_KEYS), row["sha256"]) for row in results["scores"]}
    for name, model in variants:
        for engine in engines:
            file = int8_path(model) if engine.quantised else model
            if not file.is_file():
                print(f"{name}: no {file.name}, {engine.key} left out", flush=True)
                continue
            digest = sha256(file)
            todo = [
                (scale, spec)
                for scale in args.scale
                for spec in specs
                if (name, engine.key, scale, spec.name, digest) not in known
            ]
            if not todo:
                continue
            with opened(engine, file, args.threads) as running:
                for scale, spec in todo:
                    row = {
                        "variant": name,
                        "engine": engine.key,
                        "scale": scale,
                        "set": spec.name,
                        "split": spec.scored_split(args.split),
                        "sha256": digest,
                        "version": running.version,
                        **score_split(
                            spec, spec.scored_split(args.split), running.run, SCALES[scale]
                        ),
                    }
                    stale = tuple(row[key] for key in ROW_KEYS)
                    results["scores"] = [
                        old
                        for old in results["scores"]
                        if tuple(old[key] for key in ROW_KEYS) != stale
                    ] + [row]
                    print(f"{name} {engine.key} {scale} {spec.name}: {row['miou']}", flush=True)
                    save_results(results, path)


def parse_views(text: str) -> tuple[str, int, bool]:
    """Parse NAME=8 or NAME=8,auto."""
    name, separator, look = text.rpartition("=")
    count, comma, threshold = look.partition(",")
    auto = comma == "," and threshold == "auto"
    counts = VIEW_COUNTS if auto else VIEW_COUNTS[1:]
    if not separator or (comma and not auto) or count not in map(str, counts):
        raise argparse.ArgumentTypeError(
            f"expected NAME=2, 4 or 8, or NAME=1,auto to NAME=8,auto, got {text!r}"
        )
    return name, int(count), auto


def score_views(results: dict[str, Any], path: Path, args: argparse.Namespace) -> None:
    """Add the missing scores of several views and of the sets' own thresholds.

    All in ONNX Runtime at full resolution.
    """
    engine = next(engine for engine in ENGINES if engine.key == "onnxruntime-f32")
    rows = results.setdefault("views", [])
    for name, views, auto in args.views:
        model = dict(args.variant)[name]
        for spec in resolve_sets(args.data, args.extra):
            key = {
                "variant": name,
                "views": views,
                "own_threshold": auto,
                "set": spec.name,
                "sha256": sha256(model),
            }
            if any(key.items() <= row.items() for row in rows):
                continue
            with opened(engine, model, args.threads) as running:
                threshold = 0.5
                if auto:
                    keys = read_index(spec, spec.scored_split(args.split))
                    pictures = (load_sample(spec, picture).image for picture in keys)
                    threshold = find_threshold(pictures, running.run, TILE_PX, OVERLAP_PX)
                looking = at_threshold(many_sided(running.run, views), threshold)
                row = key | {"threshold": threshold}
                row |= score_split(spec, spec.scored_split(args.split), looking, 1.0)
            stale = {k: v for k, v in key.items() if k != "sha256"}
            rows[:] = [old for old in rows if not stale.items() <= old.items()] + [row]
            print(
                f"{name}, {views} views, threshold {threshold}, {spec.name}: {row['miou']}",
                flush=True,
            )
            save_results(results, path)


def time_all(
    results: dict[str, Any],
    variants: Sequence[tuple[str, Path]],
    engines: Sequence[Engine],
    rounds: int,
    threads: int,
) -> None:
    """Measure the latency of everything in turns, so that a busy moment hits all alike."""
    pairs = []
    for name, model in variants:
        for engine in engines:
            file = int8_path(model) if engine.quantised else model
            if file.is_file():
                pairs.append(Timed(name, engine, file))
    results["latency"] = time_in_turns(pairs, rounds, threads)


def describe_variants(variants: Sequence[tuple[str, Path]]) -> list[dict[str, Any]]:
    """What the page says of each model besides its scores."""
    rows = []
    for name, model in variants:
        card = read_card(model)
        quantised = int8_path(model)
        rows.append(
            {
                "variant": name,
                "model": card["name"],
                "architecture": card["architecture"],
                "multiply_adds": card["multiply_adds"],
                "parameters": card["parameters"],
                "bytes": model.stat().st_size,
                "bytes_int8": quantised.stat().st_size if quantised.is_file() else None,
                "sha256": sha256(model),
                "training": card["training"],
            }
        )
    return rows


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--variant",
        action="append",
        type=parse_variant,
        required=True,
        metavar="NAME=MODEL.onnx",
        help="the first is the reference; a variant was made from what its name begins with",
    )
    parser.add_argument("--data", type=Path, help="folder with soybean/, maize-beet/, peanut/")
    parser.add_argument("--extra", action="append", default=[], help="as of ragweed-train")
    parser.add_argument("--split", default="test", help="train, val or test")
    parser.add_argument(
        "--engine",
        action="append",
        choices=[engine.key for engine in ENGINES],
        help="repeatable; all by default",
    )
    parser.add_argument(
        "--scale", action="append", choices=tuple(SCALES), help="repeatable; both by default"
    )
    parser.add_argument(
        "--views",
        action="append",
        type=parse_views,
        default=[],
        metavar="NAME=8[,auto]",
        help="score a variant with several views of each tile, too; with auto by the threshold "
        "that each set comes to without its labels; repeatable",
    )
    parser.add_argument(
        "--rounds", type=int, default=30, help="timed runs of each model; 0 keeps earlier ones"
    )
    parser.add_argument("--threads", type=int, default=1, help="CPU threads")
    parser.add_argument("--knowledge", type=Path, help="JSON of ragweed-knowledge to show")
    parser.add_argument("--tuning", type=Path, help="JSON of ragweed-variants to show")
    parser.add_argument("--notes", type=Path, help="Markdown to put after the tables")
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for accuracy.md, .json, .svg"
    )
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    cv2.setNumThreads(1)
    unknown = {name for name, *_ in args.views} - {name for name, _ in args.variant}
    if unknown:
        raise SystemExit(f"--views {unknown.pop()}=...: there is no --variant of that name")
    args.scale = args.scale or list(SCALES)
    chosen = [engine for engine in ENGINES if not args.engine or engine.key in args.engine]
    engines = []
    for engine in chosen:
        reason = unavailable(engine)
        if reason:
            print(f"{engine.key} left out: {reason}", file=sys.stderr)
        else:
            engines.append(engine)
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / "accuracy.json"
    results = load_results(path)
    specs = resolve_sets(args.data, args.extra)
    score_all(results, path, args.variant, engines, specs, args)
    if args.views:
        score_views(results, path, args)
    if args.rounds:
        time_all(results, args.variant, engines, args.rounds, args.threads)
    results["variants"] = describe_variants(args.variant)
    results["environment"] = environment()
    if args.knowledge is not None:
        results["knowledge"] = json.loads(args.knowledge.read_text(encoding="utf-8"))
    if args.tuning is not None:
        results["tuning"] = json.loads(args.tuning.read_text(encoding="utf-8"))
    save_results(results, path)
    notes = args.notes.read_text(encoding="utf-8") if args.notes is not None else ""
    write_atomically(accuracy_svg(results).encode(), args.out / "accuracy.svg")
    write_atomically(write_page(results, notes).encode(), args.out / "accuracy.md")


if __name__ == "__main__":
    main()
