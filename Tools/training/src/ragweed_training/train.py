"""Trains the network on labelled sets; resumable, chosen on validation scores only."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import cv2
import torch

from ragweed_training.distill import MODES
from ragweed_training.trainer import Trainer


def parse_share(text: str) -> tuple[str, float]:
    """Parse NAME=0.5."""
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise argparse.ArgumentTypeError(f"expected NAME=SHARE, got {text!r}")
    return name, float(value)


def parse_scales(text: str) -> tuple[float, ...]:
    """Parse 1,0.35."""
    scales = tuple(float(part) for part in text.split(","))
    if not all(0 < scale <= 4 for scale in scales):
        raise argparse.ArgumentTypeError(f"expected scales above 0 and up to 4, got {text!r}")
    return scales


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with soybean/, maize-beet/, peanut/")
    parser.add_argument(
        "--extra",
        action="append",
        default=[],
        metavar="NAME=DIR[:weed=1][:crop=2][:share=0.15][:synthetic=1]",
        help="another folder with images/, masks/ and index.csv; repeatable",
    )
    parser.add_argument(
        "--share",
        action="append",
        type=parse_share,
        default=[],
        metavar="NAME=0.5",
        help="share of the crops that a set gets, instead of its usual one; repeatable",
    )
    parser.add_argument(
        "--init", type=Path, help="best.pt of an earlier run to start from, with a new schedule"
    )
    parser.add_argument(
        "--encoder",
        type=Path,
        help="best.pt whose weights are taken where they fit; the rest, another --head say, is new",
    )
    parser.add_argument(
        "--light", type=float, default=1.0, help="strength of colour and shadow changes, 1 to 3"
    )
    parser.add_argument(
        "--far-share", type=float, default=0.0, help="share of crops shrunk to 0.2-0.5, 0 to 1"
    )
    parser.add_argument(
        "--paste-share", type=float, default=0.0, help="share of crops with pasted plants, 0 to 1"
    )
    parser.add_argument(
        "--sun-share",
        type=float,
        default=0.0,
        help="share of crops with plants and ground lit anew and shadows of plants, 0 to 1",
    )
    parser.add_argument(
        "--weed-focus", type=float, default=0.4, help="share of crops centred on weed, 0 to 1"
    )
    parser.add_argument(
        "--crop-focus", type=float, default=0.2, help="share of crops centred on crop plants"
    )
    parser.add_argument(
        "--output-stride", type=int, choices=(8, 16, 32), default=16, help="of the encoder"
    )
    parser.add_argument(
        "--expansion8", type=int, choices=(3, 6), default=6, help="expansion of block 8"
    )
    parser.add_argument(
        "--head",
        choices=("deeplab", "light"),
        default="deeplab",
        help="pyramid and decoder (deeplab), or the group's light head",
    )
    parser.add_argument(
        "--teacher",
        type=Path,
        action="append",
        default=[],
        help="best.pt of the network that --distill learns from; repeatable with views",
    )
    parser.add_argument(
        "--distill",
        choices=MODES,
        default="none",
        help="how to use the teacher: mixed into the labels, softened beside them (dark), or the "
        "mean of what it says of several views, without labels (views)",
    )
    parser.add_argument(
        "--freeze-before", type=int, metavar="STAGE", help="stem and blocks before it stay as is"
    )
    parser.add_argument(
        "--keep-norms",
        action="store_true",
        help="the means and variances of the norms stay those of --init, as the exported network "
        "has them; otherwise each batch has its own",
    )
    parser.set_defaults(command=[])
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
    parser.add_argument(
        "--validate-scales",
        type=parse_scales,
        default=(1.0,),
        metavar="1,0.35",
        help="sizes of the validation pictures; the checkpoint is chosen by the mean over them",
    )
    parser.add_argument(
        "--take-last",
        action="store_true",
        help="take the last weights, not those with the best validation score: for a pupil that "
        "is to agree with its teacher",
    )
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
    args.command = ["ragweed-train", *(sys.argv[1:] if argv is None else argv)]
    torch.set_num_threads(args.threads)
    # OpenCV's own threads would compete with PyTorch's.
    cv2.setNumThreads(1)
    try:
        Trainer(args).run()
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
