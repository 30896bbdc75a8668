"""Trains a network of kinds on several sets and on lessons; resumable; takes the last weights."""

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
from torch.nn import functional

from ragweed_training.augment import AugmentOptions, CropSource, to_input
from ragweed_training.card import (
    card_path,
    environment,
    pretrained_of,
    read_card,
    started_from,
)
from ragweed_training.checkpoint import load_checkpoint, load_state, save_state
from ragweed_training.data import SetSpec, check_classes, load_split, resolve_sets
from ragweed_training.kinds import kind_loss, taught_loss
from ragweed_training.layers import upsample_to
from ragweed_training.leaks import refuse_leaks
from ragweed_training.lesson_source import Batch, KindSource, LessonSource
from ragweed_training.lessons import open_lessons
from ragweed_training.lite import LiteNet
from ragweed_training.model import Network, build_network
from ragweed_training.names import learnt_weeds
from ragweed_training.network_spec import NetworkSpec
from ragweed_training.onnx_weights import load_onnx, measure_norms
from ragweed_training.pretrained import LITE0
from ragweed_training.run_log import RunLog
from ragweed_training.schedule import Average, Schedule
from ragweed_training.taught_model import TaughtModel, taught_weed_loss
from ragweed_training.trainer import parameter_groups, pick_device
from ragweed_training.validation import validate, validation_name
from ragweed_training.vit import FEATURE_WIDTH as TEACHER_WIDTH

LOG_EVERY_STEPS = 50
NORM_BATCHES = 8
STUDENT_WIDTH = 128
SAVE_EVERY_S = 300.0


def with_kinds(network: Network) -> Network:
    """Return a network of kinds with the weights of one of two classes, where they fit."""
    if network.spec.kinds:
        return network
    ours = build_network(replace(network.spec, kinds=True))
    theirs, own = network.state_dict(), ours.state_dict()
    fitting = {k: v for k, v in theirs.items() if k in own and own[k].shape == v.shape}
    ours.load_state_dict(own | fitting)
    return ours


def refuse_taught(model: Path) -> None:
    """Check that a model to start from has its own head.

    Raises:
        ValueError: Its head was taught: training would go on without it.
    """
    if card_path(model).is_file() and "taught" in read_card(model):
        raise ValueError(
            f"{model} has a head of `ragweed teach`, which is no part of the network that is "
            f"trained: start from the shipped model, and give this one as --teacher {model}"
        )


