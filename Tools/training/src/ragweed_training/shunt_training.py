"""Puts a shunt into a trained network: fits it alone, then fine-tunes the whole.

Phase 1 is the original's training by ragweed-train. Phase 2 fits the shunt to what the replaced
stages compute, everything else frozen. Phase 3 is a run of ragweed-train's trainer on the result
at a fifth of the first learning rate; its options are those of ragweed-train.
"""

from __future__ import annotations

import argparse
import copy
import math
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import torch
from torch import Tensor, nn

from ragweed_training.augment import CropSource, to_input
from ragweed_training.checkpoint import load_mobile, save_state
from ragweed_training.distill import relative_divergence
from ragweed_training.model import WeedNet
from ragweed_training.multiply_adds import count_multiply_adds
from ragweed_training.schedule import Average, Schedule
from ragweed_training.shunt import ShuntSpec
from ragweed_training.train import build_parser as build_train_parser
from ragweed_training.trainer import Trainer
from ragweed_training.validation import validate

FINE_TUNING_RATE = 4e-4
WARMUP_STEPS = 50
REPORT_STEPS = 50
AVERAGE_DECAY = 0.998


def insert_shunt(original: WeedNet, name: str) -> WeedNet:
    """Copy a trained network with an untrained shunt in place of its stages."""
    spec = copy.copy(original.spec)
    network = WeedNet(type(spec).from_dict(spec.as_dict() | {"shunt": name}))
    theirs = original.state_dict()
    own = {
        key: value if key.startswith("shunt.") else theirs[key]
        for key, value in network.state_dict().items()
    }
    network.load_state_dict(own)
    return network


@dataclass(frozen=True)
class FitOptions:
    """How a shunt is fitted: cosine schedule, crop side, and the weight of the scores' error."""

    schedule: Schedule
    crop_px: int
    scores_weight: float = 0.0


def fit_shunt(
    original: WeedNet, network: WeedNet, source: CropSource, options: FitOptions
) -> dict[str, Any]:
    """Phase 2: the shunt learns what the replaced stages compute, without labels.

    The error is the mean squared one of its output, divided by that output's spread, and with
    `scores_weight` also the divergence of the class probabilities behind it; both are about 1 for
    an idle shunt. Adam with a cosine, averaged weights. The paper halves the rate on a plateau:
    with few crops a step the noise of the error sets that off early.
    """
    spec = network.shunt_spec
    if spec is None:
        raise ValueError("the network has no shunt to fit")
    device = next(original.parameters()).device
    original.eval()
    network.eval().requires_grad_(False)
    shunt = network.shunt.train().requires_grad_(True)
    optimizer = torch.optim.Adam(shunt.parameters(), lr=options.schedule.peak)
    average = Average(network, AVERAGE_DECAY)
    began = time.monotonic()
    history: list[tuple[float, float]] = []
    errors: list[tuple[float, float]] = []
    done, progress = 0, 0.0
    while progress < 1:
        rate = options.schedule.rate(done, time.monotonic() - began)
        optimizer.param_groups[0]["lr"] = rate
        inputs = to_input(source(done, options.crop_px)[0], device)
        loss, error = fit_errors(original, network, spec, inputs, options.scores_weight)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        average.update(network, done)
        errors.append(error)
        done += 1
        progress = options.schedule.progress(done, time.monotonic() - began)
        if progress >= 1 or done % REPORT_STEPS == 0:
            features, scores = (sum(values) / len(errors) for values in zip(*errors, strict=True))
            history.append((round(features, 5), round(scores, 5)))
            print(
                f"shunt step={done} mse={features:.4f} divergence={scores:.4f} "
                f"learning_rate={rate:.2e}",
                flush=True,
            )
            errors.clear()
    network.load_state_dict(average.network.state_dict())
    network.eval().requires_grad_(True)
    return {
        "steps": done,
        "seconds": round(time.monotonic() - began),
        "relative_mse": [features for features, _ in history],
        "relative_divergence": [scores for _, scores in history],
        "scores_weight": options.scores_weight,
        "learning_rate": options.schedule.peak,
        "crop_px": options.crop_px,
    }


