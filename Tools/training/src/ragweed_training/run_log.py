"""The log of a run: one row per report, complete rows only."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from ragweed_training.checkpoint import write_atomically


class RunLog:
    """A CSV file that an interrupted run leaves usable."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        """Name the file and its columns; the first column is the step."""
        self.path = path
        self.columns = list(columns)

    def start(self) -> None:
        """Begin a new log.

        Raises:
            OSError: It cannot be written.
        """
        write_atomically(self.row(self.columns), self.path)

    def row(self, cells: Sequence[str]) -> bytes:
        """Turn cells into a line."""
        stream = io.StringIO()
        csv.writer(stream).writerow(cells)
        return stream.getvalue().encode()

    def append(self, cells: Sequence[str]) -> None:
        """Add a row.

        Raises:
            OSError: The disk is full, say; the checkpoints are as they were.
        """
        try:
            with self.path.open("ab") as stream:
                stream.write(self.row(cells))
        except OSError as error:
            raise OSError(
                error.errno,
                f"{self.path.name} could not be continued in {self.path.parent} "
                f"({error.strerror}); the last good checkpoint is kept: make room, then repeat "
                "the command with --resume",
            ) from error

    def trim(self, step: int) -> None:
        """Drop what an interrupted run wrote after its last checkpoint, and half a row.

        Raises:
            OSError: It cannot be written.
        """
        if not self.path.is_file():
            self.start()
            return
        lines = self.path.read_bytes().splitlines(keepends=True)
        kept = [
            line
            for line in lines[1:]
            if line.endswith(b"\n") and int(line.split(b",", 1)[0]) <= step
        ]
        write_atomically(b"".join([*lines[:1], *kept]), self.path)


def last_scores(path: Path) -> dict[str, float]:
    """Read the validation mIoU of each set from the last row that has any."""
    with path.open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["val_miou_chosen_by"]]
    return {
        key.removeprefix("val_miou_"): float(value)
        for key, value in rows[-1].items()
        if key.startswith("val_miou_") and key != "val_miou_chosen_by" and value
    }