class KindTrainer:
    """Holds everything that a checkpoint stores."""

    def __init__(self, args: argparse.Namespace) -> None:
        """Load the data, build or resume the network."""
        torch.manual_seed(args.seed)
        self.args = args
        self.out: Path = args.out
        self.out.mkdir(parents=True, exist_ok=True)
        self.device = pick_device(args.device)
        specs = resolve_sets(args.data, args.extra)
        refuse_leaks(specs)
        unknown = set(args.leave_out) - {spec.name for spec in specs}
        if unknown:
            raise ValueError(f"--leave-out {', '.join(sorted(unknown))}: no set has that name")
        shares = dict(args.share)
        specs = [replace(s, share=shares.get(s.name, s.share)) for s in specs]
        self.specs: list[SetSpec] = [s for s in specs if s.name not in args.leave_out]
        train_sets = [load_split(spec, "train", args.limit) for spec in self.specs]
        check_classes(self.specs, train_sets)
        self.counts = {s.name: len(t) for s, t in zip(self.specs, train_sets, strict=True)}
        # A set that is left out is looked at only to say how well it goes, never to choose.
        self.validation = {
            spec.name: load_split(spec, "val", args.val_limit) for spec in specs if spec.share > 0
        }
        self.validation = {name: samples for name, samples in self.validation.items() if samples}
        options = AugmentOptions(
            crop_px=args.crop_px,
            light=args.light,
            far_share=args.far_share,
            paste_share=args.paste_share,
            sensor_share=args.sensor_share,
            weed_focus=args.weed_focus,
            crop_focus=args.crop_focus,
        )
        fresh = CropSource(
            train_sets, [spec.share for spec in self.specs], args.batch, args.seed, options
        )
        self.source = KindSource(fresh, self.open_lessons(options), args.crop_share, args.seed)
        self.network = self.build()
        self.teacher = self.open_teacher()
        self.frozen = self.freeze(args.freeze_blocks)
        self.bridge = nn.Conv2d(STUDENT_WIDTH, TEACHER_WIDTH, 1)
        groups = parameter_groups(self.network, args.weight_decay)
        groups += parameter_groups(self.bridge, args.weight_decay)
        self.optimizer = torch.optim.AdamW(
            self.by_rate(groups) if args.encoder_rate != 1 else groups, lr=args.learning_rate
        )
        self.average = Average(self.network, args.ema)
        budget = args.budget_min * 60 if args.budget_min else None
        self.schedule = Schedule(args.steps, args.warmup_steps, args.learning_rate, budget)
        self.step = 0
        self.seconds = 0.0
        self.log = RunLog(self.out / "log.csv", self.columns())
        last = self.out / "last.pt"
        if args.resume and last.is_file():
            self.restore(last)
        else:
            self.log.start()

    def open_lessons(self, options: AugmentOptions) -> LessonSource | None:
        """Open the lessons of the sets that are trained on, if any."""
        if self.args.lessons is None or not self.args.lesson_batch:
            return None
        lessons = open_lessons(self.args.lessons, self.args.taught)
        names = [*(spec.name for spec in self.specs), "unlabelled"]
        rows = lessons.rows_of(names)
        return LessonSource(lessons, rows, self.args.lesson_batch, self.args.seed, options)

    def build(self) -> Network:
        """Build the network, from ImageNet's weights or those of an earlier run."""
        args = self.args
        spec = NetworkSpec(encoder=args.encoder, kinds=True)
        self.initial: dict[str, Any] | None = None
        if args.init is not None and args.init.suffix == ".onnx":
            refuse_taught(args.init)
            mobile = load_onnx(args.init)
            steps = range(args.steps, args.steps + NORM_BATCHES)
            measure_norms(
                mobile, (to_input(self.source(i).images, torch.device("cpu")) for i in steps)
            )
            network = with_kinds(mobile)
            self.initial = {"card": started_from(args.init)}
        elif args.init is not None:
            loaded, state = load_checkpoint(args.init)
            network = with_kinds(loaded)
            self.initial = {
                k: state[k] for k in ("step", "seconds", "validation", "run") if k in state
            }
        else:
            network = build_network(spec)
            if isinstance(network, LiteNet):
                network.load_imagenet()
                self.initial = {"pretrained": LITE0.as_dict()}
        network.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        return network

    def open_teacher(self) -> Network | None:
        """Read a larger network of kinds that says what it sees in every crop, if one is named.

        Raises:
            ValueError: It knows no kinds, or scores of lessons are given as well.
        """
        self.taught_by: dict[str, Any] | None = None
        self.taught_model: TaughtModel | None = None
        if self.args.teacher is None:
            return None
        if self.args.taught is not None:
            raise ValueError("--teacher and --taught are two teachers: give one of them")
        if self.args.teacher.suffix == ".onnx":
            weeds = [name for spec in self.specs for name in spec.entry(0)["weeds"]]
            side = self.args.crop_px
            self.taught_model = TaughtModel(self.args.teacher, side, weeds, self.args.threads)
            self.taught_by = self.taught_model.describe()
            return None
        teacher, state = load_checkpoint(self.args.teacher)
        if not teacher.spec.kinds:
            raise ValueError(f"{self.args.teacher} tells no crops apart; give one of ragweed-learn")
        self.taught_by = {
            "encoder": teacher.spec.encoder,
            "steps": state["step"],
            "pretrained": pretrained_of(state),
            "weeds": learnt_weeds(state),
        }
        teacher.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        return teacher.eval().requires_grad_(False)

    def freeze(self, count: int) -> list[nn.Module]:
        """Stop the stem and the first blocks from learning; returns them.

        They see the most pixels, and edges and colours are the same in ImageNet.
        """
        if not count:
            return []
        blocks = list(self.network.blocks.children())
        frozen = [self.network.stem, *blocks[:count]]
        for module in frozen:
            module.requires_grad_(False)
        return frozen

    def by_rate(self, groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Split groups so that the encoder learns at its own rate."""
        encoder = {
            id(p)
            for name, p in self.network.named_parameters()
            if name.startswith(("stem.", "blocks.", "head."))
        }
        split: list[dict[str, Any]] = []
        for group in groups:
            for slow in (False, True):
                params = [p for p in group["params"] if (id(p) in encoder) == slow]
                if params:
                    factor = self.args.encoder_rate if slow else 1.0
                    split.append(group | {"params": params, "factor": factor})
        return split

    def columns(self) -> list[str]:
        """Columns of the log."""
        names = [validation_name(name, 1.0) for name in self.validation]
        return ["step", "seconds", "loss", "taught", "features", "learning_rate", *names]

    def describe(self) -> dict[str, Any]:
        """What a card needs to know about the run."""
        plain = {
            key: value
            for key, value in vars(self.args).items()
            if isinstance(value, (int, float, str)) and not isinstance(value, Path)
        }
        return plain | {
            "initial": self.initial,
            "taught_by": self.taught_by,
            "leave_out": list(self.args.leave_out),
            "command": shlex.join(self.args.command),
            "environment": environment(),
            "device": self.device.type,
            "threads": torch.get_num_threads(),
            "sets": [spec.entry(self.counts[spec.name]) for spec in self.specs],
        }

    def restore(self, path: Path) -> None:
        """Continue from a checkpoint.

        Raises:
            ValueError: It belongs to another network.
        """
        state = load_state(path)
        try:
            self.network.load_state_dict(state["network"])
            self.average.network.load_state_dict(state["average"])
            self.bridge.load_state_dict(state["bridge"])
            self.optimizer.load_state_dict(state["optimizer"])
        except (KeyError, RuntimeError, ValueError) as error:
            raise ValueError(
                f"{path} does not fit the options ({str(error).splitlines()[0]}); resume with "
                "those of the interrupted run, or take another --out"
            ) from error
        torch.set_rng_state(state["random"])
        self.step, self.seconds = state["step"], state["seconds"]
        self.log.trim(self.step)

    def save(self) -> None:
        """Write the resumable checkpoint, and the averaged weights for everybody else."""
        shared = {
            "average": self.average.network.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
        }
        state = shared | {
            "network": self.network.state_dict(),
            "bridge": self.bridge.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "random": torch.get_rng_state(),
        }
        save_state(state, self.out / "last.pt")
        best = shared | {
            "spec": self.network.spec.as_dict(),
            "validation": self.scores,
            "run": self.describe(),
        }
        save_state(best, self.out / "best.pt")

    def losses(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Loss of the labels, of what was taught, and of the teacher's features."""
        inputs = to_input(batch.images, self.device)
        with torch.autocast(self.device.type, torch.bfloat16, self.args.precision == "bfloat16"):
            scores, features = self.network.forward_kinds(inputs)
            full = upsample_to(scores, inputs, 4)
            seen = self.bridge(features[len(features) - batch.taught_count :])
        labelled = kind_loss(full, batch.labels.to(self.device), batch.named)
        none = labelled.new_zeros(())
        taught = likeness = none
        if self.teacher is not None:
            with (
                torch.no_grad(),
                torch.autocast(self.device.type, torch.bfloat16, self.args.precision == "bfloat16"),
            ):
                wanted = self.teacher.forward_kinds(inputs)[0]
            taught = taught_loss(scores, wanted, batch.named)
        if self.taught_model is not None:
            taught = taught_weed_loss(scores, self.taught_model(inputs))
        if batch.taught is not None:
            last = len(scores) - batch.taught_count
            named = replace(batch.named, names=batch.named.names[last:])
            taught = taught_loss(scores[last:], batch.taught.to(self.device), named)
        if batch.features is not None:
            features_wanted = functional.interpolate(
                batch.features.to(self.device), size=seen.shape[-2:], mode="area"
            )
            likeness = 1 - functional.cosine_similarity(seen.float(), features_wanted, dim=1).mean()
        return labelled, taught, likeness

    def train_step(self, batch: Batch, rate: float) -> tuple[float, float, float]:
        """One optimizer step; returns the parts of the loss."""
        self.network.train()
        for module in self.frozen:
            module.eval()
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group.get("factor", 1.0)
        labelled, taught, likeness = self.losses(batch)
        loss = (
            self.args.label_weight * labelled
            + self.args.taught_weight * taught
            + self.args.feature_weight * likeness
        )
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimizer.step()
        self.average.update(self.network, self.step)
        return float(labelled.detach()), float(taught.detach()), float(likeness.detach())

    def evaluate(self) -> dict[str, float]:
        """Score the averaged weights on validation pictures, at a threshold of one half."""
        return {
            validation_name(name, 1.0): (
                validate(self.average.network, samples, self.device).confusion(0.5).miou() or 0.0
            )
            for name, samples in self.validation.items()
        }

    def write_log(self, losses: list[tuple[float, float, float]], rate: float) -> None:
        """Append a row; scores are empty between validations."""
        means = [sum(part) / len(losses) for part in zip(*losses, strict=True)]
        cells = [str(self.step), f"{self.seconds:.1f}", *(f"{m:.4f}" for m in means), f"{rate:.6f}"]
        cells += [f"{self.scores[c]:.4f}" if c in self.scores else "" for c in self.columns()[6:]]
        self.log.append(cells)
        print(
            " ".join(f"{k}={v}" for k, v in zip(self.columns(), cells, strict=True) if v),
            flush=True,
        )

    def run(self) -> None:
        """Train to the end of the steps or of the time budget."""
        began = time.monotonic() - self.seconds
        saved = time.monotonic()
        losses: list[tuple[float, float, float]] = []
        self.scores: dict[str, float] = {}
        done = self.schedule.progress(self.step, self.seconds) >= 1
        with ThreadPoolExecutor(1) as pool:
            upcoming = pool.submit(self.source, self.step)
            while not done:
                batch = upcoming.result()
                upcoming = pool.submit(self.source, self.step + 1)
                rate = self.schedule.rate(self.step, self.seconds)
                losses.append(self.train_step(batch, rate))
                self.step += 1
                self.seconds = time.monotonic() - began
                done = self.schedule.progress(self.step, self.seconds) >= 1
                validating = done or self.step % self.args.validate_every == 0
                self.scores = self.evaluate() if validating else {}
                self.seconds = time.monotonic() - began
                if validating or self.step % LOG_EVERY_STEPS == 0:
                    self.write_log(losses, rate)
                    losses.clear()
                if validating or time.monotonic() - saved > SAVE_EVERY_S:
                    self.save()
                    saved = time.monotonic()
