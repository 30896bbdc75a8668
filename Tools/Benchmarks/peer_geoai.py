"""geoai's ONNX path on the job, in its own environment."""

from __future__ import annotations

import sys

from geoai.onnx import onnx_semantic_segmentation


def main(model: str, source: str, output: str) -> None:
    """Maps a raster; its overlap counts on each side, so 64 px are 128 px between neighbours.

    Args:
        model: The ONNX file; its input is RGB from 0 to 1.
        source: The GeoTIFF.
        output: The mask to write.
    """
    onnx_semantic_segmentation(source, output, model, tile_size=512, overlap=64)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3])
