"""Measures this machine and writes docs/results/edge.md with its pictures.

Every number in the page comes from a command that the page names. Reads the data beside the
project (../shared), which is not part of it; what is missing there is said to be missing.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
WORK = ROOT / "output" / "edge"
PAGE = ROOT / "docs/results/edge.md"
PICTURES = ROOT / "docs/results/edge"
SIZES = ("256x256", "384x384", "512x512", "640x640", "768x768")
MODELS = ("weeds", "weeds-small")


@dataclass(frozen=True)
class Tool:
    """The program, and how it is called."""

    program: Path

    def text(self, *arguments: str) -> str:
        """Runs a command.

        Args:
            *arguments: Its arguments.

        Returns:
            What it printed.

        Raises:
            SystemExit: Where it failed.
        """
        run = subprocess.run(
            [str(self.program), *arguments], capture_output=True, text=True, check=False, cwd=ROOT
        )
        if run.returncode != 0:
            raise SystemExit(f"ragweed {' '.join(arguments)}: {run.stderr}")
        return run.stdout

    def json(self, *arguments: str) -> Any:  # noqa: ANN401
        """Runs a command that prints JSON.

        Args:
            *arguments: Its arguments, without the format.

        Returns:
            The document.
        """
        return json.loads(self.text(*arguments, "--format", "json"))


def table(header: list[str], rows: list[list[str]]) -> list[str]:
    """Lays out a table in Markdown.

    Args:
        header: The names of the columns.
        rows: The cells.

    Returns:
        Its lines.
    """
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def measured_rows(tool: Tool, platform: Path, engine: str) -> dict[str, Any]:
    """Measures both networks at all sizes.

    Args:
        tool: The program.
        platform: The characterised platform.
        engine: What runs them.

    Returns:
        The document of `estimate measure`.
    """
    sizes = [part for size in SIZES for part in ("--resolution", size)]
    document: dict[str, Any] = tool.json(
        "estimate", "measure", *MODELS, *sizes, "--platform", str(platform), "--engine", engine
    )
    return document


def characterisation(tool: Tool, engine: str, keeps: bool) -> list[str]:
    """Characterises this machine and compares what it predicts with what is measured.

    Args:
        tool: The program.
        engine: What runs the layers.
        keeps: Whether an earlier characterisation is kept.

    Returns:
        A section in Markdown.
    """
    platform = WORK / f"{engine}.json"
    said = WORK / f"{engine}.txt"
    if not (keeps and platform.exists() and said.exists()):
        chart = PICTURES / f"steps-{engine}.svg"
        options = ["--chart", str(chart), "--points", str(WORK / f"{engine}.csv")]
        command = ["estimate", "characterise", "--output", str(platform), "--engine", engine]
        said.write_text(tool.text(*command, *options, "--overwrite"))
    measured = WORK / f"{engine}-measured.json"
    if not (keeps and measured.exists()):
        measured.write_text(json.dumps(measured_rows(tool, platform, engine)))
    document = json.loads(measured.read_text())
    rows = document["networks"]
    work = np.array([row["multiply_adds"] for row in rows], dtype=float)
    time = np.array([row["measured_ms"] for row in rows], dtype=float)
    lines: list[list[str]] = []
    errors: list[float] = []
    alone: list[float] = []
    for index, row in enumerate(rows):
        # One rate from all the other measurements, chosen in their favour: the best they allow.
        rest = np.arange(len(rows)) != index
        rate = float(np.median(time[rest] / work[rest]))
        guess = rate * work[index]
        errors.append(row["error_percent"])
        alone.append(100 * (guess / row["measured_ms"] - 1))
        lines.append(
            [
                row["network"],
                f"{row['width_px']} x {row['height_px']}",
                f"{row['multiply_adds'] / 1e6:.0f}",
                f"{row['measured_ms']:.2f}",
                f"{row['predicted_ms']:.2f}",
                f"{errors[-1]:+.1f} %",
                f"{guess:.2f}",
                f"{alone[-1]:+.1f} %",
            ]
        )
    header = ["network", "pixels", "10^6 multiply-adds", "measured ms", "predicted ms", "error"]
    worst, mean = max(map(abs, errors)), float(np.mean(np.abs(errors)))
    guessed, guessed_mean = max(map(abs, alone)), float(np.mean(np.abs(alone)))
    return [
        f"### {document['engine']}, one thread",
        "",
        *(f"- {line}" for line in said.read_text().splitlines() if line),
        f"- Other programs took {100 * document['busy_share']:.0f} % of the time of the networks.",
        f"- A reference network, run in turns with both, took {document['slowness']:.2f} times as",
        "  long when the networks were measured as when the layers were; predictions allow for it.",
        "",
        *table([*header, "by operations alone", "error"], lines),
        "",
        f"Worst {worst:.1f} %, mean {mean:.1f} %; by operations alone worst {guessed:.1f} %, mean",
        f"{guessed_mean:.1f} %, with a rate that the other rows' measurements gave.",
        "",
        f"![steps](edge/steps-{engine}.svg)",
        "",
    ]


def left_out(tool: Tool) -> list[str]:
    """Leaves one network of the public reports out after another.

    Args:
        tool: The program.

    Returns:
        A section in Markdown.
    """
    folder = SHARED / "vectors/latency"
    title = ["## One network left out: a formula with a correction, or a regressor alone", ""]
    if not folder.exists():
        return [*title, "The public reports are not here.", ""]
    rows = tool.json(
        "estimate",
        "fit",
        "--graphs",
        str(folder),
        "--reports",
        str(folder),
        "--output",
        str(WORK / "ncs2.json"),
        "--overwrite",
    )["left_out"]
    cells = [
        [
            row["network"],
            f"{row['measured_ms']:.2f}",
            f"{row['estimated_ms']:.2f}",
            f"{row['error_percent']:+.1f} %",
            f"{row['statistical_ms']:.2f}",
            f"{row['statistical_error_percent']:+.1f} %",
        ]
        for row in rows
    ]
    mixed = float(np.mean([abs(row["error_percent"]) for row in rows]))
    other = float(np.mean([abs(row["statistical_error_percent"]) for row in rows]))
    better = "mixed" if mixed < other else "statistical"
    return [
        *title,
        "Three public reports of the NCS2; each network by a board fitted to the other two.",
        "",
        *table(["network", "measured ms", "mixed ms", "error", "statistical ms", "error"], cells),
        "",
        f"Mean error {mixed:.1f} % mixed, {other:.1f} % statistical: the {better} model predicts",
        "better here. Three networks are few.",
        "",
    ]


def labelled_images(most: int) -> tuple[Path, Path] | None:
    """Lays out labelled test images with two-class masks.

    Args:
        most: How many.

    Returns:
        The folders of images and masks, or nothing where the data are not here.
    """
    source = SHARED / "data/soybean"
    if not source.exists():
        return None
    images, masks = WORK / "images", WORK / "masks"
    for folder in (images, masks):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
    with (source / "index.csv").open(newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["split"] == "test"]
    rows = [r for r in rows if r.get("flip", "none") == "none"]
    for row in rows[:: max(1, len(rows) // most)][:most]:
        image = next((source / "images").glob(f"{row['id']}.*"))
        (images / image.name).symlink_to(image)
        mask = np.asarray(Image.open(source / "masks" / f"{row['id']}.png"))
        classes = np.where(np.isin(mask, (1, 3)), 1, 0).astype(np.uint8)
        classes[mask == 255] = 255
        Image.fromarray(classes).save(masks / f"{row['id']}.png")
    return images, masks


def partition(tool: Tool, node: Path, power: str, images: int) -> list[str]:
    """Measures what our network sends at its cuts.

    Args:
        tool: The program.
        node: The platform on the drone.
        power: What it draws.
        images: How many images to run.

    Returns:
        A section in Markdown.
    """
    found = labelled_images(images)
    title = ["## Where to cut weeds-small", ""]
    if found is None:
        return [*title, "The labelled images are not here.", ""]
    lines = [*title]
    for bits in ("8", "4"):
        document = tool.json(
            "partition",
            "weeds-small",
            "--node",
            str(node),
            "--node-power",
            power,
            "--server",
            str(node),
            "--link",
            "wifi-n-far",
            "--bits",
            bits,
            "--images",
            str(found[0]),
            "--truth",
            str(found[1]),
        )
        cells = []
        for cut in document["cuts"]:
            if cut.get("agreement_miou") is None:
                continue
            best = cut["layers_before"] == document["best"]["layers_before"]
            after = (cut.get("after") or "(all on the ground)").replace("/network/", "")
            cells.append(
                [
                    f"**{after}**" if best else after,
                    f"{cut['size_bytes']}",
                    f"{cut['bytes']}",
                    f"{cut['node_ms']:.1f}",
                    f"{cut['transfer_ms']:.1f}",
                    f"{cut['delay_ms']:.1f}",
                    f"{1000 * cut['energy_j']:.0f}",
                    f"{cut['agreement_miou']:.3f}",
                    f"{cut['truth_miou']:.3f}",
                ]
            )
        lines += [
            f"{bits} bits, {document['images']} images of the soybean test set (512 x 512 px of",
            "each), this machine on the drone "
            f"({power}) and on the ground, Wi-Fi at a distance (6.5 Mb/s); in bold",
            "the cut with the least energy of the drone:",
            "",
            *table(
                [
                    "cut after",
                    "bytes",
                    "zipped",
                    "drone ms",
                    "link ms",
                    "delay ms",
                    "drone mJ",
                    "mIoU to whole",
                    "mIoU",
                ],
                cells,
            ),
            "",
            f"The whole network has an mIoU of {document['best']['truth_miou_unquantised']:.3f} on",
            f"these images; its finished mask has {document['mask_bytes']} bytes zipped,",
            f"{document['mask_transfer_ms']:.2f} ms on the link and",
            f"{1000 * document['mask_energy_j']:.0f} mJ in all with the network on the drone.",
            "Nothing was retrained for the cut.",
            "",
        ]
    return lines


def mission(tool: Tool, host: Path, power: str) -> list[str]:
    """Answers the question for a mission: which board, what it costs, what to send.

    Args:
        tool: The program.
        host: The characterised platform.
        power: What it draws.

    Returns:
        A section in Markdown.
    """
    folder = ROOT / "Missions/corridor"
    field = next(f for f in sorted(folder.iterdir()) if f.suffix in (".geojson", ".gpx", ".kml"))
    command = ("plan", str(field), "--mission", str(folder / "mission.yaml"))
    plan = WORK / "plan"
    tool.text(*command, "--output", str(plan), "--overwrite")
    loaded = tool.json(*command, "--payload-power", power)
    summary = json.loads((plan / "summary.json").read_text())
    # The picture of 5472 x 3648 px in tiles of 512 px that overlap by a quarter, as `map` has them.
    tiles = -(-(5472 - 128) // 384) * -(-(3648 - 128) // 384)
    networks = WORK / "networks.csv"
    boards = WORK / "boards.csv"
    for name in ("weed-v8.onnx", "weed-small-v7.onnx"):
        (WORK / name).unlink(missing_ok=True)
        (WORK / name).symlink_to(ROOT / "Sources/ragweed/Resources/model" / name)
    networks.write_text(
        "network,resolution_px,precision,graph\n"
        "weeds,512x512,f32,weed-v8.onnx\nweeds-small,512x512,f32,weed-small-v7.onnx\n"
    )
    watts = power.removesuffix("W")
    boards.write_text(
        "platform,cost_eur,power_w,model\n"
        f"this machine,,{watts},{host.name}\n"
        "ncs2,70,2,ncs2\njetson-nano,120,10,jetson-nano\njetson-tx2,300,15,jetson-tx2\n"
    )
    options = ("--networks", str(networks), "--platforms", str(boards))
    document = tool.json(
        "select",
        *options,
        "--plan",
        str(plan / "summary.json"),
        "--inferences-per-picture",
        str(tiles),
        "--max-power",
        "15W",
    )
    cells = []
    for row in document["candidates"]:
        lost = row.get("flight_time_lost")
        latency = row.get("latency_ms")
        cells.append(
            [
                f"{row['network']} on {row['platform']}",
                "-" if latency is None else f"{latency:.1f}",
                "-" if latency is None else f"{1000 / latency / tiles:.2f}",
                f"{row['power_w']:.0f}",
                "-" if lost is None else f"{lost['lost_percent']:.1f} %",
                "yes" if row["feasible"] else "no: " + "; ".join(row["failures"]),
            ]
        )
    rate = document["required_framerate_per_s"]
    flight = summary["flight_time_s"] / 60
    return [
        "## A mission",
        "",
        "Both verges of a road, where ragweed travels: `ragweed plan --mission",
        f"Missions/corridor/mission.yaml` takes {summary['images']} pictures in {flight:.1f} min,",
        f"{rate:.2f} pictures/s on its lines, each cut into {tiles} tiles of 512 px that",
        "overlap by a quarter. `ragweed select --plan`, boards of at most 15 W:",
        "",
        *table(
            ["candidate", "ms per tile", "pictures/s", "W", "flight time lost", "keeps up"], cells
        ),
        "",
        "Latencies of the boards are lower bounds from stated figures, but for the NCS2, whose are",
        "published rooflines, and this machine, which was measured",
        f"(its {power} are assumed, nobody measured them). "
        + ("; ".join(document["relax"]).capitalize() + "." if document["relax"] else ""),
        f"With {power} from the battery a flight of the drone has",
        f"{loaded['payload']['battery_flight_time_min']:.1f} min instead of",
        f"{loaded['payload']['battery_flight_time_without_min']:.1f}, and this plan",
        f"{loaded['sorties']} sortie(s) instead of {summary['sorties']}.",
        "",
    ]


def power_error(tool: Tool) -> list[str]:
    """Says how often a trace must be sampled.

    Args:
        tool: The program.

    Returns:
        A section in Markdown.
    """
    report = SHARED / "vectors/latency/tf_inceptionv1.ncs2.csv"
    title = ["## Power: error against sampling frequency", ""]
    if not report.exists():
        return [*title, "The public report is not here.", ""]
    trace = WORK / "trace.npy"
    tool.text(
        "power",
        "generate",
        "--latency",
        str(report),
        "--output",
        str(trace),
        "--rate",
        "500kHz",
        "--overwrite",
    )
    document = tool.json(
        "power",
        str(trace),
        "--latency",
        str(report),
        "--rate",
        "500kHz",
        "--chart",
        str(PICTURES / "sampling.svg"),
        "--overwrite",
    )
    cells = [
        [
            f"{row['rate_hz'] / 1000:g}",
            f"{row['layer_error_percent']:.2f}",
            f"{row['inference_error_percent']:.3f}",
        ]
        for row in document["sampling"]
    ]
    return [
        *title,
        "A **SYNTHETIC** trace of InceptionV1's real NCS2 report, because no real one is public;",
        "power is constant within its layers, so that a real one needs more:",
        "",
        *table(["kHz", "error in layers %", "error in the inference %"], cells),
        "",
        "![sampling](edge/sampling.svg)",
        "",
    ]


def main() -> None:
    """Writes the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, default=ROOT / ".build/release/ragweed")
    parser.add_argument("--power", default="15W", help="what this machine draws, for the mission")
    parser.add_argument("--images", type=int, default=8, help="images to cut the network on")
    parser.add_argument(
        "--keep", action="store_true", help="keep the characterisations of an earlier run"
    )
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    PICTURES.mkdir(parents=True, exist_ok=True)
    tool = Tool(options.program.resolve())
    page = [
        "# What runs where: results",
        "",
        "Made by `Tools/edge-results`; do not edit. What each number means stands in",
        "[docs/edge.md](../edge.md).",
        "",
        "## This machine, characterised by single layers",
        "",
        "`ragweed estimate characterise` measured layers of made-up networks only; then both",
        "shipped networks were measured at sizes at which nothing of them was. Times are medians.",
        "",
    ]
    for engine in ("openvino", "opencv"):
        page += characterisation(tool, engine, options.keep)
    page += left_out(tool)
    page += partition(tool, WORK / "openvino.json", options.power, options.images)
    page += mission(tool, WORK / "openvino.json", options.power)
    page += power_error(tool)
    PAGE.write_text("\n".join(page).rstrip() + "\n")
    print(f"Wrote {PAGE.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
