"""A teacher: frozen features of a large vision transformer with a small head; and what it says.

The head is trained on lessons. It sees the features (a value each 14 pixels) and, for the outlines,
a thin branch of the pixels themselves. `--write` keeps its scores of the lessons for a student.
The transformer's weights are never part of a shipped file.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from ragweed_training.augment import AugmentOptions, to_input
from ragweed_training.calibration import WeedHistogram
from ragweed_training.checkpoint import load_state, save_state
from ragweed_training.data import load_split, resolve_sets
from ragweed_training.kinds import KINDS, KindMerge, draw_crops, kind_bias, kind_loss
from ragweed_training.layers import ConvNorm, SeparableConv
from ragweed_training.lesson_source import LessonSource
from ragweed_training.lessons import CROP_PX, open_lessons, vit_features
from ragweed_training.pretrained import VIT_S14, verified_file
from ragweed_training.schedule import Average, Schedule
from ragweed_training.tiling import predict_weed
from ragweed_training.vit import FEATURE_WIDTH, VisionTransformer, load_vit

HEAD_WIDTH = 160
TILE_PX = 518
WRITE_BATCH = 8


class TeacherHead(nn.Module):
    """Features and pixels to scores of kinds at a quarter of the resolution."""

    def __init__(self) -> None:
        """Build it with random weights."""
        super().__init__()
        self.dropout = nn.Dropout2d(0.2)
        self.reduce = ConvNorm(FEATURE_WIDTH, HEAD_WIDTH)
        self.middle = SeparableConv(HEAD_WIDTH, HEAD_WIDTH)
        self.pixels = nn.Sequential(
            ConvNorm(3, 24, 3, stride=2),
            ConvNorm(24, 24, 3, depthwise=True),
            ConvNorm(24, 48, 3, stride=2),
            SeparableConv(48, 48),
        )
        self.fuse = SeparableConv(HEAD_WIDTH + 48, 96)
        self.refine = SeparableConv(96, 96)
        self.classifier = nn.Conv2d(96, len(KINDS), 1)
        self.merge = KindMerge()
        nn.init.normal_(self.classifier.weight, std=0.01)

    def forward(self, images: Tensor, features: Tensor) -> Tensor:
        """Map [N,3,H,W] inputs and standardised [N,768,h,w] features to [N,kinds,H/4,W/4]."""
        fine = self.pixels(images)
        y = self.middle(self.reduce(self.dropout(features)))
        y = functional.interpolate(y, size=fine.shape[-2:], mode="bilinear", align_corners=False)
        y = self.fuse(torch.cat([y, fine], dim=1))
        return cast(Tensor, self.classifier(self.refine(y)))


class Teacher:
    """Transformer and head together, over pictures of any size."""

    def __init__(self, state: dict[str, Any]) -> None:
        """Load both."""
        self.head = TeacherHead()
        self.head.load_state_dict(state["average"])
        self.head.eval()
        self.mean, self.deviation = state["mean"].numpy(), state["deviation"].numpy()
        self.vit: VisionTransformer = load_vit(verified_file(VIT_S14))

    def weed(self, image: NDArray[np.uint8], crop: str | None = None) -> NDArray[np.float32]:
        """Return the weed probabilities [H,W] of an RGB picture."""
        bias = kind_bias(crop)[None, :, None, None]

        def run(blob: NDArray[np.float32]) -> NDArray[np.float32]:
            pixels = np.clip(blob * 127.5 + 127.5, 0, 255).round().astype(np.uint8)
            features = vit_features(self.vit, pixels.transpose(0, 2, 3, 1)).astype(np.float32)
            with torch.inference_mode():
                scores = self.head(
                    torch.from_numpy(blob),
                    torch.from_numpy((features - self.mean) / self.deviation),
                )
                logs = functional.interpolate(
                    self.head.merge(scores + bias), size=blob.shape[-2:], mode="bilinear"
                )
                found: NDArray[np.float32] = torch.softmax(logs, dim=1).numpy()
                return found

        return predict_weed(image, run, TILE_PX)


def train_head(args: argparse.Namespace, names: Sequence[str]) -> dict[str, Any]:
    """Train a head on the lessons of the named sets."""
    lessons = open_lessons(args.lessons)
    options = AugmentOptions(crop_px=CROP_PX, light=1.5, sensor_share=0.35)
    source = LessonSource(lessons, lessons.rows_of(names), args.batch, args.seed, options)
    head = TeacherHead()
    average = Average(head, 0.995)
    optimizer = torch.optim.AdamW(head.parameters(), lr=args.learning_rate, weight_decay=0.02)
    budget = args.budget_min * 60 if args.budget_min else None
    schedule = Schedule(args.steps, 50, args.learning_rate, budget)
    began = time.monotonic()
    step, losses = 0, []
    while schedule.progress(step, time.monotonic() - began) < 1:
        images, labels, features, _ = source.draw(step)
        rate = schedule.rate(step, time.monotonic() - began)
        for group in optimizer.param_groups:
            group["lr"] = rate
        stacked = np.stack(labels)
        named = draw_crops(stacked, np.random.default_rng((args.seed, 3, step)), 0.6)
        head.train()
        inputs = to_input(torch.from_numpy(np.stack(images)), torch.device("cpu"))
        with torch.autocast("cpu", torch.bfloat16):
            scores = head(inputs, features)
        # Every fourth label: the head works at a quarter of the resolution.
        loss = kind_loss(scores, torch.from_numpy(stacked[:, 2::4, 2::4].copy()), named)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(head.parameters(), 5.0)
        optimizer.step()
        average.update(head, step)
        losses.append(float(loss.detach()))
        step += 1
        if step % 100 == 0:
            print(f"step={step} loss={np.mean(losses[-100:]):.4f}", flush=True)
    return {
        "average": average.network.state_dict(),
        "mean": torch.from_numpy(source.mean),
        "deviation": torch.from_numpy(source.deviation),
        "step": step,
        "sets": list(names),
    }


def write_scores(state: dict[str, Any], folder: Path, path: Path) -> None:
    """Write the head's scores of all lessons."""
    lessons = open_lessons(folder)
    head = TeacherHead()
    head.load_state_dict(state["average"])
    head.eval()
    mean, deviation = state["mean"].numpy(), state["deviation"].numpy()
    count, side = len(lessons.images), lessons.images.shape[1] // 4
    partial = path.with_name(f"{path.stem}.part.npy")
    out = np.lib.format.open_memmap(
        partial, mode="w+", dtype=np.float16, shape=(count, len(KINDS), side, side)
    )
    for first in range(0, count, WRITE_BATCH):
        rows = slice(first, first + WRITE_BATCH)
        features = (np.asarray(lessons.features[rows], np.float32) - mean) / deviation
        inputs = to_input(torch.from_numpy(np.array(lessons.images[rows])), torch.device("cpu"))
        with torch.inference_mode():
            out[rows] = head(inputs, torch.from_numpy(features)).numpy().astype(np.float16)
    out.flush()
    os.replace(partial, path)


