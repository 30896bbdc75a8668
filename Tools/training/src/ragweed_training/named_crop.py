"""Names the crop in an exported network, as `ragweed map --crop` does when it loads one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray

from ragweed_training.card import CROP_BIAS_NAME
from ragweed_training.check import onnx_runner
from ragweed_training.data import CROP_LABELS
from ragweed_training.kinds import kind_bias
from ragweed_training.tiling import Runner


def with_crop(path: Path, crop: str) -> bytes:
    """Give the bytes of the same network with the scores of all other crops masked.

    Raises:
        ValueError: The network knows no crops, or not this one.
    """
    model = onnx.load(str(path))
    bias = next((t for t in model.graph.initializer if t.name == CROP_BIAS_NAME), None)
    mask = kind_bias(crop).numpy()
    if bias is None or list(bias.dims) != [len(mask)]:
        raise ValueError(f"{path} tells no crops apart: leave --crop out")
    values = onnx.numpy_helper.to_array(bias)
    masked = np.where(mask < 0, mask, values).astype(np.float32)
    bias.CopyFrom(onnx.numpy_helper.from_array(masked, CROP_BIAS_NAME))
    serialized: bytes = model.SerializeToString()
    return serialized


def own_crop(label: NDArray[np.uint8]) -> str:
    """Return the crop with most pixels in a picture's labels, "none" where there is none."""
    counts = Counter({name: int((label == value).sum()) for name, value in CROP_LABELS.items()})
    name, most = counts.most_common(1)[0]
    return name if most else "none"


class CropRunners:
    """Opens a network once per named crop."""

    def __init__(self, path: Path, threads: int) -> None:
        """Open nothing yet."""
        self.path = path
        self.threads = threads
        self.opened: dict[str, Runner] = {}

    def __getitem__(self, crop: str) -> Runner:
        """Return what runs the network with a crop named."""
        if crop not in self.opened:
            self.opened[crop] = onnx_runner(with_crop(self.path, crop), self.threads)
        return self.opened[crop]
