"""Runs the program on real input and writes docs/results/first-run.md.

Reads the data beside the project (../shared), which is not part of it; what is missing there is
said to be missing. Every number in the page comes from the commands that the page names.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from PIL import Image
from rasterio.warp import transform
from scipy.spatial import ConvexHull

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
WORK = ROOT / "output" / "first-run"
RAGWEED = ROOT / ".build/release/ragweed"


@dataclass(frozen=True)
class Split:
    """A labelled test split."""

    name: str
    folder: str
    weed: tuple[int, ...]
    note: str


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and how long it took."""

    output: str
    errors: str
    seconds: float
    status: int


SPLITS = (
    Split("soybean", "soybean", (1, 3), "one video; broadleaf and grass weeds; unflipped frames"),
    Split("maize-beet", "maize-beet", (1,), "one session, hand-held, sugar beet only"),
)


def ragweed(*arguments: str) -> Outcome:
    """Runs the program.

    Args:
        *arguments: Its arguments.

    Returns:
        What it printed.
    """
    start = time.perf_counter()
    run = subprocess.run(
        [str(RAGWEED), *arguments], capture_output=True, text=True, check=False, cwd=ROOT
    )
    return Outcome(run.stdout, run.stderr, time.perf_counter() - start, run.returncode)


def prepare(split: Split) -> tuple[Path, Path]:
    """Puts the images of a split and their two-class truth into folders.

    Args:
        split: The split.

    Returns:
        The folder of images and the folder of truth masks.
    """
    source = SHARED / "data" / split.folder
    images, truth = WORK / split.name / "images", WORK / split.name / "truth"
    for folder in (images, truth):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    with (source / "index.csv").open(newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["split"] == "test"]
    for row in rows:
        if row.get("flip", "none") != "none":
            continue
        image = next((source / "images").glob(f"{row['id']}.*"))
        (images / image.name).symlink_to(image)
        mask = np.asarray(Image.open(source / "masks" / f"{row['id']}.png"))
        classes = np.where(np.isin(mask, split.weed), 1, 0).astype(np.uint8)
        classes[mask == 255] = 255
        Image.fromarray(classes).save(truth / f"{row['id']}.png")
    return images, truth


def number(value: float | None) -> str:
    """Prints a score.

    Args:
        value: The score, or nothing where no class was there.

    Returns:
        Three digits.
    """
    return "-" if value is None else f"{value:.3f}"


def score_row(name: str, predictions: Path, truth: Path, note: str) -> str:
    """Measures masks and prints a row of the table.

    Args:
        name: The set.
        predictions: The folder of masks.
        truth: The folder of truth masks.
        note: What the set is.

    Returns:
        A row in Markdown.
    """
    outcome = ragweed(
        "evaluate", "--predictions", str(predictions), "--truth", str(truth), "--format", "json"
    )
    report: dict[str, Any] = json.loads(outcome.output)
    cells = [
        name,
        str(len(report["images"])),
        number(report["miou"]),
        number(report["iou"]["weed"]),
        number(report["iou"]["background"]),
        number(report["precision"]["weed"]),
        number(report["recall"]["weed"]),
        number(report["boundary_iou"]["weed"]),
        note,
    ]
    return "| " + " | ".join(cells) + " |"


def scores() -> list[str]:
    """Maps and measures the labelled sets.

    Returns:
        A section in Markdown.
    """
    lines = [
        "## Scores",
        "",
        "Weed against everything else, over all pixels of a set, tiles blended as for any map.",
        "",
        "| set | images | mIoU | IoU weed | IoU rest | precision | recall | boundary IoU | |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for split in SPLITS:
        if not (SHARED / "data" / split.folder).exists():
            lines.append(f"| {split.name} test | not here | | | | | | | |")
            continue
        images, truth = prepare(split)
        masks = WORK / split.name / "map"
        ragweed("map", str(images), "--masks-only", "--output", str(masks), "--overwrite")
        lines.append(score_row(f"{split.name} test", masks, truth, split.note))
    samples = ROOT / "Samples/synthetic-field"
    for name, source, truth_name in (
        ("SYNTHETIC orthophoto", samples / "orthophoto.tif", "truth"),
        ("SYNTHETIC frames", samples / "frames", "frames-truth"),
    ):
        masks = WORK / name.replace(" ", "-").lower()
        ragweed("map", str(source), "--output", str(masks), "--overwrite")
        lines.append(score_row(name, masks, samples / truth_name, "shipped samples"))
    lines += [
        "",
        "Commands: `ragweed map IMAGES --masks-only --output MAP`, then `ragweed evaluate",
        "--predictions MAP --truth TRUTH`; `Tools/first-run` lays the folders out. The model was",
        "chosen on the validation splits; the test splits had no part in it.",
        "",
    ]
    return lines


def frames() -> list[str]:
    """Maps the Phantom 3 frames.

    Returns:
        A section in Markdown.
    """
    source = SHARED / "data/drone-frames/phantom3"
    lines = ["## Real drone frames: Phantom 3, 40 m", ""]
    if not source.exists():
        return [*lines, "Not here.", ""]
    output = WORK / "phantom3"
    outcome = ragweed("map", str(source), "--output", str(output), "--overwrite")
    summary: dict[str, Any] = json.loads((output / "summary.json").read_text())
    lines += [
        "`ragweed map ../shared/data/drone-frames/phantom3 --output output/first-run/phantom3`",
        f"ended with {outcome.status} after {outcome.seconds:.1f} s. Nobody labelled these frames",
        "(a lake shore in Minnesota), so this shows that real files go through, not that weeds are",
        "found: 1.7 cm/px is far coarser than the model was trained for, and the program says so.",
        "",
        "| frame | cm/px | place good to m | scale good to % | weed m2 | patches |",
        "|---|---|---|---|---|---|",
    ]
    for entry in summary["inputs"]:
        if not entry["on_map"]:
            continue
        weed = entry["classes"]["weed"]
        cells = [
            entry["source"],
            f"{entry['gsd_cm_per_px']:.2f}",
            f"{entry['positional_accuracy_m']:.1f}",
            f"{entry['gsd_uncertainty_percent']:.1f}",
            f"{weed['area_m2']:.1f}",
            str(weed["patch_count"]),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    weed = summary["classes"]["weed"]
    lines += [
        "",
        "A place that several frames show counts for one of them: together",
        f"{weed['area_m2']:.1f} m2 of weed on {summary['surveyed_area_m2']:.0f} m2 of ground.",
    ]
    rewritten = [text for text in outcome.errors.splitlines() if "last written by" in text]
    lines += ["", "Warnings about frames that another program wrote last:", ""]
    lines += [f"- {text.removeprefix('Warning: ')}" for text in rewritten]
    return [*lines, ""]


def flown_area() -> Path:
    """Writes the outline of the ground that the Phantom 3 frames show.

    Returns:
        A GeoJSON file with the hull of the frames, as their masks lie on the ground.
    """
    corners: list[tuple[float, float]] = []
    for path in sorted((WORK / "phantom3").glob("*.mask.tif")):
        with rasterio.open(path) as mask:
            if mask.crs is None:
                continue
            pixels = [(0, 0), (mask.width, 0), (mask.width, mask.height), (0, mask.height)]
            grid = [mask.transform @ pixel for pixel in pixels]
            longitude, latitude = transform(mask.crs, "EPSG:4326", *zip(*grid, strict=True))
            corners += zip(longitude, latitude, strict=True)
    hull = ConvexHull(np.array(corners))
    ring = [list(corners[index]) for index in hull.vertices]
    outline = WORK / "phantom3-area.geojson"
    outline.write_text(json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}))
    return outline


