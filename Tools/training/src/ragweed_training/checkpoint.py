"""Writes checkpoints so that a failure keeps the last good one, and reads networks from them."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import torch

from ragweed_training.model import Network, WeedNet, build_network
from ragweed_training.network_spec import NetworkSpec


def write_atomically(data: bytes, path: Path) -> None:
    """Replace a file in one go.

    Raises:
        OSError: The data could not be written; the file is as it was before.
    """
    partial = path.with_name(f"{path.name}.part")
    try:
        with partial.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        state = "the last good one is kept" if path.is_file() else "there is none yet"
        raise OSError(
            error.errno,
            f"{path.name} could not be saved in {path.parent} ({error.strerror}); {state}: "
            "make room, then repeat the command with --resume",
        ) from error


def save_state(state: dict[str, Any], path: Path) -> None:
    """Write a checkpoint so that a reader never sees half of it."""
    buffer = io.BytesIO()
    torch.save(state, buffer)
    write_atomically(buffer.getvalue(), path)


def load_state(path: Path) -> dict[str, Any]:
    """Read a checkpoint onto the CPU.

    Raises:
        ValueError: The file is no checkpoint of this project.
    """
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise
    except Exception as error:
        raise ValueError(
            f"{path} is no readable checkpoint ({error}); train anew or take another file"
        ) from error
    if not isinstance(state, dict) or "average" not in state:
        raise ValueError(f"{path} holds no averaged weights; give a best.pt of ragweed-train")
    return state


def spec_of(state: dict[str, Any]) -> NetworkSpec:
    """What the network of a checkpoint is built from; early ones hold the usual network."""
    return NetworkSpec.from_dict(state.get("spec", {}))


def load_checkpoint(path: Path) -> tuple[Network, dict[str, Any]]:
    """Read the averaged weights of a best.pt and what was stored with them."""
    state = load_state(path)
    network = build_network(spec_of(state))
    # Runs store no calibration: it comes after them.
    fixed = {k: v for k, v in network.state_dict().items() if k.startswith("merge.")}
    network.load_state_dict(fixed | state["average"])
    return network.eval(), state


def load_mobile(path: Path) -> tuple[WeedNet, dict[str, Any]]:
    """Read a checkpoint of the MobileNetV3 network, which alone takes shunts.

    Raises:
        ValueError: It holds another network.
    """
    network, state = load_checkpoint(path)
    if not isinstance(network, WeedNet):
        raise ValueError(f"{path} holds {network.spec.encoder}; give one of mobilenetv3-small")
    return network, state


def take_weights(network: WeedNet, path: Path) -> dict[str, Any]:
    """Copy the weights of another network that have their place here; returns how it was trained.

    Raises:
        ValueError: The encoders differ.
    """
    _, state = load_checkpoint(path)
    own, theirs = network.state_dict(), state["average"]
    fitting = {k: v for k, v in theirs.items() if k in own and own[k].shape == v.shape}
    missing = [k for k in own if k.startswith(("stem.", "blocks.")) and k not in fitting]
    if missing:
        raise ValueError(
            f"{path} holds another encoder ({missing[0]} does not fit); give a network of the same "
            "--output-stride and --expansion8, without a shunt"
        )
    network.load_state_dict(own | fitting)
    return {key: state[key] for key in ("step", "seconds", "validation", "run")}
