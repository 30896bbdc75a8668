"""Takes the mean of the weights of networks of one run that went on in different ways.

Networks that were trained on from the same start lie in one basin: the mean of their weights keeps
more of what each has learnt than any of them (Wortsman et al., "Model soups", ICML 2022), and costs
no more than one when it runs.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from torch import Tensor

from ragweed_training.checkpoint import load_checkpoint, save_state


def parse_part(text: str) -> tuple[Path, float]:
    """Read a checkpoint and its share, such as best.pt=0.6.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    path, _, share = text.rpartition("=")
    try:
        value = float(share)
    except ValueError:
        value = 0.0
    if not path or not 0 < value < 1:
        raise argparse.ArgumentTypeError(
            f"'{text}' is no checkpoint with a share, such as best.pt=0.6"
        )
    return Path(path), value


def mean(states: Sequence[dict[str, Tensor]], shares: Sequence[float]) -> dict[str, Tensor]:
    """Return the weighted mean; what is no number with a fraction is that of the last."""
    result: dict[str, Tensor] = {}
    for key, last in states[-1].items():
        if last.is_floating_point():
            result[key] = sum(
                (state[key] * share for state, share in zip(states, shares, strict=True)),
                start=last.new_zeros(last.shape),
            )
        else:
            result[key] = last
    return result


def averaged(parts: Sequence[tuple[Path, float]]) -> dict[str, Any]:
    """Return a checkpoint with the mean of others.

    Raises:
        ValueError: The shares do not sum to 1, or the networks differ.
    """
    shares = [share for _, share in parts]
    if abs(sum(shares) - 1) > 1e-6:
        raise ValueError(f"the shares sum to {sum(shares):g}, not to 1")
    loaded = [load_checkpoint(path) for path, _ in parts]
    weights = [network.state_dict() for network, _ in loaded]
    for (path, _), state in zip(parts[1:], weights[1:], strict=True):
        different = [
            k for k, v in weights[0].items() if k not in state or state[k].shape != v.shape
        ]
        if different or len(state) != len(weights[0]):
            raise ValueError(f"{path} and {parts[0][0]} are different networks")
    last = loaded[-1][1]
    origin = [
        {"share": share, "step": state["step"], "seconds": state["seconds"]}
        for share, (_, state) in zip(shares, loaded, strict=True)
    ]
    return last | {
        "average": mean(weights, shares),
        "run": last["run"] | {"averaged": origin},
        "validation": {},
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--checkpoint", type=parse_part, action="append", required=True, metavar="best.pt=0.6"
    )
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    args = parser.parse_args(argv)
    try:
        save_state(averaged(args.checkpoint), args.out)
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
