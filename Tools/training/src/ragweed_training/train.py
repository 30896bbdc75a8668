"""Trains the network on labelled sets; resumable, chosen on validation scores only."""

from __future__ import annotations

import argparse
import copy
import csv
import math
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ragweed_training.augment import AugmentOptions, CropSource, to_input
from ragweed_training.data import Sample, SetSpec, load_split, resolve_sets
from ragweed_training.losses import training_loss
from ragweed_training.metrics import Confusion
from ragweed_training.model import Probabilities, WeedNet
from ragweed_training.tiling import predict_weed

LOG_EVERY_STEPS = 50


@dataclass(frozen=True)
class Schedule:
    """Learning rate over steps, or over a time budget where that ends first."""

    steps: int
    warmup_steps: int
    peak: float
    budget_s: float | None

    def progress(self, step: int, seconds: float) -> float:
        """Share of the run that is done, 0 to 1."""
        share = step / self.steps
        if self.budget_s is not None:
            share = max(share, seconds / self.budget_s)
        return min(1.0, share)

    def rate(self, step: int, seconds: float) -> float:
        """Linear warm-up, then a cosine down to a hundredth of the peak."""
        cosine = 0.5 * (1 + math.cos(math.pi * self.progress(step, seconds)))
        return self.peak * min(1.0, (step + 1) / self.warmup_steps) * (0.01 + 0.99 * cosine)


class Average:
    """Exponential moving average of the weights and batch norm statistics."""

    def __init__(self, network: WeedNet, decay: float) -> None:
        """Start from a copy of the network."""
        self.network = copy.deepcopy(network).eval()
        self.decay = decay

    @torch.no_grad()
    def update(self, network: WeedNet, step: int) -> None:
        """Move towards the network; faster in the first steps."""
        decay = min(self.decay, (1 + step) / (10 + step))
        source = network.state_dict()
        for name, value in self.network.state_dict().items():
            if value.dtype.is_floating_point:
                value.lerp_(source[name], 1 - decay)
            else:
                value.copy_(source[name])


def pick_device(name: str) -> torch.device:
    """Resolve "auto" to CUDA where present."""
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(name)


def torch_runner(network: WeedNet, device: torch.device) -> Any:  # noqa: ANN401
    """Wrap a network for tiled prediction."""
    wrapped = Probabilities(network).eval()

    def run(blob: NDArray[np.float32]) -> NDArray[np.float32]:
        with torch.inference_mode():
            tensor = torch.from_numpy(blob).to(device, memory_format=torch.channels_last)
            result: NDArray[np.float32] = wrapped(tensor).cpu().numpy()
            return result

    return run


def validate(network: WeedNet, samples: Sequence[Sample], device: torch.device) -> Confusion:
    """Confusion counts of a network over samples."""
    network.eval()
    confusion = Confusion()
    run = torch_runner(network, device)
    for sample in samples:
        confusion.add(sample.label, predict_weed(sample.image, run) > 0.5)
    return confusion


def save_atomically(state: dict[str, Any], path: Path) -> None:
    """Write a checkpoint so that a reader never sees half of it."""
    partial = path.with_suffix(".part")
    torch.save(state, partial)
    os.replace(partial, path)


def parameter_groups(network: nn.Module, decay: float) -> list[dict[str, Any]]:
    """Weight decay for convolution weights only, not for norms and biases."""
    plain = [p for p in network.parameters() if p.ndim <= 1]
    weights = [p for p in network.parameters() if p.ndim > 1]
    return [
        {"params": weights, "weight_decay": decay},
        {"params": plain, "weight_decay": 0.0},
    ]


