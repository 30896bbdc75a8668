"""Writes docs/results/generalisation.md from what ragweed-unseen and ragweed-familiarity wrote."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ragweed_training.calibration import WeedHistogram
from ragweed_training.checkpoint import write_atomically
from ragweed_training.reliability import reliability_curve

LEAST_MEAN = 0.68
MOST_ERROR = 0.05
LEAST_AUROC = 0.95
HEADING = """# Fields that the network was never shown

Made by `ragweed-generalisation` from the files in [generalisation](generalisation); the commands
are in [Tools/training](../../Tools/training/README.md). **None of the pictures shows ragweed.**

Leave one set out: a network is trained without a set, and so without its crops and weeds, and
scored on it. Scores are of training and validation pictures of the set that was left out, at a
threshold of one half; test splits stay unseen. mIoU is the mean of the IoU of weed and of all
else, over all pixels. Brackets hold the 95 % interval of 1000 draws of the pictures.
"""


def verdict(good: bool) -> str:
    """A word for a table."""
    return "met" if good else "**missed**"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def unseen_rows(documents: Sequence[dict[str, Any]]) -> str:
    """One row per recipe, one column per set left out."""
    names = [score["left_out"] for score in documents[0]["scores"]]
    rows = []
    for document in documents:
        by_set = {score["left_out"]: score for score in document["scores"]}
        cells = []
        for name in names:
            score = by_set.get(name)
            cells.append(
                f"{score['miou']:.3f} ({score['miou_low']:.2f} to {score['miou_high']:.2f})"
                if score
                else "-"
            )
        rows.append([document["name"], *cells, f"{document['mean_miou']:.3f}"])
    return table(["trained", *(f"without {name}" for name in names), "mean"], rows)


def session_rows(document: dict[str, Any]) -> str:
    """One row per session of each set left out."""
    rows = [
        [score["left_out"], s["session"], str(s["pictures"]), f"{s['miou']:.3f}"]
        for score in document["scores"]
        for s in score["sessions"]
    ]
    return table(["left out", "session", "pictures", "mIoU"], rows)


def detail_rows(document: dict[str, Any]) -> str:
    """Precision, recall and calibration of each set left out."""
    rows = [
        [
            score["left_out"],
            str(score["pictures"]),
            f"{score['iou_weed']:.3f}",
            f"{score['precision']:.3f}",
            f"{score['recall']:.3f}",
            f"{score['expected_calibration_error']:.3f}",
        ]
        for score in document["scores"]
    ]
    header = ["left out", "pictures", "IoU of weed", "precision", "recall", "calibration error"]
    return table(header, rows)


def curve_rows(document: dict[str, Any]) -> str:
    """What was said and what was found, over all sets left out."""
    total = WeedHistogram()
    for score in document["scores"]:
        total.counts += score["histogram"]
    rows = [
        [f"{b.said:.2f}", f"{b.found:.2f}", f"{b.pixels / total.counts.sum():.2%}"]
        for b in reliability_curve(total)
    ]
    return table(["weed probability said", "share that is weed", "pixels"], rows)


def familiarity_rows(document: dict[str, Any]) -> str:
    """Tiles beyond the limit, inside and outside."""
    rows = [
        [f"{name}, validation", str(v["tiles"]), f"{v['share_beyond_limit']:.0%}", "-"]
        for name, v in document["inside"].items()
    ]
    rows += [
        [name, str(v["tiles"]), f"{v['share_beyond_limit']:.0%}", f"{v['auroc']:.3f}"]
        for name, v in document["outside"].items()
    ]
    return table(["ground", "tiles", "beyond the limit", "AUROC"], rows)


def page(folder: Path, notes: str) -> str:
    """The whole page."""
    documents = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("unseen-*.json"))
    ]
    if not documents:
        raise ValueError(f"{folder} holds no unseen-*.json; run ragweed-unseen first")
    main = documents[0]
    familiar = {
        path.stem.removeprefix("familiarity-"): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("familiarity-*.json"))
    }
    error = main["mean_expected_calibration_error"]
    targets = [
        [f"mean over sets left out at least {LEAST_MEAN}", f"{main['mean_miou']:.3f}",
         verdict(main["mean_miou"] >= LEAST_MEAN)],
        [f"expected calibration error below {MOST_ERROR}", f"{error:.3f}",
         verdict(error < MOST_ERROR)],
    ]  # fmt: skip
    targets += [
        [f"AUROC of unfamiliar tiles at least {LEAST_AUROC}, {name}", f"{d['auroc']:.3f}",
         verdict(d["auroc"] >= LEAST_AUROC)]
        for name, d in familiar.items()
    ]  # fmt: skip
    parts = [
        HEADING,
        "## Targets\n",
        table(["target", "measured", ""], targets),
        "## Sets left out\n",
        unseen_rows(documents),
        f"Of `{main['name']}`:\n",
        detail_rows(main),
        session_rows(main),
        "## Calibration\n",
        "Over all pixels of the sets left out, in ten bins of the weed probability:\n",
        curve_rows(main),
        "## Unfamiliar ground\n",
        "Share of 512 px tiles whose unfamiliarity is above 1, and how well it parts them from "
        "validation tiles. Ground kinds are SYNTHETIC drawings but for those named after drone "
        "flights.\n",
    ]
    for name, document in familiar.items():
        parts += [f"`{name}`:\n", familiarity_rows(document)]
    return "\n".join([*parts, notes.strip()]).rstrip() + "\n"


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="with the JSON files")
    parser.add_argument("--notes", type=Path, help="Markdown to end the page with")
    parser.add_argument("--out", type=Path, required=True, help="page to write")
    args = parser.parse_args(argv)
    notes = args.notes.read_text(encoding="utf-8") if args.notes else ""
    try:
        write_atomically(page(args.folder, notes).encode(), args.out)
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