def score_teacher(state: dict[str, Any], args: argparse.Namespace) -> None:
    """Print scores on validation pictures, those of left-out sets among them."""
    teacher = Teacher(state)
    for spec in resolve_sets(args.data, args.extra):
        if spec.synthetic:
            continue
        histogram = WeedHistogram()
        for sample in load_split(spec, "val", args.val_limit):
            histogram.add(sample.label, teacher.weed(sample.image))
        confusion = histogram.confusion(0.5)
        out = " (left out)" if spec.name in args.leave_out else ""
        print(
            f"{spec.name}{out}: mIoU {confusion.miou():.4f}, precision {confusion.precision()}, "
            f"recall {confusion.recall()}",
            flush=True,
        )


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, help="folder with soybean/, maize-beet/ and peanut/")
    add("--extra", action="append", default=[], metavar="NAME=DIR[:synthetic=1]")
    add("--lessons", type=Path, required=True, help="folder of ragweed-lessons")
    add("--leave-out", action="append", default=[], metavar="NAME")
    add("--steps", type=int, default=2000)
    add("--budget-min", type=float)
    add("--batch", type=int, default=8)
    add("--learning-rate", type=float, default=1.5e-3)
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=1)
    add("--val-limit", type=int, default=12)
    add("--write", type=Path, metavar="taught.npy", help="write its scores of all lessons")
    add("--score", action="store_true", help="score validation pictures at the end")
    add("--out", type=Path, required=True, help="file of the head, such as head.pt")
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    torch.set_num_threads(args.threads)
    cv2.setNumThreads(1)
    try:
        if args.out.is_file():
            state = load_state(args.out)
        else:
            specs = resolve_sets(args.data, args.extra)
            names = [spec.name for spec in specs if spec.name not in args.leave_out]
            state = train_head(args, names)
            args.out.parent.mkdir(parents=True, exist_ok=True)
            save_state(state, args.out)
        if args.write is not None:
            write_scores(state, args.lessons, args.write)
        if args.score:
            score_teacher(state, args)
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
