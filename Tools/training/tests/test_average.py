"""The mean of the weights of several networks."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from ragweed_training.average import averaged, main, parse_part
from ragweed_training.checkpoint import load_checkpoint, save_state
from ragweed_training.lite import LiteNet
from ragweed_training.network_spec import NetworkSpec


def checkpoint(path: Path, value: float) -> Path:
    """Write a network all of whose weights are one number."""
    spec = NetworkSpec(encoder="efficientnet-lite0", kinds=True, output_stride=32)
    network = LiteNet(spec)
    with torch.no_grad():
        for weights in network.parameters():
            weights.fill_(value)
    state = {
        "average": network.state_dict(),
        "step": int(value * 10),
        "seconds": value,
        "spec": spec.as_dict(),
        "validation": {"soybean": value},
        "run": {"batch": 5},
    }
    save_state(state, path)
    return path


def test_the_mean_is_weighted_and_says_of_what(tmp_path: Path) -> None:
    """Each share counts; steps and seconds of both are kept."""
    parts = [(checkpoint(tmp_path / "a.pt", 1.0), 0.6), (checkpoint(tmp_path / "b.pt", 2.0), 0.4)]
    state = averaged(parts)
    save_state(state, tmp_path / "mean.pt")
    network, read = load_checkpoint(tmp_path / "mean.pt")
    for weights in network.parameters():
        assert torch.allclose(weights, torch.full_like(weights, 1.4))
    assert read["run"]["averaged"] == [
        {"share": 0.6, "step": 10, "seconds": 1.0},
        {"share": 0.4, "step": 20, "seconds": 2.0},
    ]
    assert read["validation"] == {}


def test_shares_that_do_not_sum_to_one_are_refused(tmp_path: Path) -> None:
    """One sentence, and no file."""
    part = checkpoint(tmp_path / "a.pt", 1.0)
    with pytest.raises(SystemExit, match=r"the shares sum to 0.9, not to 1"):
        main([f"--checkpoint={part}=0.5", f"--checkpoint={part}=0.4", f"--out={tmp_path / 'm.pt'}"])
    assert not (tmp_path / "m.pt").exists()


def test_a_part_has_a_share() -> None:
    """From above 0 to below 1."""
    assert parse_part("runs/best.pt=0.25") == (Path("runs/best.pt"), 0.25)
    for text in ("best.pt", "best.pt=2", "=0.5", "best.pt=x"):
        with pytest.raises(Exception, match="is no checkpoint with a share"):
            parse_part(text)
