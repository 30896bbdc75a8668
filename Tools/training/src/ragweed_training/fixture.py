"""Writes the equality fixture of the Swift tests: a synthetic tile and what the model says of it.

expected.bin holds little-endian float32 weed probabilities of ONNX Runtime at every 8th pixel,
row by row.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ragweed_training.card import TILE_PX, read_card
from ragweed_training.check import onnx_runner
from ragweed_training.data import load_image
from ragweed_training.tiling import to_blob

STEP_PX = 8

README = """# Equality fixture of {name}

- `tile.png`: one {size} x {size} RGB tile, SYNTHETIC, cut from the top left of a picture of
  `Samples/generator/make_training_set.py` (its seed and number are in the command below).
- `expected.bin`: weed probabilities of ONNX Runtime on that tile, little-endian float32, every
  {step}th pixel from (0, 0), row by row, {grid} x {grid} values.
- Model: `Sources/ragweed/Resources/model/{name}.onnx`, sha256 `{digest}`.

Made, from the project's root, by

    python Samples/generator/make_training_set.py --output build/synthetic --count {count} \\
        --seed {seed}
    python -m ragweed_training.fixture --model Sources/ragweed/Resources/model/{name}.onnx \\
        --picture build/synthetic/images/{picture} --out Tests/VisionRuntimeTests/Fixtures/{name}

A runtime passes when every value is within 1e-3 of these.
"""


def expected_grid(tile: NDArray[np.uint8], model: Path) -> NDArray[np.float32]:
    """Run ONNX Runtime on one tile and take every 8th weed probability."""
    weed = onnx_runner(model)(to_blob(tile[None]))[0, 1]
    return np.ascontiguousarray(weed[::STEP_PX, ::STEP_PX])


def write_fixture(model: Path, picture: Path, out: Path, seed: int, count: int) -> None:
    """Write tile.png, expected.bin and README.md."""
    tile = np.ascontiguousarray(load_image(picture)[:TILE_PX, :TILE_PX])
    if tile.shape != (TILE_PX, TILE_PX, 3):
        raise ValueError(f"{picture.name} is smaller than a tile")
    out.mkdir(parents=True, exist_ok=True)
    Image.fromarray(tile).save(out / "tile.png", optimize=True)
    grid = expected_grid(tile, model)
    (out / "expected.bin").write_bytes(grid.astype("<f4").tobytes())
    card = read_card(model)
    text = README.format(
        name=card["name"],
        size=TILE_PX,
        step=STEP_PX,
        grid=TILE_PX // STEP_PX,
        digest=card["sha256"],
        picture=picture.name,
        seed=seed,
        count=count,
    )
    (out / "README.md").write_text(text, encoding="utf-8")
    print(f"weed probability {grid.min():.4f}..{grid.max():.4f}, mean {grid.mean():.4f}")


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="ONNX file, its card beside it")
    parser.add_argument(
        "--picture", type=Path, required=True, help="generated picture, 512 px or more"
    )
    parser.add_argument("--out", type=Path, required=True, help="fixture folder")
    parser.add_argument("--seed", type=int, required=True, help="seed the picture was made with")
    parser.add_argument("--count", type=int, required=True, help="pictures made with that seed")
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    write_fixture(args.model, args.picture, args.out, args.seed, args.count)


if __name__ == "__main__":
    main()
