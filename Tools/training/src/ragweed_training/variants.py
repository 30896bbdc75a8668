"""Trains, scores and times all variants of one reference: docs/results/accuracy by one command.

From the best.pt of ragweed-train: knowledge quotients, the light head, shunts (fitted, then
fine-tuned by each way of learning), int8, and the page. Each step runs as a program of its own and
leaves a mark when it is done; the same command goes on after an interruption and repeats nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ragweed_training.checkpoint import load_state, write_atomically
from ragweed_training.distill import LABEL_MODES
from ragweed_training.run_log import last_scores
from ragweed_training.shunt import parse_shunt

SHUNTS = ("7-12-Arch1", "9-12-Arch1", "5-10-Arch1", "7-10-Arch4", "4-10-Arch1")
ENDLESS_STEPS = 1_000_000


@dataclass(frozen=True)
class Step:
    """A program to run once: its module, its options, and the files that it needs and makes."""

    name: str
    module: str
    options: tuple[str, ...]
    needs: tuple[Path, ...]
    makes: Path
    # Training steps go on where they stopped.
    resumable: bool = False
    minutes: float = 0.0
    # A file to put beside what it makes before it starts.
    given: Path | None = None


def digest_of(step: Step) -> str:
    """Hash what a step depends on: its options and the bytes of what it needs."""
    digest = hashlib.sha256(json.dumps([step.module, *step.options]).encode())
    for path in step.needs:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def run_step(step: Step, work: Path) -> None:
    """Run a step unless its mark says that it is done from the same inputs.

    Raises:
        RuntimeError: It failed; its output is in its log.
    """
    mark, log = work / f"{step.name}.done", work / f"{step.name}.log"
    started = work / f"{step.name}.started"
    digest = digest_of(step)
    if step.makes.is_file() and mark.is_file() and mark.read_text(encoding="ascii") == digest:
        print(f"{step.name}: done before", flush=True)
        return
    options = list(step.options)
    if step.resumable:
        # What another reference or other options began is no start.
        if started.is_file() and started.read_text(encoding="ascii") != digest:
            shutil.rmtree(step.makes.parent, ignore_errors=True)
        write_atomically(digest.encode(), started)
        options.append("--resume")
    if step.given is not None:
        step.makes.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(step.given.read_bytes(), step.makes.parent / step.given.name)
    print(
        f"{step.name}: {step.module}" + f", {step.minutes:g} min" * (step.minutes > 0), flush=True
    )
    with log.open("a", encoding="utf-8") as stream:
        done = subprocess.run(
            [sys.executable, "-m", f"ragweed_training.{step.module}", *options],
            stdout=stream,
            stderr=subprocess.STDOUT,
            check=False,
            env=own_code(),
        )
    if done.returncode != 0 or not step.makes.is_file():
        tail = log.read_text(encoding="utf-8").strip().splitlines()[-1:]
        raise RuntimeError(
            f"{step.name} failed ({' '.join(tail)}); the whole output is in {log}. Repeat the "
            "command: what is done is kept"
        )
    write_atomically(digest.encode(), mark)


def own_code() -> dict[str, str]:
    """Let the steps run the code that this is, installed or not."""
    paths = [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def data_options(args: argparse.Namespace) -> tuple[str, ...]:
    """Options that name the sets."""
    options: list[str] = ["--data", str(args.data)] if args.data is not None else []
    for extra in args.extra:
        options += ["--extra", extra]
    return tuple(options)


def training_options(args: argparse.Namespace, minutes: float) -> tuple[str, ...]:
    """Options that all trainings share: validation at the start and at the end only."""
    options: dict[str, object] = {
        "--steps": args.steps or ENDLESS_STEPS,
        "--budget-min": minutes,
        "--batch": args.batch,
        "--crop-px": args.crop_px,
        "--threads": args.threads,
        "--val-limit": args.val_limit,
        "--validate-every": args.validate_every,
        "--warmup-steps": 50,
        "--ema": 0.99,
        "--seed": 22,
        "--far-share": args.far_share,
        "--weed-focus": args.weed_focus,
        "--crop-focus": args.crop_focus,
        "--validate-scales": args.validate_scales,
        "--device": args.device,
    }
    return data_options(args) + tuple(str(part) for pair in options.items() for part in pair)


def light_step(args: argparse.Namespace) -> Step:
    """The light head on the reference's encoder."""
    out = args.work / "light"
    options = (
        *training_options(args, args.light_min),
        *("--head", "light", "--encoder", str(args.checkpoint), "--out", str(out)),
        *("--early-share", "0", "--learning-rate", "1e-3"),
    )
    best = out / "best.pt"
    return Step("light", "train", options, (args.checkpoint,), best, True, args.light_min)


