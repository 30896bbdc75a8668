"""Leave one set out: how well networks do on fields, and crops, that they were never shown.

Each network was trained by `ragweed-learn --leave-out SET`; here it is scored on the training and
validation pictures of that set (test splits stay unseen), by picture and by session, with
bootstrap intervals over pictures: one picture can hold a third of all weed pixels.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from ragweed_training.calibration import WeedHistogram
from ragweed_training.card import public_command
from ragweed_training.checkpoint import load_checkpoint, write_atomically
from ragweed_training.data import SetSpec, load_sample, resolve_sets
from ragweed_training.metrics import Confusion
from ragweed_training.reliability import expected_calibration_error
from ragweed_training.split_scores import rounded
from ragweed_training.tiling import predict_weed
from ragweed_training.validation import torch_runner

SESSION_COLUMNS = ("video", "group", "session")
DRAWS = 1000
INTERVAL = (2.5, 97.5)


@dataclass(frozen=True)
class PictureScore:
    """Counts of one picture; rows are the truth."""

    key: str
    session: str
    counts: NDArray[np.int64]


def pictures_of(spec: SetSpec, limit: int) -> list[tuple[str, str]]:
    """Return id and session of unflipped training and validation pictures, an even choice."""
    with (spec.folder / "index.csv").open(newline="", encoding="utf-8") as stream:
        rows = [
            row
            for row in csv.DictReader(stream)
            if row["split"] != "test" and row.get("flip", "none") == "none"
        ]
    rows.sort(key=lambda row: row["id"])
    if len(rows) > limit:
        rows = [rows[int(i)] for i in np.linspace(0, len(rows) - 1, limit)]
    column = next((c for c in SESSION_COLUMNS if rows and c in rows[0]), None)
    return [(row["id"], row[column] if column else spec.name) for row in rows]


def miou_of(counts: NDArray[np.int64]) -> float:
    """Return the mIoU of summed counts."""
    return Confusion(counts).miou() or 0.0


def bootstrap(scores: Sequence[PictureScore], seed: int = 0) -> tuple[float, float]:
    """Return the 95 % interval of the mIoU over pictures drawn with replacement."""
    counts = np.stack([score.counts for score in scores])
    rng = np.random.default_rng(seed)
    drawn = [miou_of(counts[rng.integers(len(counts), size=len(counts))].sum(0))
             for _ in range(DRAWS)]  # fmt: skip
    low, high = np.percentile(drawn, INTERVAL)
    return float(low), float(high)


def score_unseen(checkpoint: Path, spec: SetSpec, limit: int) -> dict[str, Any]:
    """Score a network on a set that it was not trained on."""
    network, state = load_checkpoint(checkpoint)
    if spec.name not in state["run"].get("leave_out", []):
        raise ValueError(f"{checkpoint} was trained on {spec.name}: give one that left it out")
    run = torch_runner(network, torch.device("cpu"))
    scores: list[PictureScore] = []
    histogram = WeedHistogram()
    for key, session in pictures_of(spec, limit):
        sample = load_sample(spec, key)
        weed = predict_weed(sample.image, run)
        histogram.add(sample.label, weed)
        confusion = Confusion()
        confusion.add(sample.label, weed > 0.5)
        scores.append(PictureScore(key, session, confusion.counts))
    total = Confusion(np.sum([score.counts for score in scores], axis=0))
    low, high = bootstrap(scores)
    sessions = sorted({score.session for score in scores})
    return {
        "left_out": spec.name,
        "pictures": len(scores),
        "miou": rounded(total.miou()),
        "miou_low": rounded(low),
        "miou_high": rounded(high),
        "iou_weed": rounded(total.iou()[1]),
        "precision": rounded(total.precision()),
        "recall": rounded(total.recall()),
        "expected_calibration_error": rounded(expected_calibration_error(histogram)),
        "sessions": [
            {
                "session": name,
                "pictures": sum(s.session == name for s in scores),
                "miou": rounded(
                    miou_of(np.sum([s.counts for s in scores if s.session == name], axis=0))
                ),
            }
            for name in sessions
        ],
        "training": {
            "command": public_command(state["run"].get("command", "")),
            "encoder": state["run"].get("encoder"),
            "seed": state["run"].get("seed"),
        }
        | {"steps": state["step"], "seconds": round(state["seconds"])},
        "histogram": histogram.counts.tolist(),
    }


def parse_pair(text: str) -> tuple[str, Path]:
    """Parse SET=best.pt."""
    name, separator, path = text.partition("=")
    if not separator:
        raise argparse.ArgumentTypeError(f"expected SET=CHECKPOINT, got {text!r}")
    return name, Path(path)


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--checkpoint",
        action="append",
        type=parse_pair,
        required=True,
        metavar="SET=best.pt",
        help="a network and the set that it left out; repeatable",
    )
    parser.add_argument("--limit", type=int, default=40, help="pictures per set")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--name", required=True, help="what the networks have in common")
    parser.add_argument("--out", type=Path, required=True, help="JSON file")
    args = parser.parse_args(argv)
    torch.set_num_threads(args.threads)
    cv2.setNumThreads(1)
    specs = {spec.name: spec for spec in resolve_sets(args.data, [])}
    try:
        scores = [score_unseen(path, specs[name], args.limit) for name, path in args.checkpoint]
    except (ValueError, OSError, KeyError) as error:
        raise SystemExit(f"Nothing was scored: {error}") from error
    mean = sum(score["miou"] for score in scores) / len(scores)
    document = {
        "name": args.name,
        "mean_miou": rounded(mean),
        "mean_expected_calibration_error": rounded(
            sum(score["expected_calibration_error"] for score in scores) / len(scores)
        ),
        "scores": scores,
    }
    args.out.parent.mkdir(parents=True, exist_ok=True)
    write_atomically((json.dumps(document, indent=2) + "\n").encode(), args.out)
    for score in scores:
        print({k: v for k, v in score.items() if k not in ("histogram", "training", "sessions")})
    print(f"mean mIoU {mean:.4f}")


if __name__ == "__main__":
    main()
