"""Scores an exported model on the test splits with ONNX Runtime and fills its card."""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from ragweed_training.calibration import WeedHistogram, best_threshold
from ragweed_training.card import read_card, write_card
from ragweed_training.check import onnx_runner
from ragweed_training.data import SetSpec, is_crop, load_sample, read_index, resolve_sets
from ragweed_training.metrics import Confusion
from ragweed_training.named_crop import CropRunners, own_crop
from ragweed_training.split_scores import (
    OVERLAP_PX,
    TILE_PX,
    USUAL_TILES,
    Tiles,
    predict_at,
    rounded,
)
from ragweed_training.survey_threshold import at_threshold, find_threshold
from ragweed_training.tiling import Runner, rescale
from ragweed_training.views import VIEW_COUNTS, many_sided


def score_set(
    spec: SetSpec,
    split: str,
    run: Runner,
    limit: int | None = None,
    views: int = 1,
    scale: float = 1.0,
    tiles: Tiles = USUAL_TILES,
    threshold: float | None = 0.5,
    named: CropRunners | None = None,
) -> dict[str, Any]:
    """Score one split of one set; images are decoded one at a time.

    With a scale below 1 pictures and labels are shrunk first, as from a higher flight. Without a
    threshold, the one that the set's own pictures come to is taken.
    """
    split = spec.scored_split(split)
    confusion, histogram = Confusion(), WeedHistogram()
    crop_pixels = crop_as_weed = 0
    keys = read_index(spec, split)
    if limit is not None and len(keys) > limit:
        keys = [keys[int(i)] for i in np.linspace(0, len(keys) - 1, limit)]
    if threshold is None:
        samples = (load_sample(spec, key) for key in keys)
        pictures = (rescale(sample.image, sample.label, scale)[0] for sample in samples)
        threshold = find_threshold(pictures, run, tiles.side_px, tiles.overlap_px)
    look = at_threshold(many_sided(run, views), threshold)
    for key in keys:
        sample = load_sample(spec, key)
        image, truth = rescale(sample.image, sample.label, scale)
        if named is not None:
            crop_look = many_sided(named[own_crop(sample.label)], views)
            look = at_threshold(crop_look, threshold)
        probabilities = predict_at(image, look, 1.0, tiles)
        histogram.add(truth, probabilities)
        weed = probabilities > 0.5
        confusion.add(truth, weed)
        crop_pixels += int(is_crop(truth).sum())
        crop_as_weed += int(weed[is_crop(truth)].sum())
    background, weed_iou = confusion.iou()
    label = "synthetic" if spec.synthetic else "real"
    return {
        "set": f"{spec.name} {split}{' (SYNTHETIC)' if spec.synthetic else ''}",
        "images": len(keys),
        "miou": rounded(confusion.miou()),
        "iou": {"background": rounded(background), "weed": rounded(weed_iou)},
        "precision": rounded(confusion.precision()),
        "recall": rounded(confusion.recall()),
        "note": (
            f"{label.upper() if spec.synthetic else label} pictures, no ragweed; "
            f"{tiles.side_px} px tiles, {tiles.overlap_px} px overlap, Hann blend, "
            f"threshold {threshold:.3g}; "
            "counts over the whole set, ignored pixels dropped; precision and recall of weed"
            + (f"; mean of {views} views of each tile" if views > 1 else "")
            + ("; the crop of each picture named" if named is not None else "")
            + (f"; pictures and labels at {scale:g} of their size" if scale != 1 else "")
        ),
        "crop_taken_for_weed": rounded(crop_as_weed / crop_pixels if crop_pixels else None),
        "confusion": confusion.counts.tolist(),
        "threshold": rounded(threshold),
        **(best_of(histogram) if split != "test" and threshold == 0.5 else {}),
    }


def best_of(histogram: WeedHistogram) -> dict[str, Any]:
    """The threshold that suits these pictures best, and what it would come to.

    Not for test splits: nothing is chosen by them.
    """
    threshold = best_threshold([histogram])
    return {
        "best_threshold": threshold,
        "miou_at_best_threshold": rounded(histogram.confusion(threshold).miou()),
    }


