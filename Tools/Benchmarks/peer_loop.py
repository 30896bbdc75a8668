"""The plain loop that most people write: rasterio, ONNX Runtime, a Hann window, all in memory.

Runs in an environment of its own, as the other peers do.
"""

from __future__ import annotations

import sys

import numpy as np
import onnxruntime
import rasterio

TILE_PX = 512


def main(model: str, source: str, output: str, overlap_px: int, window: str) -> None:
    """Maps a raster.

    Args:
        model: The ONNX file; its input is RGB from 0 to 1.
        source: The GeoTIFF.
        output: The mask to write.
        overlap_px: Overlap of neighbouring tiles.
        window: "hann", or "none" for tiles that overwrite each other.
    """
    session = onnxruntime.InferenceSession(model)
    name = session.get_inputs()[0].name
    with rasterio.open(source) as dataset:
        pixels = dataset.read()
        profile = dataset.profile
    height, width = pixels.shape[1:]
    ramp = np.sin(np.pi * (np.arange(TILE_PX) + 0.5) / TILE_PX) ** 2
    weights = (np.outer(ramp, ramp) + 1e-4).astype(np.float32)
    total = np.zeros((height, width), np.float32)
    covered = np.zeros((height, width), np.float32)
    step = TILE_PX - overlap_px
    tops = [*range(0, height - TILE_PX, step), height - TILE_PX]
    lefts = [*range(0, width - TILE_PX, step), width - TILE_PX]
    for top in tops:
        for left in lefts:
            area = np.s_[top : top + TILE_PX, left : left + TILE_PX]
            tile = pixels[:, *area].astype(np.float32)[None] / np.float32(255)
            weed = session.run(None, {name: tile})[0][0, 1]
            if window == "hann":
                total[area] += weed * weights
                covered[area] += weights
            else:
                total[area], covered[area] = weed, 1
    mask = (total / covered > 0.5).astype(np.uint8)
    profile.update(count=1, nodata=None, compress="deflate", predictor=1)
    with rasterio.open(output, "w", **profile) as dataset:
        dataset.write(mask, 1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
