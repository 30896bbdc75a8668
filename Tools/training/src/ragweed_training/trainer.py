"""Trains a network on labelled sets; resumable, chosen on validation scores only."""

from __future__ import annotations

import argparse
import shlex
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ragweed_training.augment import AugmentOptions, CropSource, to_input
from ragweed_training.calibration import WeedHistogram, best_threshold, calibrated
from ragweed_training.card import environment, started_from
from ragweed_training.checkpoint import load_mobile, load_state, save_state, take_weights
from ragweed_training.data import (
    SetSpec,
    check_classes,
    load_split,
    resolve_sets,
)
from ragweed_training.distill import views_loss
from ragweed_training.leaks import refuse_leaks
from ragweed_training.losses import training_loss
from ragweed_training.model import Network, WeedNet
from ragweed_training.network_spec import NetworkSpec
from ragweed_training.onnx_weights import load_onnx, measure_norms
from ragweed_training.run_log import RunLog
from ragweed_training.schedule import Average, Schedule
from ragweed_training.validation import validate, validation_name
from ragweed_training.view_lessons import ViewLessons

LOG_EVERY_STEPS = 50
NORM_BATCHES = 8


def pick_device(name: str) -> torch.device:
    """Resolve "auto" to CUDA where present."""
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(name)


def parameter_groups(network: nn.Module, decay: float) -> list[dict[str, Any]]:
    """Weight decay for convolution weights only, not for norms and biases."""
    trained = [p for p in network.parameters() if p.requires_grad]
    plain = [p for p in trained if p.ndim <= 1]
    weights = [p for p in trained if p.ndim > 1]
    return [
        {"params": weights, "weight_decay": decay},
        {"params": plain, "weight_decay": 0.0},
    ]


def freeze_before(network: WeedNet, stage: int | None) -> list[nn.Module]:
    """Stop the stem and the blocks before a stage from learning; returns them."""
    if stage is None:
        return []
    frozen: list[nn.Module] = [network.stem]
    frozen += [block for key, block in network.blocks.items() if int(key) < stage]
    for module in frozen:
        module.requires_grad_(False)
    return frozen


