"""Writes docs/results/training/README.md: one line per training run, from its scores.json.

`runs.json` beside the runs says what each was and why it ships or does not; a run without a
scores.json was never tried on the test splits.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ragweed_training.checkpoint import write_atomically
from ragweed_training.generalisation_page import table

SETS = ("soybean", "maize-beet", "peanut")
HEADING = """# Training runs

Made by `ragweed-runs` from the folders beside this page (`scores.json`, `log.csv`) and `runs.json`.
The commands are in [Tools/training](../../../Tools/training/README.md); each card holds that of its
own run. **None of the real pictures shows ragweed.** mIoU of weed against everything else on the
test splits of soybean and maize-beet and on the validation pictures of peanut, which has no test
split; looked at once per network, after it was chosen. On sets that networks were never shown:
[generalisation.md](../generalisation.md).
"""


def score_of(document: dict[str, Any] | None, name: str) -> str:
    """The mIoU on a set, or a dash."""
    for row in (document or {}).get("scores", []):
        if row["set"].split()[0] == name and row["miou"] is not None:
            return f"{row['miou']:.3f}"
    return "-"


def run_row(folder: Path, run: dict[str, Any]) -> list[str]:
    """One run: how long, its scores, what it was, and its fate."""
    path = folder / run["folder"] / "scores.json"
    document = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    training = (document or {}).get("training", {})
    minutes = f"{training['seconds'] / 60:.0f}" if "seconds" in training else "-"
    return [
        f"[{run['name']}]({run['folder']})",
        run["from"],
        minutes,
        *(score_of(document, name) for name in SETS),
        run["what"],
        run["fate"],
    ]


def page(folder: Path) -> str:
    """The whole page.

    Raises:
        ValueError: A folder is not described, or a described one is not there.
    """
    described = json.loads((folder / "runs.json").read_text(encoding="utf-8"))
    known = {run["folder"] for run in described["runs"]}
    found = {path.name for path in folder.iterdir() if path.is_dir()}
    if known != found:
        odd = ", ".join(sorted(known ^ found))
        raise ValueError(f"{folder}: runs.json and the folders differ in {odd}")
    header = ["run", "from", "minutes", *SETS, "what", "fate"]
    tables = table(header, [run_row(folder, run) for run in described["runs"]])
    limits = table(["tried", "outcome"], [[t["what"], t["outcome"]] for t in described["tried"]])
    return "\n".join([HEADING, tables, "## Tried without a network of its own\n", limits])


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="docs/results/training")
    args = parser.parse_args(argv)
    try:
        write_atomically(page(args.folder).encode(), args.folder / "README.md")
    except (ValueError, OSError, KeyError) as error:
        raise SystemExit(f"The page was not written: {error}") from error


if __name__ == "__main__":
    main()