def shunt_step(args: argparse.Namespace, shunt: str, mode: str | None) -> Step:
    """Phase 2 of a shunt, or phase 3 by one way of learning."""
    name = f"{shunt}-{mode or 'fit'}"
    out = args.work / name
    minutes = args.fine_min if mode else 0.01
    options = (
        *training_options(args, minutes),
        *("--checkpoint", str(args.checkpoint), "--shunt", shunt, "--out", str(out)),
        *("--freeze-before", str(parse_shunt(shunt).first), "--learning-rate", str(args.rate)),
        *("--shunt-steps", str(args.shunt_steps), "--shunt-budget-min", str(args.fit_min)),
    )
    if mode is None:
        made = out / "inserted.pt"
        options = (*options, "--only-fit")
        return Step(name, "shunt_training", options, (args.checkpoint,), made, True, args.fit_min)
    fit, best = fitted(args, shunt), out / "best.pt"
    options = (*options, "--distill", mode)
    needs = (args.checkpoint, fit)
    return Step(name, "shunt_training", options, needs, best, True, args.fine_min, fit)


def fitted(args: argparse.Namespace, shunt: str) -> Path:
    """Return the checkpoint of a fitted shunt."""
    path: Path = args.work / f"{shunt}-fit" / "inserted.pt"
    return path


def tuning_row(args: argparse.Namespace, shunt: str, mode: str) -> dict[str, Any]:
    """What one way of learning came to."""
    out = args.work / f"{shunt}-{mode}"
    last, best = load_state(out / "last.pt"), load_state(out / "best.pt")
    return {
        "variant": f"{args.name} {shunt}",
        "shunt": shunt,
        "mode": mode,
        "steps": last["step"],
        "minutes": last["seconds"] / 60,
        "best_step": best["step"],
        "chosen_by": best["validation"]["val_miou_chosen_by"],
        "miou": last_scores(out / "log.csv"),
        "chosen": False,
    }


