"""Tiny generated data: green squares are weeds, blue ones are crop."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image


def write_set(folder: Path, counts: dict[str, int], size_px: int = 96, seed: int = 1) -> Path:
    """Write a labelled folder of noise with coloured squares."""
    rng = np.random.default_rng(seed)
    (folder / "images").mkdir(parents=True)
    (folder / "masks").mkdir()
    rows = []
    for split, count in counts.items():
        for number in range(count):
            image = rng.integers(90, 120, (size_px, size_px, 3)).astype(np.uint8)
            mask = np.zeros((size_px, size_px), np.uint8)
            for value, colour in ((1, (30, 200, 40)), (2, (40, 60, 220))):
                x, y = rng.integers(0, size_px - 24, 2)
                image[y : y + 24, x : x + 24] = colour
                mask[y : y + 24, x : x + 24] = value
            mask[:4] = 255
            key = f"{split}{number}"
            Image.fromarray(image).save(folder / "images" / f"{key}.png")
            Image.fromarray(mask).save(folder / "masks" / f"{key}.png")
            rows.append((key, split))
    with (folder / "index.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "split"])
        writer.writerows(rows)
    return folder


@pytest.fixture(autouse=True)
def one_thread() -> None:
    """Fix the seed; a single thread does not suffer from busy machines."""
    torch.manual_seed(3)
    torch.set_num_threads(1)


@pytest.fixture
def tiny_set(tmp_path: Path) -> Path:
    """Return a set with all three splits."""
    return write_set(tmp_path / "tiny", {"train": 6, "val": 2, "test": 2})
