"""Compares what models say with what their reference says, on pictures that neither has seen.

A shunt stands in for stages of its reference. Its mIoU on one validation video may be better or
worse by luck; whether it calls the same pixels weed, and as many, is what carries over.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ragweed_training.check import onnx_runner
from ragweed_training.data import SetSpec, load_split, resolve_sets
from ragweed_training.split_scores import predict_at

SURE = 1e-4


def entropy(wanted: NDArray[np.float64], given: NDArray[np.float64] | float) -> float:
    """Mean cross entropy of weed probabilities against others."""
    given = np.clip(given, SURE, 1 - SURE)
    return float(-(wanted * np.log(given) + (1 - wanted) * np.log(1 - given)).mean())


class Agreement:
    """Counts over pictures: shared and all weed pixels, and how far probabilities are apart."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.both = self.either = self.ours = self.theirs = 0
        self.apart: list[float] = []
        self.shares: list[float] = []
        self.entropies: list[float] = []

    def add(self, reference: NDArray[np.float32], model: NDArray[np.float32]) -> None:
        """Count the weed probabilities of one picture."""
        theirs, ours = reference > 0.5, model > 0.5
        self.both += int((theirs & ours).sum())
        self.either += int((theirs | ours).sum())
        self.ours += int(ours.sum())
        self.theirs += int(theirs.sum())
        wanted = np.clip(reference.astype(np.float64), SURE, 1 - SURE)
        self.entropies.append(entropy(wanted, wanted))
        self.apart.append(entropy(wanted, model.astype(np.float64)))
        self.shares.append(float(wanted.mean()))

    @property
    def iou(self) -> float:
        """Pixels that both call weed, of those that either does; 1 where neither does."""
        return self.both / self.either if self.either else 1.0

    @property
    def area_ratio(self) -> float | None:
        """The model's weed pixels over the reference's."""
        return self.ours / self.theirs if self.theirs else None

    @property
    def divergence(self) -> float | None:
        """Relative divergence: 0 for the reference itself, 1 for one that knows its mean alone."""
        share = float(np.mean(self.shares))
        own = float(np.mean(self.entropies))
        idle = entropy(np.array([share]), share) - own
        return (float(np.mean(self.apart)) - own) / idle if idle > SURE else None


def compare(
    reference: Path, models: Sequence[Path], spec: SetSpec, split: str, limit: int | None
) -> list[Agreement]:
    """Compare models with their reference on a split of one set."""
    runs = [onnx_runner(path, 1) for path in (reference, *models)]
    found = [Agreement() for _ in models]
    for sample in load_split(spec, split, limit):
        wanted, *given = (predict_at(sample.image, run, 1.0) for run in runs)
        for agreement, weed in zip(found, given, strict=True):
            agreement.add(wanted, weed)
    return found


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path, required=True, help="ONNX file")
    parser.add_argument("--model", type=Path, action="append", required=True, help="repeatable")
    parser.add_argument("--data", type=Path, help="folder with soybean/, maize-beet/, peanut/")
    parser.add_argument(
        "--extra", action="append", default=[], metavar="NAME=DIR[:synthetic=1]", help="repeatable"
    )
    parser.add_argument("--split", choices=("train", "val"), default="val", help="not the test")
    parser.add_argument("--limit", type=int, help="pictures per set, an even choice; default all")
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    cv2.setNumThreads(1)
    print("| model | set | IoU with the reference | weed pixels, of its | divergence |")
    print("|---|---|---|---|---|")
    try:
        for spec in resolve_sets(args.data, args.extra):
            found = compare(args.reference, args.model, spec, args.split, args.limit)
            for path, agreement in zip(args.model, found, strict=True):
                ratio, apart = agreement.area_ratio, agreement.divergence
                print(
                    f"| {path.stem} | {spec.name} | {agreement.iou:.3f} "
                    f"| {'-' if ratio is None else f'{ratio:.3f}'} "
                    f"| {'-' if apart is None else f'{apart:.3f}'} |",
                    flush=True,
                )
    except (ValueError, OSError) as error:
        raise SystemExit(f"Nothing was compared: {error}") from error


if __name__ == "__main__":
    main()
