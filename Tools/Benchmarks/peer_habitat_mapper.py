"""habitat-mapper on the job, in its own environment: a mask, with its fixed half-tile overlap."""

from __future__ import annotations

import sys
from pathlib import Path

from habitat_mapper.config import ModelConfig
from habitat_mapper.model import ONNXModel


def main(model: str, source: str, output: str) -> None:
    """Maps a raster.

    Args:
        model: The ONNX file; its input is RGB from 0 to 1.
        source: The GeoTIFF.
        output: The mask to write.
    """
    config = ModelConfig(
        name="benchmark",
        revision="20260101",
        dependencies=[model],
        model_filename=Path(model).name,
        normalization=None,
    )
    ONNXModel(config).process(source, output, crop_size=512, blur_kernel_size=0, quiet=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3])
