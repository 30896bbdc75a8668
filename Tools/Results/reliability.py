"""Writes a row of the table of docs/results/reliability.md.

Tools/faults and Tools/fuzz call it with --record: what was run, how often, what was found.
"""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "results" / "reliability.md"
HEADING = "## Measured"
HEADER = ["| what | runs | found | on |", "|---|---|---|---|"]


def with_row(page: str, what: str, runs: str, found: str, day: str) -> str:
    """The page with the row of a command in the place of its earlier one, or at its place in order.

    Args:
        page: the page.
        what: the command.
        runs: how often it ran, or on how many files.
        found: what came of it.
        day: when.

    Returns:
        The page.
    """
    before, after = page.split(HEADING, 1)
    lines = after.splitlines()
    rows = {line.split("|")[1].strip(): line for line in lines if line.startswith("| `")}
    rest = [line for line in lines if not line.startswith("|")]
    rows[f"`{what}`"] = f"| `{what}` | {runs} | {found} | {day} |"
    table = HEADER + [rows[key] for key in sorted(rows)]
    text = "\n".join(rest).strip()
    return before + HEADING + "\n\n" + "\n".join(table) + "\n" + (f"\n{text}\n" if text else "")


def main() -> None:
    """Reads the row from the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what")
    parser.add_argument("runs")
    parser.add_argument("found")
    row = parser.parse_args()
    day = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_row(page, row.what, row.runs, row.found, day), encoding="utf-8")


if __name__ == "__main__":
    main()