def choose(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Choose for each shunt the run with the best validation score, and mark its row."""
    best: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["shunt"] not in best or row["chosen_by"] > best[row["shunt"]]["chosen_by"]:
            best[row["shunt"]] = row
    for row in best.values():
        row["chosen"] = True
    return {shunt: row["mode"] for shunt, row in best.items()}


def export_steps(
    args: argparse.Namespace, title: str, model: str, checkpoint: Path
) -> Iterator[tuple[Step, str]]:
    """ONNX and int8 of one variant; the text is what ragweed-accuracy takes."""
    onnx = args.work / f"{model}.onnx"
    export = ("--checkpoint", str(checkpoint), "--out", str(onnx), "--name", model)
    yield Step(f"{model}-export", "export", export, (checkpoint,), onnx), f"{title}={onnx}"
    small = onnx.with_name(f"{model}.int8.onnx")
    quantise = ("--model", str(onnx), "--out", str(small), *data_options(args))
    yield Step(f"{model}-int8", "quantise", quantise, (onnx,), small), ""


def train_all(args: argparse.Namespace) -> list[tuple[str, str, Path]]:
    """Run every training; returns title, model name and checkpoint of each variant."""
    variants = [(args.name, args.model_name, args.checkpoint)]
    quotients = args.work / "kq.json"
    asked: tuple[str, ...] = (
        "--checkpoint",
        str(args.checkpoint),
        "--out",
        str(quotients),
        "--limit",
        "12",
    )
    run_step(
        Step(
            "quotients", "knowledge", (*asked, *data_options(args)), (args.checkpoint,), quotients
        ),
        args.work,
    )
    if args.light:
        run_step(light_step(args), args.work)
        variants.append(
            (f"{args.name} light", f"{args.model_name}-light", args.work / "light" / "best.pt")
        )
    rows = []
    for shunt in args.shunt:
        run_step(shunt_step(args, shunt, None), args.work)
        for mode in args.mode:
            run_step(shunt_step(args, shunt, mode), args.work)
            rows.append(tuning_row(args, shunt, mode))
    chosen = choose(rows)
    for shunt in args.shunt:
        checkpoint = args.work / f"{shunt}-{chosen.get(shunt, '')}" / "best.pt"
        if shunt not in chosen:
            checkpoint = fitted(args, shunt)
        variants.append((f"{args.name} {shunt}", f"{args.model_name}-{shunt}", checkpoint))
    write_atomically((json.dumps(rows, indent=1) + "\n").encode(), args.work / "tuning.json")
    return variants


def make_page(args: argparse.Namespace, variants: Sequence[tuple[str, str, Path]]) -> None:
    """Export, quantise, score, time and write the page."""
    named: list[str] = []
    for title, model, checkpoint in variants:
        for step, variant in export_steps(args, title, model, checkpoint):
            run_step(step, args.work)
            if variant:
                named += ["--variant", variant]
    command = [sys.executable, "-m", "ragweed_training.accuracy", *named]
    if args.data is not None:
        command += ["--data", str(args.data)]
    for extra in args.score_extra:
        command += ["--extra", extra]
    command += ["--knowledge", str(args.work / "kq.json"), "--rounds", str(args.rounds)]
    command += [
        "--split",
        args.split,
        "--tuning",
        str(args.work / "tuning.json"),
        "--out",
        str(args.out),
    ]
    if args.notes is not None:
        command += ["--notes", str(args.notes)]
    for engine in args.engine:
        command += ["--engine", engine]
    if subprocess.run(command, check=False, env=own_code()).returncode != 0:
        raise RuntimeError("the page was not made; repeat the command: scores are kept")


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="best.pt of the reference")
    parser.add_argument("--name", default="dlv3", help="name of the reference on the page")
    parser.add_argument("--model-name", default="weed-v8", help="its name in cards")
    parser.add_argument("--data", type=Path, help="folder with soybean/, maize-beet/, peanut/")
    parser.add_argument("--extra", action="append", default=[], help="as of ragweed-train")
    parser.add_argument("--score-extra", action="append", default=[], help="sets to score besides")
    parser.add_argument("--shunt", action="append", help=f"repeatable; {', '.join(SHUNTS)}")
    parser.add_argument(
        "--mode", action="append", choices=LABEL_MODES, help="repeatable; all by default"
    )
    parser.add_argument("--no-light", dest="light", action="store_false", help="no light head")
    parser.add_argument("--light-min", type=float, default=20.0, help="minutes for the light head")
    parser.add_argument("--fit-min", type=float, default=5.0, help="minutes of phase 2")
    parser.add_argument("--fine-min", type=float, default=10.0, help="minutes of each phase 3")
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate of phase 3")
    parser.add_argument("--shunt-steps", type=int, default=1500, help="most steps of phase 2")
    parser.add_argument("--steps", type=int, help="most steps of a training; else the minutes end")
    parser.add_argument("--batch", type=int, default=8, help="crops per step")
    parser.add_argument("--crop-px", type=int, default=384, help="crop side in pixels")
    parser.add_argument("--far-share", type=float, default=0.4, help="as of ragweed-train")
    parser.add_argument("--weed-focus", type=float, default=0.15, help="as of ragweed-train")
    parser.add_argument("--crop-focus", type=float, default=0.3, help="as of ragweed-train")
    parser.add_argument("--validate-scales", default="1,0.35", help="as of ragweed-train")
    parser.add_argument("--val-limit", type=int, default=30, help="pictures per validation set")
    parser.add_argument("--validate-every", type=int, default=300, help="interval in steps")
    parser.add_argument("--threads", type=int, default=2, help="CPU threads")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--engine", action="append", default=[], help="as of ragweed-accuracy")
    parser.add_argument("--rounds", type=int, default=25, help="timed runs of each model")
    parser.add_argument("--split", default="test", help="what the page scores: test, or val to try")
    parser.add_argument("--notes", type=Path, help="Markdown to put after the tables")
    parser.add_argument("--work", type=Path, default=Path("build/accuracy"), help="for checkpoints")
    parser.add_argument("--out", type=Path, required=True, help="folder of accuracy.md")
    return parser


def minutes_of(args: argparse.Namespace) -> float:
    """Most minutes that the trainings take; validations come on top."""
    fits = len(args.shunt) * (args.fit_min + len(args.mode) * args.fine_min)
    return float(fits + (args.light_min if args.light else 0.0))


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    args.shunt = args.shunt or list(SHUNTS)
    args.mode = args.mode or list(LABEL_MODES)
    args.work.mkdir(parents=True, exist_ok=True)
    try:
        for shunt in args.shunt:
            parse_shunt(shunt)
        print(f"trainings take up to {minutes_of(args):.0f} minutes, less what is done", flush=True)
        make_page(args, train_all(args))
    except (ValueError, OSError, RuntimeError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
