"""GeoDeep on the job, in its own environment: its mask, and its GeoJSON where asked."""

from __future__ import annotations

import sys
from pathlib import Path

import rasterio
from geodeep import segment
from geodeep.inference import create_session
from geodeep.segmentation import mask_to_geojson


def main(model: str, source: str, output: str, vector: str) -> None:
    """Maps a raster.

    Args:
        model: The ONNX file with GeoDeep's metadata.
        source: The GeoTIFF.
        output: The mask to write.
        vector: The GeoJSON to write, or an empty text.
    """
    mask = segment(source, model, output_type="raw")
    with rasterio.open(source) as dataset:
        profile = dataset.profile
        if vector:
            _, config = create_session(model)
            Path(vector).write_text(mask_to_geojson(dataset, mask, config))
    profile.update(count=1, nodata=None, compress="deflate", predictor=1)
    with rasterio.open(output, "w", **profile) as dataset:
        dataset.write(mask.astype("uint8"), 1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4] if len(sys.argv) > 4 else "")