class Trainer:
    """Holds everything that a checkpoint stores."""

    def __init__(self, args: argparse.Namespace) -> None:
        """Load the data, build or resume the network."""
        torch.manual_seed(args.seed)
        self.args = args
        self.out: Path = args.out
        self.out.mkdir(parents=True, exist_ok=True)
        self.device = pick_device(args.device)
        self.specs: list[SetSpec] = resolve_sets(args.data, args.extra)
        train_sets = [load_split(spec, "train", args.limit) for spec in self.specs]
        loaded = {spec.name: load_split(spec, "val", args.val_limit) for spec in self.specs}
        self.validation = {name: samples for name, samples in loaded.items() if samples}
        options = AugmentOptions(crop_px=args.crop_px)
        shares = [spec.share for spec in self.specs]
        self.source = CropSource(train_sets, shares, args.batch, args.seed, options)
        self.train_counts = {
            spec.name: len(samples) for spec, samples in zip(self.specs, train_sets, strict=True)
        }
        self.network = WeedNet().to(self.device)
        self.network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.optimizer = torch.optim.AdamW(
            parameter_groups(self.network, args.weight_decay), lr=args.learning_rate
        )
        self.average = Average(self.network, args.ema)
        budget = args.budget_min * 60 if args.budget_min else None
        self.schedule = Schedule(args.steps, args.warmup_steps, args.learning_rate, budget)
        self.step = 0
        self.seconds = 0.0
        self.best = -1.0
        self.best_step = 0
        self.log_path = self.out / "log.csv"
        last = self.out / "last.pt"
        if args.resume and last.is_file():
            self.restore(last)
        else:
            self.write_log_header()

    def columns(self) -> list[str]:
        """Columns of the log."""
        names = [f"val_miou_{name}" for name in self.validation]
        return ["step", "seconds", "loss", "learning_rate", *names, "val_miou_chosen_by"]

    def write_log_header(self) -> None:
        """Start a new log."""
        with self.log_path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerow(self.columns())

    def write_log(self, loss: float, rate: float, scores: dict[str, float]) -> None:
        """Append a row; scores are empty between validations."""
        cells: list[str] = [str(self.step), f"{self.seconds:.1f}", f"{loss:.4f}", f"{rate:.6f}"]
        cells += [f"{scores[c]:.4f}" if c in scores else "" for c in self.columns()[4:]]
        with self.log_path.open("a", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerow(cells)
        print(
            " ".join(f"{k}={v}" for k, v in zip(self.columns(), cells, strict=True) if v),
            flush=True,
        )

    def describe(self) -> dict[str, Any]:
        """What a card needs to know about the run."""
        return {
            "steps_planned": self.args.steps,
            "batch": self.args.batch,
            "crop_px": self.args.crop_px,
            "early_crop_px": self.args.early_crop_px,
            "early_share": self.args.early_share,
            "seed": self.args.seed,
            "device": self.device.type,
            "threads": torch.get_num_threads(),
            "learning_rate": self.args.learning_rate,
            "sets": [
                {
                    "name": spec.name,
                    "share": spec.share,
                    "images": self.train_counts[spec.name],
                    "licence": spec.licence,
                    "source": spec.source,
                    "split_rule": spec.split_rule,
                    "synthetic": spec.synthetic,
                }
                for spec in self.specs
            ],
        }

    def restore(self, path: Path) -> None:
        """Continue from a checkpoint."""
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average.network.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seconds = state["step"], state["seconds"]
        self.best, self.best_step = state["best"], state["best_step"]
        self.trim_log()

    def trim_log(self) -> None:
        """Drop rows that an interrupted run wrote after its last checkpoint."""
        lines = self.log_path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines[1:] if int(line.split(",", 1)[0]) <= self.step]
        self.log_path.write_text("".join([*lines[:1], *kept]), encoding="utf-8")

    def save(self) -> None:
        """Write the resumable checkpoint."""
        state = {
            "network": self.network.state_dict(),
            "average": self.average.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "best": self.best,
            "best_step": self.best_step,
        }
        save_atomically(state, self.out / "last.pt")

    def save_best(self, scores: dict[str, float]) -> None:
        """Write the averaged weights with what the card needs."""
        state = {
            "average": self.average.network.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "validation": scores,
            "run": self.describe(),
        }
        save_atomically(state, self.out / "best.pt")

    def evaluate(self) -> dict[str, float]:
        """Validate the averaged weights; real sets alone decide where there are any."""
        scores: dict[str, float] = {}
        chosen: list[float] = []
        any_real = any(not s.synthetic for s in self.specs if s.name in self.validation)
        for spec in self.specs:
            if spec.name not in self.validation:
                continue
            samples = self.validation[spec.name]
            value = validate(self.average.network, samples, self.device).miou() or 0.0
            scores[f"val_miou_{spec.name}"] = value
            if not (any_real and spec.synthetic):
                chosen.append(value)
        scores["val_miou_chosen_by"] = sum(chosen) / len(chosen) if chosen else 0.0
        return scores

    def train_step(self, images: Tensor, labels: Tensor, rate: float) -> float:
        """One optimizer step; returns the loss."""
        self.network.train()
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        inputs = to_input(images, self.device)
        labels = labels.to(self.device, non_blocking=True)
        enabled = self.args.precision == "bfloat16"
        with torch.autocast(self.device.type, torch.bfloat16, enabled=enabled):
            logits, auxiliary = self.network.forward_training(inputs)
        loss = training_loss(logits, auxiliary, labels, self.args.auxiliary_weight)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimizer.step()
        self.average.update(self.network, self.step)
        return float(loss.detach())

    def crop_px(self) -> int:
        """Side of the crops now; small ones first give more steps for the same time."""
        early = self.schedule.progress(self.step, self.seconds) < self.args.early_share
        return int(self.args.early_crop_px if early else self.args.crop_px)

    def run(self) -> None:
        """Train to the end of the steps or of the time budget."""
        began = time.monotonic() - self.seconds
        losses: list[float] = []
        done = self.schedule.progress(self.step, self.seconds) >= 1
        with ThreadPoolExecutor(1) as pool:
            upcoming = pool.submit(self.source, self.step, self.crop_px())
            while not done:
                images, labels = upcoming.result()
                upcoming = pool.submit(self.source, self.step + 1, self.crop_px())
                rate = self.schedule.rate(self.step, self.seconds)
                losses.append(self.train_step(images, labels, rate))
                self.step += 1
                self.seconds = time.monotonic() - began
                done = self.schedule.progress(self.step, self.seconds) >= 1
                validating = done or self.step % self.args.validate_every == 0
                if not validating and self.step % LOG_EVERY_STEPS:
                    continue
                scores: dict[str, float] = {}
                if validating:
                    scores = self.evaluate()
                    self.seconds = time.monotonic() - began
                    if scores["val_miou_chosen_by"] > self.best:
                        self.best, self.best_step = scores["val_miou_chosen_by"], self.step
                        self.save_best(scores)
                self.write_log(sum(losses) / len(losses), rate, scores)
                losses.clear()
                self.save()
        print(f"best validation mIoU {self.best:.4f} at step {self.best_step}", flush=True)


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with soybean/ and maize-beet/")
    parser.add_argument(
        "--extra",
        action="append",
        default=[],
        metavar="NAME=DIR[:weed=1][:crop=2][:share=0.15][:synthetic=1]",
        help="another folder with images/, masks/ and index.csv; repeatable",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and log")
    parser.add_argument("--steps", type=int, default=9000, help="optimizer steps")
    parser.add_argument(
        "--budget-min", type=float, help="wall time in minutes; the schedule ends by then"
    )
    parser.add_argument("--batch", type=int, default=8, help="crops per step")
    parser.add_argument("--crop-px", type=int, default=384, help="crop side in pixels")
    parser.add_argument("--early-crop-px", type=int, default=256, help="crop side at first")
    parser.add_argument(
        "--early-share", type=float, default=0.55, help="share of the run with early crops, 0 to 1"
    )
    parser.add_argument("--learning-rate", type=float, default=2e-3, help="peak, per step")
    parser.add_argument("--weight-decay", type=float, default=0.02, help="AdamW weight decay")
    parser.add_argument("--warmup-steps", type=int, default=300, help="linear warm-up in steps")
    parser.add_argument("--ema", type=float, default=0.998, help="weight average decay per step")
    parser.add_argument("--auxiliary-weight", type=float, default=0.5, help="soil/weed/crop loss")
    parser.add_argument("--validate-every", type=int, default=500, help="interval in steps")
    parser.add_argument("--val-limit", type=int, default=40, help="images per validation set")
    parser.add_argument("--limit", type=int, help="training images per set (for trials)")
    parser.add_argument("--seed", type=int, default=20, help="seed of weights and crops")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--threads", type=int, default=2, help="CPU threads")
    parser.add_argument(
        "--precision", choices=("bfloat16", "float32"), default="bfloat16", help="of most layers"
    )
    parser.add_argument("--resume", action="store_true", help="continue from OUT/last.pt")
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    torch.set_num_threads(args.threads)
    # OpenCV's own threads would compete with PyTorch's.
    cv2.setNumThreads(1)
    Trainer(args).run()


if __name__ == "__main__":
    main()