def parse_threshold(text: str) -> float | None:
    """Parse auto or a probability."""
    if text == "auto":
        return None
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"expected auto or a number between 0 and 1, got {text!r}")
    return value


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="ONNX file, its card beside it")
    parser.add_argument("--data", type=Path, help="folder with soybean/, maize-beet/, peanut/")
    parser.add_argument(
        "--extra", action="append", default=[], metavar="NAME=DIR[:synthetic=1]", help="repeatable"
    )
    parser.add_argument("--split", default="test", help="train, val or test")
    parser.add_argument(
        "--views",
        type=int,
        choices=VIEW_COUNTS,
        default=1,
        help="sides that each tile is looked at from, as by `ragweed map --views`",
    )
    parser.add_argument(
        "--threshold",
        type=parse_threshold,
        default=0.5,
        metavar="auto|0.5",
        help="probability from which a pixel is weed, as by `ragweed map --threshold`; auto finds "
        "that of each set without labels, by how far views agree",
    )
    parser.add_argument(
        "--scale",
        type=float,
        default=1.0,
        help="shrink pictures and labels first, as from a higher flight; 0.35 is a third",
    )
    parser.add_argument(
        "--tile-px",
        type=int,
        default=TILE_PX,
        help="side of the tiles; the network is made for it, as by `ragweed map --tile`",
    )
    parser.add_argument(
        "--overlap-px",
        type=int,
        default=OVERLAP_PX,
        help="least overlap of neighbouring tiles, 0 to half a tile",
    )
    parser.add_argument(
        "--crop",
        choices=("own",),
        help="name the crop that grows in each picture, as by `ragweed map --crop`",
    )
    parser.add_argument("--limit", type=int, help="pictures per set, an even choice; default all")
    parser.add_argument("--log", type=Path, help="training log.csv to copy beside the scores")
    parser.add_argument("--results", type=Path, help="folder for scores.json and log.csv")
    parser.add_argument(
        "--update-card", action="store_true", help="write the scores into the model's card"
    )
    parser.add_argument("--threads", type=int, default=2, help="CPU threads")
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    cv2.setNumThreads(1)
    run = onnx_runner(args.model, args.threads, None if args.tile_px == TILE_PX else args.tile_px)
    tiles = Tiles(args.tile_px, args.overlap_px)
    if not 0 <= tiles.overlap_px <= tiles.side_px // 2:
        raise SystemExit(f"--overlap-px {tiles.overlap_px}: give 0 to {tiles.side_px // 2}")
    changed = args.views > 1 or args.limit or args.scale != 1 or tiles != USUAL_TILES
    changed = changed or args.threshold != 0.5 or args.crop is not None
    if args.update_card and changed:
        raise SystemExit(
            "--update-card records what `ragweed map` computes by itself, of all pictures: "
            "leave out --views, --threshold, --crop, --limit, --scale, --tile-px and --overlap-px"
        )
    named = CropRunners(args.model, args.threads) if args.crop else None
    try:
        scores = [
            score_set(
                spec,
                args.split,
                run,
                args.limit,
                args.views,
                args.scale,
                tiles,
                args.threshold,
                named,
            )
            for spec in resolve_sets(args.data, args.extra)
        ]
    except (ValueError, OSError) as error:
        raise SystemExit(f"Nothing was scored: {error}") from error
    for score in scores:
        print(
            f"{score['set']}: {score['images']} images, mIoU {score['miou']}, "
            f"background {score['iou']['background']}, weed {score['iou']['weed']}, "
            f"precision {score['precision']}, recall {score['recall']}, "
            f"crop taken for weed {score['crop_taken_for_weed']}, "
            f"threshold {score['threshold']:.2f}"
            + (
                f"; with the threshold {score['best_threshold']:.2f}, which suits it best, "
                f"mIoU {score['miou_at_best_threshold']}"
                if "best_threshold" in score
                else ""
            )
        )
    card = read_card(args.model)
    if args.update_card:
        own = (
            "confusion",
            "crop_taken_for_weed",
            "threshold",
            "best_threshold",
            "miou_at_best_threshold",
        )
        without = [{k: v for k, v in s.items() if k not in own} for s in scores]
        card["test_scores"] = without
        write_card(card, args.model)
    if args.results is not None:
        args.results.mkdir(parents=True, exist_ok=True)
        document = {
            "model": card["name"],
            "sha256": card["sha256"],
            "split": args.split,
            "confusion_rows": "ground truth (not weed, weed), columns are the prediction",
            "training": card["training"],
            "scores": scores,
        }
        partial = args.results / "scores.part"
        partial.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
        os.replace(partial, args.results / "scores.json")
        if args.log is not None:
            shutil.copyfile(args.log, args.results / "log.csv")


if __name__ == "__main__":
    main()
