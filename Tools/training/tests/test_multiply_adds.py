"""Counts against the published tables (1025 x 2049 pixels, 19 classes)."""

from __future__ import annotations

import pytest
import torch

from ragweed_training.model import WeedNet
from ragweed_training.multiply_adds import (
    count_multiply_adds,
    count_parameters,
    multiply_adds_by_part,
    parameters_by_part,
)
from ragweed_training.network_spec import NetworkSpec

HEIGHT_PX, WIDTH_PX = 1025, 2049
PUBLISHED_MILLIONS = {
    "stem": 226.8,
    "block 0": 52.7,
    "block 1": 230.5,
    "block 2": 166.3,
    "block 3": 128.5,
    "block 4": 211.3,
    "block 5": 211.3,
    "block 6": 113.7,
    "block 7": 146.1,
    "block 8": 80.3,
    "block 9": 74.7,
    "block 10": 74.7,
}
PUBLISHED_HEAD_MILLIONS = 247.2
PUBLISHED_TOTAL_MILLIONS = 1964.0


def published(shunt: str | None = None, expansion8: int = 3) -> dict[str, int]:
    """Count the group's network; nothing is computed on the meta device."""
    with torch.device("meta"):
        network = WeedNet(NetworkSpec(32, expansion8, "light", 19, shunt))
    return multiply_adds_by_part(network, HEIGHT_PX, WIDTH_PX)


def test_blocks_agree_with_the_published_column() -> None:
    """The column is that of output stride 32; blocks 9 and 10 are cut there, not rounded."""
    counts = published()
    for part, millions in PUBLISHED_MILLIONS.items():
        assert counts[part] / 1e6 == pytest.approx(millions, abs=0.1), part


def test_head_and_total_agree_within_a_hundredth() -> None:
    """2.4 M of the published head are unaccounted for: its pooled branch sees 65 places, not 1."""
    counts = published()
    head = counts["head"] + counts["light"]
    assert head / 1e6 == pytest.approx(PUBLISHED_HEAD_MILLIONS, rel=0.01)
    pooled = 288 * 128
    assert (head + 64 * pooled) / 1e6 == pytest.approx(PUBLISHED_HEAD_MILLIONS, abs=0.1)
    assert sum(counts.values()) / 1e6 == pytest.approx(PUBLISHED_TOTAL_MILLIONS, rel=0.002)


def test_expansion_6_doubles_block_8() -> None:
    """The published total with the standard expansion of block 8 is 2045 M."""
    counts = published(expansion8=6)
    assert counts["block 8"] / 1e6 == pytest.approx(160.7, abs=0.1)
    assert sum(counts.values()) / 1e6 == pytest.approx(2045, rel=0.002)


@pytest.mark.parametrize(
    ("shunt", "percent"), [("7-10-Arch4", 15.7), ("5-10-Arch1", 28.3), ("4-10-Arch1", 39.1)]
)
def test_shunts_save_what_was_published(shunt: str, percent: float) -> None:
    """Computed reductions of the paper's three shunts, against the published total."""
    saved = sum(published().values()) - sum(published(shunt).values())
    assert saved / PUBLISHED_TOTAL_MILLIONS / 1e4 == pytest.approx(percent, abs=0.06)


def test_even_sides_count_output_pixels() -> None:
    """A stride 2 convolution over 512 x 512 gives 256 x 256 pixels."""
    network = WeedNet()
    assert multiply_adds_by_part(network, 512, 512)["stem"] == 3 * 16 * 9 * 256 * 256
    assert count_multiply_adds(network) == sum(multiply_adds_by_part(network, 512, 512).values())
    assert count_parameters(network) == sum(parameters_by_part(network).values())
    assert parameters_by_part(network)["stem"] == 16 * 3 * 9 + 16
