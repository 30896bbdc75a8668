"""Turns an exported model into int8 by calibration on training pictures.

Static quantisation of ONNX Runtime in the QDQ form, which OpenVINO reads too: weights per channel,
activations per tensor, ranges from training tiles.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from ragweed_training.card import INPUT_NAME, TILE_PX
from ragweed_training.checkpoint import write_atomically
from ragweed_training.data import Sample, SetSpec, load_sample, read_index, resolve_sets
from ragweed_training.tiling import pad_to_tile, to_blob

METHODS = {
    "minmax": CalibrationMethod.MinMax,
    "percentile": CalibrationMethod.Percentile,
    "entropy": CalibrationMethod.Entropy,
}


def calibration_tiles(
    specs: Sequence[SetSpec], count: int, seed: int, tile_px: int = TILE_PX
) -> Iterator[NDArray[np.float32]]:
    """Draw tiles from training pictures, the sets by turns; half of them hold a weed."""
    rng = np.random.default_rng(seed)
    keys = {spec.name: read_index(spec, "train") for spec in specs}
    for number in range(count):
        spec = specs[number % len(specs)]
        sample = load_sample(spec, keys[spec.name][int(rng.integers(len(keys[spec.name])))])
        yield to_blob(cut_tile(sample, rng, tile_px)[None])


def cut_tile(sample: Sample, rng: np.random.Generator, tile_px: int) -> NDArray[np.uint8]:
    """Cut a tile around a weed pixel or anywhere."""
    image = pad_to_tile(sample.image, tile_px)
    height, width = image.shape[:2]
    x, y = rng.integers(width), rng.integers(height)
    if len(sample.weed_points) and rng.random() < 0.5:
        x, y = sample.weed_points[rng.integers(len(sample.weed_points))]
    left = int(np.clip(x - tile_px // 2, 0, width - tile_px))
    top = int(np.clip(y - tile_px // 2, 0, height - tile_px))
    return np.ascontiguousarray(image[top : top + tile_px, left : left + tile_px])


class TileReader(CalibrationDataReader):  # type: ignore[misc]
    """Feeds tiles to the calibration."""

    def __init__(self, tiles: Iterator[NDArray[np.float32]]) -> None:
        """Keep the tiles to come."""
        self.tiles = tiles

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        """Return the next tile, None at the end."""
        tile = next(self.tiles, None)
        return None if tile is None else {INPUT_NAME: tile}


def quantise(
    model: Path, out: Path, tiles: Iterator[NDArray[np.float32]], method: str = "minmax"
) -> None:
    """Write the int8 model; softmax and the last upsampling stay in float."""
    with tempfile.TemporaryDirectory() as folder:
        prepared, result = Path(folder) / "prepared.onnx", Path(folder) / "int8.onnx"
        quant_pre_process(str(model), str(prepared), skip_symbolic_shape=True)
        quantize_static(
            str(prepared),
            str(result),
            TileReader(tiles),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=["Conv", "Add", "Mul", "Concat", "GlobalAveragePool"],
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=METHODS[method],
        )
        quantised = onnx.load(str(result))
    write_atomically(quantised.SerializeToString(), out)


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="exported ONNX file")
    parser.add_argument("--out", type=Path, required=True, help="int8 ONNX file to write")
    parser.add_argument("--data", type=Path, help="folder with soybean/, maize-beet/, peanut/")
    parser.add_argument("--extra", action="append", default=[], help="as of ragweed-train")
    parser.add_argument("--tiles", type=int, default=48, help="training tiles to calibrate on")
    parser.add_argument("--method", choices=tuple(METHODS), default="minmax", help="of the ranges")
    parser.add_argument("--seed", type=int, default=7, help="seed of the tiles")
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    specs = resolve_sets(args.data, args.extra)
    tiles = calibration_tiles(specs, args.tiles, args.seed)
    quantise(args.model, args.out, tiles, args.method)
    before, after = args.model.stat().st_size, args.out.stat().st_size
    print(f"{args.out}: {after} bytes of {before}")


if __name__ == "__main__":
    main()
