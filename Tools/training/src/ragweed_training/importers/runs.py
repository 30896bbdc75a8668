"""Run-length encoded bitmaps of COCO and CVAT."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def fill_runs(runs: Sequence[int], length: int) -> NDArray[np.bool_]:
    """Turn lengths of alternating runs, the first of zeros, into a flat bitmap.

    Raises:
        ValueError: The runs do not add up to the length.
    """
    if sum(runs) != length or min(runs, default=0) < 0:
        raise ValueError(f"runs of {sum(runs)} pixels for a bitmap of {length}")
    values = np.arange(len(runs)) % 2 == 1
    return np.repeat(values, runs)


def decode_coco_text(text: str) -> list[int]:
    """Decode the compressed runs of the COCO tools: 5 bits a character, from 48 on."""
    runs: list[int] = []
    position = 0
    while position < len(text):
        value = shift = 0
        more = True
        while more:
            if position >= len(text):
                raise ValueError("a compressed bitmap ends in the middle of a number")
            bits = ord(text[position]) - 48
            value |= (bits & 0x1F) << shift
            more = bool(bits & 0x20)
            position += 1
            shift += 5
            if not more and bits & 0x10:
                value |= -1 << shift
        # From the fourth run on, the text holds differences to the last run but one.
        runs.append(value + runs[-2] if len(runs) > 2 else value)
    return runs
