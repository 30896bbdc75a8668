"""Measures whether masks in bf16 are those in f32, for each shipped model and labelled set.

`ragweed map --precision auto` takes bf16 only where the card says that both agree; this command
measures it, and writes it into the card.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import tempfile
from pathlib import Path

from few_shot import run

ROOT = Path(__file__).resolve().parents[2]
CARDS = ROOT / "Sources" / "ragweed" / "Resources" / "model"
# A set without test pictures has validation pictures.
SPLITS = {"soybean": "test", "maize-beet": "test", "peanut": "val"}


def pictures(folder: Path, split: str) -> list[Path]:
    """Finds the pictures of a split.

    Args:
        folder: A labelled set.
        split: The split.

    Returns:
        The pictures, in the order of the index.
    """
    by_stem = {path.stem: path for path in (folder / "images").iterdir()}
    with (folder / "index.csv").open(newline="") as file:
        return [by_stem[row["id"]] for row in csv.DictReader(file) if row["split"] == split]


def agreement(program: Path, model: str, files: list[Path]) -> float:
    """Maps pictures in both precisions and compares the masks.

    Args:
        program: The built program.
        model: A shipped model.
        files: The pictures.

    Returns:
        The mIoU of the masks in bf16 against those in f32, over all pictures.

    Raises:
        SystemExit: The program failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        masks = {}
        for precision in ("f32", "bf16"):
            masks[precision] = Path(folder) / precision
            options: list[str | Path] = ["--model", model, "--precision", precision]
            options += ["--engine", "openvino", "--masks-only", "--output", masks[precision]]
            run(program, "map", *files, *options)
        compared: list[str | Path] = ["--predictions", masks["bf16"], "--truth", masks["f32"]]
        return float(json.loads(run(program, "evaluate", *compared, "--format", "json"))["miou"])


def main() -> None:
    """Measures all shipped models, prints a table, and writes the cards where that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, default=ROOT / ".build/release/ragweed")
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--limit", type=int, help="pictures of each set, for a trial")
    parser.add_argument("--update-cards", action="store_true")
    arguments = parser.parse_args()
    program = arguments.program.resolve()
    print("| model | " + " | ".join(SPLITS) + " | least |")
    print("| -- |" + " -- |" * (len(SPLITS) + 1))
    for path in sorted(CARDS.glob("*.card.json")):
        model = str(path).replace(".card.json", ".onnx")
        found = [
            agreement(program, model, pictures(arguments.data / name, split)[: arguments.limit])
            for name, split in SPLITS.items()
        ]
        cells = " | ".join(f"{value:.4f}" for value in [*found, min(found)])
        print(f"| {path.name.split('.')[0]} | {cells} |", flush=True)
        if arguments.update_cards:
            card = json.loads(path.read_text())
            # Rounded down: the card does not promise more than was measured.
            card["precision_agreement"] = {"bf16": int(min(found) * 10_000) / 10_000}
            partial = path.with_name(f".{path.name}.part")
            partial.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n")
            os.replace(partial, path)


if __name__ == "__main__":
    main()
