"""Fits how unfamiliar a tile is to a network, and measures how well that parts ground.

Inside: tiles of the training splits give the statistics, those of validation splits the limit.
Outside, measured only: folders of pictures of other ground, by the first folder or the column
`kind` of their index.csv, and validation tiles that are blurred as no lens blurs.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from ragweed_training.augment import to_input
from ragweed_training.card import TILE_PX, UNFAMILIARITY_NAME
from ragweed_training.checkpoint import load_checkpoint, save_state, write_atomically
from ragweed_training.data import IMAGE_SUFFIXES, load_image, load_split, resolve_sets
from ragweed_training.model import Network
from ragweed_training.tiling import pad_to_tile
from ragweed_training.unfamiliarity import auroc, fit_unfamiliarity

SCALES = (1.0, 0.6)
HELD_OUT_SHARE = 0.95
BLUR_PX = 6.0
MEANING = (
    "squared Mahalanobis distance of a tile's mean features from those of training tiles, in units "
    "of what 95 % of the tiles of validation pictures stay below"
)


def tiles_of(image: NDArray[np.uint8], scales: Sequence[float] = SCALES) -> list[NDArray[np.uint8]]:
    """Cut a picture, at some sizes, into tiles that do not overlap; small ones are mirrored."""
    found: list[NDArray[np.uint8]] = []
    for scale in scales:
        height, width = (max(64, round(side * scale)) for side in image.shape[:2])
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        sized = image if scale == 1 else cv2.resize(image, (width, height), interpolation=how)
        sized = pad_to_tile(np.asarray(sized, dtype=np.uint8), TILE_PX)
        for top in range(0, sized.shape[0] - TILE_PX + 1, TILE_PX):
            for left in range(0, sized.shape[1] - TILE_PX + 1, TILE_PX):
                found.append(sized[top : top + TILE_PX, left : left + TILE_PX])
    return found


def pooled(network: Network, tiles: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
    """Return the mean features of tiles, [tiles,channels]."""
    rows = []
    with torch.inference_mode():
        for tile in tiles:
            inputs = to_input(
                torch.from_numpy(np.ascontiguousarray(tile[None])), torch.device("cpu")
            )
            rows.append(network.forward_kinds(inputs)[1].mean(dim=(2, 3)).numpy()[0])
    return np.stack(rows).astype(np.float32)


def pictures_by_kind(folder: Path, limit: int) -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Yield kind and pixels of up to `limit` pictures of each kind below a folder."""
    index = folder / "index.csv"
    if index.is_file():
        with index.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        named = [(row.get("kind", folder.name), folder / "images" / row["id"]) for row in rows]
    else:
        named = [(path.parent.name, path.with_suffix("")) for path in sorted(folder.rglob("*"))
                 if path.suffix.lower() in IMAGE_SUFFIXES]  # fmt: skip
    counts: dict[str, int] = {}
    for kind, stem in named:
        if counts.get(kind, 0) >= limit:
            continue
        suffixes = (*IMAGE_SUFFIXES, *(s.upper() for s in IMAGE_SUFFIXES))
        path = next((p for s in suffixes if (p := stem.with_name(stem.name + s)).is_file()), None)
        if path is not None:
            counts[kind] = counts.get(kind, 0) + 1
            yield kind, load_image(path)


def most(tiles: list[NDArray[np.uint8]], count: int) -> list[NDArray[np.uint8]]:
    """Return an even choice of tiles."""
    if len(tiles) <= count:
        return tiles
    return [tiles[int(i)] for i in np.linspace(0, len(tiles) - 1, count)]


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--checkpoint", type=Path, required=True)
    add("--data", type=Path, required=True)
    add("--outside", action="append", type=Path, default=[], help="folder of other ground")
    add("--tiles", type=int, default=160, help="tiles per set and per kind of other ground")
    add("--threads", type=int, default=1)
    add("--out", type=Path, required=True, help="familiarity.pt; figures beside it as .json")
    args = parser.parse_args(argv)
    torch.set_num_threads(args.threads)
    cv2.setNumThreads(1)
    try:
        network, _ = load_checkpoint(args.checkpoint)
        document = measure(network, args)
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error
    print(json.dumps(document, indent=2))


def measure(network: Network, args: argparse.Namespace) -> dict[str, Any]:
    """Fit, measure and write."""
    inside: dict[str, list[NDArray[np.float32]]] = {"train": [], "val": []}
    by_set: dict[str, NDArray[np.float32]] = {}
    blurred: list[NDArray[np.uint8]] = []
    for spec in resolve_sets(args.data, []):
        for split, chosen in inside.items():
            samples = load_split(spec, split, args.tiles // 2)
            tiles = most([t for s in samples for t in tiles_of(s.image)], args.tiles)
            chosen.append(pooled(network, tiles))
            if split == "val":
                by_set[spec.name] = chosen[-1]
                blurred += [
                    np.asarray(cv2.GaussianBlur(t, (0, 0), BLUR_PX), dtype=np.uint8)
                    for t in most(tiles, args.tiles // 4)
                ]
    unfamiliarity = fit_unfamiliarity(
        np.concatenate(inside["train"]), np.concatenate(inside["val"]), HELD_OUT_SHARE
    )

    def numbers(features: NDArray[np.float32]) -> NDArray[np.float32]:
        with torch.inference_mode():
            found = unfamiliarity(torch.from_numpy(features)[..., None, None])
            return np.asarray(found.flatten().numpy(), dtype=np.float32)

    kinds: dict[str, list[NDArray[np.uint8]]] = {"blurred by 6 px": blurred}
    for folder in args.outside:
        for kind, image in pictures_by_kind(folder, args.tiles // 4):
            kinds.setdefault(kind, []).extend(tiles_of(image))
    own = numbers(np.concatenate(inside["val"]))
    outside = {
        kind: numbers(pooled(network, most(tiles, args.tiles))) for kind, tiles in kinds.items()
    }
    document = {
        "output": UNFAMILIARITY_NAME,
        "limit": 1.0,
        "meaning": MEANING,
        "auroc": round(auroc(own, np.concatenate(list(outside.values()))), 4),
        "inside": {
            name: {"tiles": len(f), "share_beyond_limit": round(float((numbers(f) > 1).mean()), 4)}
            for name, f in by_set.items()
        },
        "outside": {
            kind: {
                "tiles": len(found),
                "share_beyond_limit": round(float((found > 1).mean()), 4),
                "auroc": round(auroc(own, found), 4),
            }
            for kind, found in outside.items()
        },
    }
    save_state({"average": unfamiliarity.state_dict(), "document": document}, args.out)
    text = json.dumps(document, indent=2) + "\n"
    write_atomically(text.encode(), args.out.with_suffix(".json"))
    return document


if __name__ == "__main__":
    main()
