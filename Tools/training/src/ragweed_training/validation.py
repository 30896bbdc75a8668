"""Weed probabilities of a network over validation pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from ragweed_training.calibration import WeedHistogram
from ragweed_training.data import Sample
from ragweed_training.model import Network, Probabilities
from ragweed_training.tiling import predict_weed, rescale

TILE_PX = 512
TILE_STEP_PX = 64


def torch_runner(network: Network, device: torch.device) -> Any:  # noqa: ANN401
    """Wrap a network for tiled prediction."""
    wrapped = Probabilities(network).eval()

    def run(blob: NDArray[np.float32]) -> NDArray[np.float32]:
        with torch.inference_mode():
            tensor = torch.from_numpy(blob).to(device, memory_format=torch.channels_last)
            result: NDArray[np.float32] = wrapped(tensor).cpu().numpy()
            return result

    return run


def validate(
    network: Network, samples: Sequence[Sample], device: torch.device, scale: float = 1.0
) -> WeedHistogram:
    """Weed probabilities of a network over samples, shrunk as from a higher flight by `scale`."""
    network.eval()
    histogram = WeedHistogram()
    run = torch_runner(network, device)
    for sample in samples:
        image, label = rescale(sample.image, sample.label, scale)
        # A picture that shrinks below a tile needs no larger one than itself.
        tile_px = min(TILE_PX, -(-max(label.shape) // TILE_STEP_PX) * TILE_STEP_PX)
        histogram.add(label, predict_weed(image, run, tile_px))
    return histogram


def validation_name(set_name: str, scale: float) -> str:
    """Name of a score in logs and checkpoints; other scales than 1 are named."""
    return f"val_miou_{set_name}" + ("" if scale == 1 else f"@{scale:g}")