def two_classes(network: Network, path: Path) -> WeedNet:
    """Return a network of two classes.

    Raises:
        ValueError: It tells kinds apart.
    """
    if not isinstance(network, WeedNet) or network.spec.kinds:
        raise ValueError(f"{path} tells crops apart; train on from it with ragweed-learn")
    return network


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
        refuse_leaks(self.specs)
        train_sets = [load_split(spec, "train", args.limit) for spec in self.specs]
        check_classes(self.specs, train_sets)
        loaded = {spec.name: load_split(spec, "val", args.val_limit) for spec in self.specs}
        self.validation = {name: samples for name, samples in loaded.items() if samples}
        self.specs = [
            replace(spec, share=dict(args.share).get(spec.name, spec.share)) for spec in self.specs
        ]
        options = AugmentOptions(
            crop_px=args.crop_px,
            light=args.light,
            far_share=args.far_share,
            paste_share=args.paste_share,
            sun_share=args.sun_share,
            weed_focus=args.weed_focus,
            crop_focus=args.crop_focus,
        )
        shares = [spec.share for spec in self.specs]
        self.source = CropSource(train_sets, shares, args.batch, args.seed, options)
        self.train_counts = {
            spec.name: len(samples) for spec, samples in zip(self.specs, train_sets, strict=True)
        }
        self.initial: dict[str, Any] | None = None
        self.network = self.build_network()
        self.frozen = freeze_before(self.network, args.freeze_before)
        self.teachers = [load_mobile(path)[0] for path in args.teacher]
        for teacher in self.teachers:
            teacher.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        if args.distill != "none" and not self.teachers:
            raise ValueError(f"--distill {args.distill} needs a --teacher")
        if args.keep_norms and args.init is None:
            raise ValueError("--keep-norms needs the norms of a trained network: give --init")
        if args.distill != "views" and len(self.teachers) > 1:
            raise ValueError("several --teacher go with --distill views only")
        self.lessons = ViewLessons(self.teachers, args.seed) if args.distill == "views" else None
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
        self.log = RunLog(self.out / "log.csv", self.columns())
        last = self.out / "last.pt"
        if args.resume and last.is_file():
            self.restore(last)
        else:
            self.log.start()

    def columns(self) -> list[str]:
        """Columns of the log."""
        names = [
            validation_name(name, scale)
            for name in self.validation
            for scale in self.args.validate_scales
        ]
        return [
            "step",
            "seconds",
            "loss",
            "learning_rate",
            *names,
            "val_miou_chosen_by",
            "val_threshold",
        ]

    def write_log(self, loss: float, rate: float, scores: dict[str, float]) -> None:
        """Append a row; scores are empty between validations."""
        cells: list[str] = [str(self.step), f"{self.seconds:.1f}", f"{loss:.4f}", f"{rate:.6f}"]
        cells += [f"{scores[c]:.4f}" if c in scores else "" for c in self.columns()[4:]]
        self.log.append(cells)
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
            "light": self.args.light,
            "far_share": self.args.far_share,
            "paste_share": self.args.paste_share,
            "sun_share": self.args.sun_share,
            "weed_focus": self.args.weed_focus,
            "crop_focus": self.args.crop_focus,
            "validate_scales": list(self.args.validate_scales),
            "ema": self.args.ema,
            "distill": self.args.distill,
            "take_last": self.args.take_last,
            "freeze_before": self.args.freeze_before,
            "keep_norms": self.args.keep_norms,
            "initial": self.initial,
            "command": shlex.join(self.args.command),
            "environment": environment(),
            "device": self.device.type,
            "threads": torch.get_num_threads(),
            "learning_rate": self.args.learning_rate,
            "sets": [spec.entry(self.train_counts[spec.name]) for spec in self.specs],
        }

    def build_network(self) -> WeedNet:
        """Build the network of the options, or take the one of an earlier run."""
        args = self.args
        if args.init is not None and args.init.suffix == ".onnx":
            network = two_classes(load_onnx(args.init), args.init)
            pictures = (self.source(args.steps + i, args.crop_px)[0] for i in range(NORM_BATCHES))
            measure_norms(network, (to_input(batch, torch.device("cpu")) for batch in pictures))
            self.initial = {"card": started_from(args.init)}
        elif args.init is None:
            network = WeedNet(NetworkSpec(args.output_stride, args.expansion8, args.head))
            if args.encoder is not None:
                self.initial = take_weights(network, args.encoder)
        else:
            loaded, state = load_mobile(args.init)
            network = two_classes(loaded, args.init)
            self.initial = {key: state[key] for key in ("step", "seconds", "validation", "run")}
        network.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        return network

    def restore(self, path: Path) -> None:
        """Continue from a checkpoint.

        Raises:
            ValueError: It cannot be read, or belongs to another network.
        """
        state = load_state(path)
        try:
            self.network.load_state_dict(state["network"])
            self.average.network.load_state_dict(state["average"])
            self.optimizer.load_state_dict(state["optimizer"])
        except (KeyError, RuntimeError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise ValueError(
                f"{path} does not fit the options ({reason}); resume with those of the "
                "interrupted run, or take another --out"
            ) from error
        if "random" in state:
            torch.set_rng_state(state["random"])
        self.step, self.seconds = state["step"], state["seconds"]
        self.best, self.best_step = state["best"], state["best_step"]
        self.log.trim(self.step)

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
            "random": torch.get_rng_state(),
        }
        save_state(state, self.out / "last.pt")

    def save_best(self, scores: dict[str, float]) -> None:
        """Write the averaged weights, calibrated, with what the card needs."""
        state = {
            "average": calibrated(self.average.network, scores["val_threshold"]),
            "spec": self.network.spec.as_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "validation": scores,
            "run": self.describe(),
        }
        save_state(state, self.out / "best.pt")

    def evaluate(self) -> dict[str, float]:
        """Validate the averaged weights; real sets alone decide where there are any.

        Scores are those with the threshold that suits the deciding sets best together.
        """
        found: dict[str, WeedHistogram] = {}
        deciding: list[str] = []
        any_real = any(not s.synthetic for s in self.specs if s.name in self.validation)
        for spec in self.specs:
            if spec.name not in self.validation:
                continue
            for scale in self.args.validate_scales:
                name = validation_name(spec.name, scale)
                samples = self.validation[spec.name]
                found[name] = validate(self.average.network, samples, self.device, scale)
                if not (any_real and spec.synthetic):
                    deciding.append(name)
        threshold = best_threshold([found[name] for name in deciding])
        scores = {name: h.confusion(threshold).miou() or 0.0 for name, h in found.items()}
        chosen = [scores[name] for name in deciding]
        scores["val_miou_chosen_by"] = sum(chosen) / len(chosen) if chosen else 0.0
        scores["val_threshold"] = threshold
        return scores

    def train_step(self, images: Tensor, labels: Tensor, rate: float) -> float:
        """One optimizer step; returns the loss."""
        # What learns from views goes on from a trained network, whose norms stay as they are.
        self.network.train(self.lessons is None and not self.args.keep_norms)
        for module in self.frozen:
            module.eval()
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        loss = self.loss(to_input(images, self.device), labels)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimizer.step()
        self.average.update(self.network, self.step)
        return float(loss.detach())

    def loss(self, inputs: Tensor, labels: Tensor) -> Tensor:
        """Loss of a batch, against its labels, a teacher or both."""
        enabled = self.args.precision == "bfloat16"
        with torch.autocast(self.device.type, torch.bfloat16, enabled=enabled):
            if self.lessons is not None:
                mixed = self.lessons.mixed(inputs, self.step)
                wanted = self.lessons(mixed, self.step)
                return views_loss(self.network(mixed), wanted)
            logits, auxiliary = self.network.forward_training(inputs)
            with torch.no_grad():
                lesson = self.teachers[0](inputs) if self.teachers else None
        return training_loss(
            logits,
            auxiliary,
            labels.to(self.device, non_blocking=True),
            self.args.auxiliary_weight,
            lesson,
            self.args.distill,
        )

    def crop_px(self) -> int:
        """Side of the crops now; small ones first give more steps for the same time."""
        early = self.schedule.progress(self.step, self.seconds) < self.args.early_share
        return int(self.args.early_crop_px if early else self.args.crop_px)

    def consider_start(self) -> None:
        """Take the weights of another run as the first candidate: training may not help them."""
        scores = self.evaluate()
        self.best = scores["val_miou_chosen_by"]
        self.save_best(scores)
        self.write_log(float("nan"), 0.0, scores)

    def run(self) -> None:
        """Train to the end of the steps or of the time budget."""
        began = time.monotonic() - self.seconds
        losses: list[float] = []
        done = self.schedule.progress(self.step, self.seconds) >= 1
        if self.step == 0 and self.initial is not None and self.args.encoder is None:
            self.consider_start()
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
                    taken = done and self.args.take_last
                    if taken or scores["val_miou_chosen_by"] > self.best:
                        self.best, self.best_step = scores["val_miou_chosen_by"], self.step
                        self.save_best(scores)
                self.write_log(sum(losses) / len(losses), rate, scores)
                losses.clear()
                self.save()
        which = "last" if self.args.take_last else "best"
        print(f"{which} validation mIoU {self.best:.4f} at step {self.best_step}", flush=True)