def area() -> list[str]:
    """Plans a survey of a real area.

    Returns:
        A section in Markdown.
    """
    far = SHARED / "data/drone-frames/faults-mini4pro/aoi.geojson"
    lines = ["## A real mission area", ""]
    if not far.exists():
        return [*lines, "Not here.", ""]
    source = flown_area()
    lines += [
        "The ground that the Phantom 3 frames show (hull of the frames as mapped above):",
        "`ragweed plan AREA --drone phantom-4-pro --gsd 1cm --output DIR`, then the same at 1 mm.",
        "",
        "| | 1 cm/px | 1 mm/px |",
        "|---|---|---|",
    ]
    plans: list[dict[str, Any]] = []
    seconds: list[float] = []
    for sampling in ("1cm", "1mm"):
        output = WORK / f"plan-{sampling}"
        command = ["plan", str(source), "--drone", "phantom-4-pro", "--gsd", sampling]
        outcome = ragweed(*command, "--output", str(output), "--overwrite")
        if outcome.status != 0:
            return [*lines, f"Failed: {outcome.errors}", ""]
        plans.append(json.loads((output / "summary.json").read_text()))
        seconds.append(outcome.seconds)
    for key in (
        "area_m2",
        "line_count",
        "row_gap_m",
        "path_length_m",
        "speed_m_per_s",
        "flight_time_s",
        "images",
        "cost_eur",
        "coverage_percent",
        "outside_m",
    ):
        cells = [f"{plan[key]:.6g}" for plan in plans]
        lines.append(f"| `{key}` | {cells[0]} | {cells[1]} |")
    counts = [len(p["sorties"]) if isinstance(p["sorties"], list) else p["sorties"] for p in plans]
    lines.append(f"| `sorties` | {counts[0]} | {counts[1]} |")
    lines.append(f"| planned in | {seconds[0]:.2f} s | {seconds[1]:.2f} s |")
    refused = ragweed("plan", str(far), "--drone", "phantom-4-pro", "--gsd", "1cm")
    lines += [
        "",
        "The area of a mapping project on Bali (`aoi.geojson` beside the Mini 4 Pro frames) is",
        "refused, as it should be, because no battery reaches its far end and returns:",
        "",
        f"> {refused.errors.strip()}",
    ]
    return [*lines, ""]


def main() -> None:
    """Runs everything and writes the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "docs/results/first-run.md")
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    card: dict[str, Any] = json.loads(
        (ROOT / "Sources/ragweed/Resources/model/weed-small-v7.card.json").read_text()
    )
    lines = [
        "# The first run on real input",
        "",
        "Made by `Tools/first-run`; do not edit. Speed and memory are in",
        "[benchmarks.md](benchmarks.md), the training in",
        f"[training/{card['name']}](training/{card['name']}/scores.json).",
        "",
        f"Model: {card['name']} {card['version']}, sha256 `{card['sha256'][:16]}...`,",
        f"{card['parameters']} parameters, {card['multiply_adds'] / 1e6:.0f} M multiply-adds.",
        "**It has never seen ragweed**: no figure on this page is an accuracy for ragweed.",
        "",
        *scores(),
        *frames(),
        *area(),
    ]
    options.output.write_text("\n".join(lines).rstrip() + "\n")
    print(f"Wrote {options.output}")


if __name__ == "__main__":
    main()
