"""Simulates a user who labels a few pictures of a session: docs/results/teach.md.

From each session some pictures are drawn and taught, `ragweed teach`; the other pictures are mapped
with the shipped network and with the taught one, and scored, `ragweed evaluate`. Reads the data
beside the project (../shared), which is not part of it.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from few_shot_plot import score_svg
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
PAGE = ROOT / "docs" / "results" / "teach.md"
# One kind of plant among other green plants, which the network calls weed or does not.
SPECIES = {
    ("soybean", "sample3"): {"amaranth": (1,), "grass": (3,)},
    ("maize-beet", "uuid"): {"beet": (2,)},
    ("peanut", "val"): {"peanut": (2,)},
}
IGNORE = 255
# So many pixels of a plant are seen at a glance.
SEEN = 400
# More are not scored: they show the same.
MOST_TESTED = 12


@dataclass(frozen=True)
class Session:
    """Pictures of one field."""

    name: str
    folder: Path
    keys: tuple[str, ...]
    weed: tuple[int, ...]
    is_species: bool


@dataclass(frozen=True)
class Draw:
    """One draw: the scores before and after, and how long teaching took."""

    session: str
    is_species: bool
    labelled: int
    before: float
    after: float
    iou_before: float
    iou_after: float
    seconds: float


def read_sessions(data: Path) -> list[Session]:
    """Reads validation and test sessions that nothing was trained on.

    Args:
        data: The folder of labelled sets.

    Returns:
        Sessions with nine pictures or more.
    """
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    weeds = {"soybean": (1, 3), "maize-beet": (1,), "peanut": (1,)}
    for name in weeds:
        with (data / name / "index.csv").open(newline="", encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                if row["split"] == "train" or row.get("flip", "none") not in ("none", ""):
                    continue
                group = row.get("group") or row.get("video") or row["split"]
                groups[name, group].append(row["id"])
    sessions = []
    for (name, group), keys in sorted(groups.items()):
        if len(keys) < 9:
            continue
        targets = {"": weeds[name], **SPECIES.get((name, group), {})}
        for plant, values in targets.items():
            title = f"{name} {group}" + (f", {plant} among plants" if plant else "")
            sessions.append(Session(title, data / name, tuple(sorted(keys)), values, bool(plant)))
    return sessions


def find(folder: Path, key: str) -> Path:
    """Finds a picture or a mask by its name without its ending.

    Args:
        folder: Where to look.
        key: The name, perhaps with an ending.

    Returns:
        The file.
    """
    stem = Path(key).stem if Path(key).suffix.lower() in (".jpg", ".jpeg", ".png") else key
    return next(p for p in folder.iterdir() if p.stem == stem)


def shows(session: Session, key: str) -> bool:
    """Tells whether a picture shows what is looked for.

    Args:
        session: The session.
        key: The picture.

    Returns:
        True where a user would see it at a glance.
    """
    with Image.open(find(session.folder / "masks", key)) as file:
        return int(np.isin(np.array(file), session.weed).sum()) > SEEN


def write_mask(session: Session, key: str, folder: Path) -> None:
    """Writes the truth of a picture as two classes.

    Args:
        session: The session.
        key: The picture.
        folder: Where the mask goes.
    """
    picture = find(session.folder / "images", key)
    with Image.open(find(session.folder / "masks", key)) as file:
        mask = np.array(file)
    classes = np.where(mask == IGNORE, IGNORE, np.isin(mask, session.weed)).astype(np.uint8)
    Image.fromarray(classes).save(folder / f"{picture.stem}.png")


def run(program: Path, *arguments: str | Path) -> str:
    """Runs the program.

    Args:
        program: The built program.
        *arguments: Its arguments.

    Returns:
        What it printed.

    Raises:
        SystemExit: It failed.
    """
    done = subprocess.run(
        [str(program), *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, arguments))}: {done.stderr}")
    return done.stdout


def score(
    program: Path, frames: Path, truth: Path, model: str | Path, out: Path
) -> tuple[float, float]:
    """Maps pictures and scores the masks.

    Args:
        program: The built program.
        frames: The pictures.
        truth: Their masks.
        model: The network.
        out: A folder for the masks.

    Returns:
        mIoU, and the IoU of weed.
    """
    run(program, "map", frames, "--masks-only", "--model", model, "--output", out)
    report = json.loads(
        run(program, "evaluate", "--predictions", out, "--truth", truth, "--format", "json")
    )
    return float(report["miou"]), float(report["iou"].get("weed") or 0)


def draw(program: Path, session: Session, count: int, seed: int, model: str) -> Draw:
    """Teaches from some pictures and scores on others.

    Args:
        program: The built program.
        session: The session.
        count: How many pictures are labelled.
        seed: Which ones.
        model: The network to begin with.

    Returns:
        The scores.
    """
    order = np.random.default_rng((seed, count)).permutation(len(session.keys))
    keys_drawn = [session.keys[i] for i in order]
    # A user labels what shows the plant: the first picture does.
    first = next(i for i, key in enumerate(keys_drawn) if shows(session, key))
    keys_drawn.insert(0, keys_drawn.pop(first))
    taught, tested = keys_drawn[:count], keys_drawn[count : count + MOST_TESTED]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("taught", "tested", "labels", "truth"):
            (folder / part).mkdir()
        for keys, pictures, masks in ((taught, "taught", "labels"), (tested, "tested", "truth")):
            for key in keys:
                picture = find(session.folder / "images", key)
                os.symlink(picture, folder / pictures / picture.name)
                write_mask(session, key, folder / masks)
        own = folder / "own.onnx"
        start = time.perf_counter()
        run(program, "teach", folder / "taught", "--labels", folder / "labels",
            "--model", model, "--output", own)  # fmt: skip
        seconds = time.perf_counter() - start
        before, iou_before = score(
            program, folder / "tested", folder / "truth", model, folder / "a"
        )
        after, iou_after = score(program, folder / "tested", folder / "truth", own, folder / "b")
    return Draw(
        session.name, session.is_species, count, before, after, iou_before, iou_after, seconds
    )


def mean_of(entry: Draw) -> str:
    """Names the mean that a draw belongs to.

    Args:
        entry: The draw.

    Returns:
        Its name.
    """
    return "mean, one plant among plants" if entry.is_species else "mean, weeds"


def curves(draws: Sequence[Draw]) -> dict[str, dict[int, float]]:
    """Gathers the mean scores by session and number of labels.

    Args:
        draws: All draws.

    Returns:
        The mIoU; of 0 pictures that of the network before.
    """
    found: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for entry in draws:
        found[entry.session][0].append(entry.before)
        found[entry.session][entry.labelled].append(entry.after)
    return {
        name: {count: float(np.mean(values)) for count, values in sorted(counts.items())}
        for name, counts in sorted(found.items())
    }


def table(draws: Sequence[Draw]) -> list[str]:
    """Makes a row per session and number of labels.

    Args:
        draws: All draws.

    Returns:
        Lines of Markdown.
    """
    lines = [
        "| session | labelled | draws | mIoU before | after | spread | least gain | better in "
        "| IoU of weed before | after | spread |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    groups: dict[tuple[str, int], list[Draw]] = defaultdict(list)
    for entry in draws:
        groups[entry.session, entry.labelled].append(entry)
        groups[mean_of(entry), entry.labelled].append(entry)
    for (session, labelled), entries in sorted(
        groups.items(), key=lambda g: (g[0][0].startswith("mean"), g[0])
    ):
        gains = [e.after - e.before for e in entries]
        cells = [
            session,
            str(labelled),
            str(len(entries)),
            f"{np.mean([e.before for e in entries]):.3f}",
            f"{np.mean([e.after for e in entries]):.3f}",
            f"{np.std([e.after for e in entries]):.3f}",
            f"{min(gains):+.3f}",
            f"{sum(g > 0 for g in gains)} of {len(gains)}",
            f"{np.mean([e.iou_before for e in entries]):.3f}",
            f"{np.mean([e.iou_after for e in entries]):.3f}",
            f"{np.std([e.iou_after for e in entries]):.3f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def main() -> None:
    """Draws, scores and writes the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, default=ROOT / ".build/release/ragweed")
    parser.add_argument("--data", type=Path, default=SHARED, help="folder of labelled sets")
    parser.add_argument("--model", default="weeds", help="the network that is taught")
    parser.add_argument("--draws", type=int, default=10)
    parser.add_argument("--labelled", type=int, nargs="+", default=[1, 2, 4, 8, 16])
    parser.add_argument("--sessions", nargs="+", default=[], help="parts of names; all by default")
    parser.add_argument("--out", type=Path, default=PAGE)
    args = parser.parse_args()
    sessions = [
        s
        for s in read_sessions(args.data)
        if not args.sessions or any(part in s.name for part in args.sessions)
    ]
    draws: list[Draw] = []
    for session in sessions:
        if not any(shows(session, key) for key in session.keys):
            continue
        for count in args.labelled:
            if count + 4 > len(session.keys):
                continue
            for seed in range(args.draws):
                draws.append(draw(args.program.resolve(), session, count, seed, args.model))
                print(draws[-1], flush=True)
    lines = [
        "# Taught from a few pictures",
        "",
        f"Made by `Tools/few-shot --draws {args.draws} --labelled "
        f"{' '.join(map(str, args.labelled))}"
        + "".join(f" --sessions {' '.join(map(repr, args.sessions))}" if args.sessions else "")
        + "`.",
        "Some pictures of a session are labelled as a user would, the",
        f"network `{args.model}` is taught from them (`ragweed teach`), and other pictures of the",
        "session are mapped before and after. Sessions are of validation and test splits: the",
        "network has seen other sessions of the same sets, so it knows these fields better than",
        "it will know yours.",
        "**None of the pictures shows ragweed.** mIoU is the mean of the IoU of weed",
        "and of the rest. Spread is the standard deviation over the draws.",
        "",
        "*Among plants* stands in for one invasive plant in other green: only the plant named",
        "is the target there; crops and other weeds are what it has to be told from.",
        "",
        "![Score against labelled pictures](teach.svg)",
        "",
        *table(draws),
        "",
        f"Teaching took {np.mean([d.seconds for d in draws]):.1f} s on average, at most "
        f"{max(d.seconds for d in draws):.1f} s.",
        "",
    ]
    svg = args.out.with_suffix(".svg")
    svg.write_text(score_svg(curves(draws)), encoding="utf-8")
    partial = args.out.with_suffix(".part")
    partial.write_text("\n".join(lines), encoding="utf-8")
    os.replace(partial, args.out)


if __name__ == "__main__":
    main()
