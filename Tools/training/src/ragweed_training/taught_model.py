"""A model in a file as a teacher: what `ragweed teach` made of a user's labels, for every crop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from ragweed_training.augment import MEAN, STD
from ragweed_training.card import card_path, read_card, sha256
from ragweed_training.check import onnx_session
from ragweed_training.kinds import WEED_KIND
from ragweed_training.names import weeds_of_card
from ragweed_training.network_spec import CLASSES


class TaughtModel:
    """Says where the weed is in crops of one side, with the classes that its card names."""

    def __init__(self, path: Path, crop_px: int, weeds: Sequence[str], threads: int) -> None:
        """Open a model for crops of a side in pixels; `weeds` are the names that the sets have.

        Raises:
            ValueError: It has no card, takes other pixels, or knows none of the weeds.
        """
        if not card_path(path).is_file():
            raise ValueError(f"{path} has no card beside it ({card_path(path).name}): give both")
        self.card = read_card(path)
        self.path = path
        self.weeds = self.weed_classes(weeds)
        takes = self.card["input"]
        if takes["mean"] != [MEAN] * 3 or takes["std"] != [STD] * 3:
            raise ValueError(f"{path} takes other pixels than the networks that are trained here")
        if self.card["output"]["kind"] != "probabilities":
            raise ValueError(f"{path} does not give probabilities")
        self.session = onnx_session(path, threads, crop_px)

    def weed_classes(self, weeds: Sequence[str]) -> list[int]:
        """Return the classes of the model that the sets call weeds.

        Raises:
            ValueError: There are none.
        """
        names = [str(name) for name in self.card["classes"]]
        wanted = {name.lower() for name in weeds} | {CLASSES[1]}
        found = [index for index, name in enumerate(names) if index and name.lower() in wanted]
        if not found:
            raise ValueError(
                f"{self.path} finds {', '.join(names[1:])}; the weeds of the sets are called "
                f"{', '.join(weeds) or 'nothing'}: give both the same name"
            )
        return found

    def describe(self) -> dict[str, Any]:
        """Say for a card who taught."""
        return {
            "model": self.card["name"],
            "sha256": sha256(self.path),
            "weeds": weeds_of_card(self.card),
        }

    def __call__(self, inputs: Tensor) -> Tensor:
        """Return the probability of weed [N,H,W] of crops [N,3,H,W]."""
        name, output = self.card["input"]["name"], self.card["output"]["name"]
        blobs = inputs.detach().float().cpu().contiguous().numpy()
        said = [self.session.run([output], {name: blob[None]})[0][0] for blob in blobs]
        weed = np.stack(said)[:, self.weeds].sum(axis=1)
        return torch.from_numpy(weed).to(inputs.device)


def taught_weed_loss(scores: Tensor, weed: Tensor) -> Tensor:
    """Divergence of the weed in scores [N,kinds,h,w] from a teacher's probabilities [N,H,W]."""
    wanted = functional.interpolate(weed[:, None].float(), size=scores.shape[-2:], mode="area")
    wanted = wanted[:, 0].clamp(1e-5, 1 - 1e-5)
    logs = torch.log_softmax(scores.float(), dim=1)
    rest = torch.logsumexp(logs[:, [k for k in range(logs.shape[1]) if k != WEED_KIND]], dim=1)
    said = torch.stack([rest, logs[:, WEED_KIND]])
    target = torch.stack([1 - wanted, wanted])
    return (target * (target.log() - said)).sum(dim=0).mean()