def fit_errors(
    original: WeedNet, network: WeedNet, spec: ShuntSpec, inputs: Tensor, scores_weight: float
) -> tuple[Tensor, tuple[float, float]]:
    """Return the loss of a batch, and the errors of the shunt's output and of the scores."""
    kind = inputs.device.type
    with torch.no_grad(), torch.autocast(kind, torch.bfloat16):
        wanted, low4, low8, entering = original.encode(inputs, spec.last, capture=spec.first)
    with torch.autocast(kind, torch.bfloat16):
        given = network.shunt(entering)
    spread = wanted.float().var().clamp(min=1e-6)
    features = nn.functional.mse_loss(given.float(), wanted.float()) / spread
    if scores_weight == 0:
        return features, (float(features.detach()), math.nan)
    with torch.autocast(kind, torch.bfloat16):
        with torch.no_grad():
            teacher = original.scores_after(spec.last, wanted, low4, low8)
        scores = network.scores_after(spec.last, given, low4, low8)
    divergence = relative_divergence(scores, teacher)
    loss = features + scores_weight * divergence
    return loss, (float(features.detach()), float(divergence.detach()))


class ShuntTrainer(Trainer):
    """Trainer of phase 3; phase 2 happens while its network is built."""

    def build_network(self) -> WeedNet:
        """Take the shunted network as it was saved after phase 2."""
        network, state = load_mobile(self.out / "inserted.pt")
        self.initial = state["original"]
        self.shunt_fit = state["shunt_fit"]
        network.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        return network

    def describe(self) -> dict[str, Any]:
        """Add how the shunt was fitted."""
        return super().describe() | {"shunt_fit": self.shunt_fit}


def insert(args: argparse.Namespace) -> None:
    """Phase 2: write OUT/inserted.pt and print what the insertion costs and saves."""
    args.out.mkdir(parents=True, exist_ok=True)
    original, state = load_mobile(args.checkpoint)
    network = insert_shunt(original, args.shunt)
    before, after = count_multiply_adds(original), count_multiply_adds(network)
    print(f"multiply-adds {before} -> {after} ({after / before - 1:+.1%})", flush=True)
    preparing = Trainer(args)
    device = preparing.device
    original.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    fit = fit_shunt(
        original,
        network,
        preparing.source,
        FitOptions(
            Schedule(
                args.shunt_steps,
                WARMUP_STEPS,
                args.shunt_rate,
                args.shunt_budget_min * 60 if args.shunt_budget_min else None,
            ),
            args.crop_px,
            args.shunt_scores_weight,
        ),
    )
    scores = {
        f"val_miou_{name}": validate(network, samples, device).confusion().miou() or 0.0
        for name, samples in preparing.validation.items()
    }
    fit["validation_miou_inserted"] = {
        key.removeprefix("val_miou_"): round(value, 4) for key, value in scores.items()
    }
    print(f"inserted, not fine-tuned: {fit['validation_miou_inserted']}", flush=True)
    original_run = {key: state[key] for key in ("step", "seconds", "validation", "run")}
    save_state(
        {
            "average": network.state_dict(),
            "spec": network.spec.as_dict(),
            "original": original_run,
            "shunt_fit": fit,
            "step": 0,
            "seconds": 0.0,
            "validation": scores,
            "run": preparing.describe() | {"shunt_fit": fit, "initial": original_run},
        },
        args.out / "inserted.pt",
    )


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line: that of ragweed-train and the shunt's own."""
    parser = build_train_parser()
    parser.description = __doc__
    parser.add_argument(
        "--checkpoint", type=Path, required=True, help="best.pt of the original network"
    )
    parser.add_argument("--shunt", required=True, help="FIRST-LAST-ARCHITECTURE, as 5-10-Arch1")
    parser.add_argument("--shunt-steps", type=int, default=1500, help="steps of phase 2")
    parser.add_argument("--shunt-budget-min", type=float, help="wall time of phase 2 in minutes")
    parser.add_argument("--shunt-rate", type=float, default=2e-3, help="first rate of phase 2")
    parser.add_argument(
        "--shunt-scores-weight",
        type=float,
        default=1.0,
        help="weight of the class probabilities' error in phase 2 beside that of the features; "
        "without it shunts find less than their original in unseen fields",
    )
    parser.add_argument(
        "--only-fit", action="store_true", help="end after phase 2 with OUT/inserted.pt"
    )
    parser.set_defaults(learning_rate=FINE_TUNING_RATE, early_share=0.0, steps=2000)
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    args.command = ["ragweed-shunt", *(sys.argv[1:] if argv is None else argv)]
    torch.set_num_threads(args.threads)
    cv2.setNumThreads(1)
    if args.distill != "none" and not args.teacher:
        args.teacher = [args.checkpoint]
    try:
        if not (args.resume and (args.out / "inserted.pt").is_file()):
            insert(args)
        if not args.only_fit:
            ShuntTrainer(args).run()
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
