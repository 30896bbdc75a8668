"""Trains a network that tells soil, weed and crops apart, on several sets and on a teacher.

It learns from labels, from a teacher's scores and from its features (lessons), and with the crop
named in most pictures. The last weights are taken: nothing is chosen by validation pictures of the
same fields. Sets left out say what a choice is worth.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import cv2
import torch

from ragweed_training.kind_trainer import KindTrainer
from ragweed_training.network_spec import ENCODERS
from ragweed_training.train import parse_share


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, help="folder with soybean/, maize-beet/ and peanut/")
    add("--extra", action="append", default=[], metavar="NAME=DIR[:synthetic=1]", help="a set")
    add("--share", action="append", type=parse_share, default=[], metavar="NAME=0.5",
        help="share of the fresh crops that a set gets; repeatable")  # fmt: skip
    add("--leave-out", action="append", default=[], metavar="NAME",
        help="a set that is not learnt from, only looked at; repeatable")  # fmt: skip
    add("--lessons", type=Path, help="folder of ragweed-lessons")
    add("--taught", type=Path, help="scores of a teacher's head, of ragweed-teacher --write")
    add("--teacher", type=Path,
        help="what says what it sees in crops: best.pt of a larger network, or the .onnx of "
        "`ragweed teach`")  # fmt: skip
    add("--lesson-batch", type=int, default=3, help="lessons in a step")
    add("--batch", type=int, default=3, help="fresh crops in a step")
    add("--crop-px", type=int, default=384, help="side of a crop in pixels")
    add("--crop-share", type=float, default=0.6, help="share of pictures whose crop is named")
    add("--label-weight", type=float, default=1.0)
    add("--taught-weight", type=float, default=1.0)
    add("--feature-weight", type=float, default=0.5)
    add("--encoder", choices=ENCODERS, default=ENCODERS[1])
    add("--encoder-rate", type=float, default=0.3, help="the encoder's learning rate, relative")
    add(
        "--freeze-blocks",
        type=int,
        default=0,
        help="keep the stem and the first blocks as they are",
    )
    add("--init", type=Path, help="best.pt of an earlier run, or a shipped .onnx, to start from")
    add("--light", type=float, default=1.5, help="strength of colour and shadow changes")
    add("--far-share", type=float, default=0.2, help="share of crops shrunk to 0.2-0.5")
    add("--paste-share", type=float, default=0.25, help="share of crops with pasted plants")
    add("--sensor-share", type=float, default=0.35, help="share of crops of a cheap camera")
    add("--weed-focus", type=float, default=0.3)
    add("--crop-focus", type=float, default=0.25)
    add("--steps", type=int, default=6000)
    add("--budget-min", type=float, help="stop after this time; the rate falls with it")
    add("--learning-rate", type=float, default=1.5e-3)
    add("--warmup-steps", type=int, default=100)
    add("--weight-decay", type=float, default=0.02)
    add("--ema", type=float, default=0.998)
    add("--validate-every", type=int, default=1000, help="steps")
    add("--val-limit", type=int, default=16, help="pictures of each validation set")
    add("--limit", type=int, help="training pictures per set (for trials)")
    add("--seed", type=int, default=1)
    add("--device", default="auto")
    add("--threads", type=int, default=1)
    add("--precision", choices=("bfloat16", "float32"), default="bfloat16")
    add("--resume", action="store_true")
    add("--out", type=Path, required=True)
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    args.command = ["ragweed-learn", *(sys.argv[1:] if argv is None else argv)]
    torch.set_num_threads(args.threads)
    cv2.setNumThreads(1)
    try:
        KindTrainer(args).run()
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
