"""Puts a shunt into a trained network: fits it alone, then fine-tunes the whole.

Phase 1 is the original's training by ragweed-train. Phase 2 fits the shunt to what the replaced
stages compute, everything else frozen. Phase 3 is a run of ragweed-train's trainer on the result
at a fifth of the first learning rate; its options are those of ragweed-train.
"""

from __future__ import annotations

import argparse
import copy
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import torch
from torch import nn

from ragweed_training.augment import CropSource, to_input
from ragweed_training.checkpoint import load_checkpoint, save_state
from ragweed_training.model import WeedNet
from ragweed_training.multiply_adds import count_multiply_adds
from ragweed_training.train import build_parser as build_train_parser
from ragweed_training.trainer import Trainer, validate

FINE_TUNING_RATE = 4e-4
PLATEAU_STEPS = 50


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


def fit_shunt(
    original: WeedNet,
    network: WeedNet,
    source: CropSource,
    steps: int,
    budget_s: float | None,
    learning_rate: float,
    crop_px: int,
) -> dict[str, Any]:
    """Phase 2: mean squared error between the shunt's output and that of the replaced stages.

    Adam; the rate halves when the mean of 50 steps has not fallen by a hundredth three times in a
    row. Features are divided by their spread, so that the error of an idle shunt is about 1.
    """
    spec = network.shunt_spec
    if spec is None:
        raise ValueError("the network has no shunt to fit")
    device = next(original.parameters()).device
    original.eval()
    shunt = network.shunt.train()
    optimizer = torch.optim.Adam(shunt.parameters(), lr=learning_rate)
    plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer, factor=0.5, patience=2, threshold=0.01
    )
    began = time.monotonic()
    history: list[float] = []
    losses: list[float] = []
    done = 0
    for step in range(steps):
        inputs = to_input(source(step, crop_px)[0], device)
        with torch.no_grad(), torch.autocast(device.type, torch.bfloat16):
            wanted, _, _, entering = original.encode(inputs, spec.last, capture=spec.first)
        with torch.autocast(device.type, torch.bfloat16):
            given = shunt(entering)
        spread = wanted.float().var().clamp(min=1e-6)
        loss = nn.functional.mse_loss(given.float(), wanted.float()) / spread
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        losses.append(float(loss.detach()))
        done = step + 1
        over = budget_s is not None and time.monotonic() - began >= budget_s
        if over or done % PLATEAU_STEPS == 0 or done == steps:
            history.append(sum(losses) / len(losses))
            plateau.step(history[-1])
            rate = optimizer.param_groups[0]["lr"]
            print(f"shunt step={done} mse={history[-1]:.4f} learning_rate={rate:.2e}", flush=True)
            losses.clear()
        if over:
            break
    shunt.eval()
    return {
        "steps": done,
        "seconds": round(time.monotonic() - began),
        "relative_mse": [round(value, 5) for value in history],
        "learning_rate": learning_rate,
        "crop_px": crop_px,
    }


class ShuntTrainer(Trainer):
    """Trainer of phase 3; phase 2 happens while its network is built."""

    def build_network(self) -> WeedNet:
        """Take the shunted network as it was saved after phase 2."""
        network, state = load_checkpoint(self.out / "inserted.pt")
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
    original, state = load_checkpoint(args.checkpoint)
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
        args.shunt_steps,
        args.shunt_budget_min * 60 if args.shunt_budget_min else None,
        args.shunt_rate,
        args.crop_px,
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
    if args.distill != "none" and args.teacher is None:
        args.teacher = args.checkpoint
    try:
        if not (args.resume and (args.out / "inserted.pt").is_file()):
            insert(args)
        if not args.only_fit:
            ShuntTrainer(args).run()
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
