"""Draws where a network errs most: the pictures with the most wrong pixels, one page of them.

Weed found is green, weed missed blue, and ground or crop taken for weed red, over the picture in
grey where the set's licence lets it be shown, over nothing else.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ragweed_training.check import onnx_runner
from ragweed_training.checkpoint import write_atomically
from ragweed_training.data import (
    IGNORE,
    WEED,
    SetSpec,
    is_crop,
    load_sample,
    read_index,
    resolve_sets,
)
from ragweed_training.split_scores import USUAL_TILES, predict_at
from ragweed_training.tiling import Runner

SHOWN_PX = 360
JPEG_QUALITY = 80
# RGB.
FOUND, MISSED, FALSE = (40, 170, 60), (40, 90, 230), (230, 50, 40)
# Licences that let a small picture be given on with its origin named.
SHOWABLE = ("MIT", "CC BY", "CC0")


@dataclass(frozen=True)
class Failure:
    """A picture, and how many of its pixels are wrong in which way."""

    key: str
    missed_px: int
    weed_px: int
    crop_as_weed_px: int
    soil_as_weed_px: int
    known_px: int

    @property
    def wrong_share(self) -> float:
        """Wrong pixels of those that have a label."""
        wrong = self.missed_px + self.crop_as_weed_px + self.soil_as_weed_px
        return wrong / max(1, self.known_px)

    def sentence(self) -> str:
        """Say what went wrong most, with shares."""
        parts = []
        if self.weed_px:
            parts.append(f"{self.missed_px / self.weed_px:.0%} of the weed missed")
        if self.crop_as_weed_px:
            parts.append(
                f"{self.crop_as_weed_px / self.known_px:.1%} of the picture is crop taken for weed"
            )
        if self.soil_as_weed_px:
            parts.append(f"{self.soil_as_weed_px / self.known_px:.1%} is soil taken for weed")
        return ", ".join(parts) or "nothing wrong"


def look(spec: SetSpec, key: str, run: Runner) -> tuple[Failure, NDArray[np.bool_]]:
    """Segment a picture and count what is wrong."""
    sample = load_sample(spec, key)
    weed = predict_at(sample.image, run, 1.0, USUAL_TILES) > 0.5
    truth, known = sample.label == WEED, sample.label != IGNORE
    crop = is_crop(sample.label)
    failure = Failure(
        key,
        missed_px=int((truth & ~weed).sum()),
        weed_px=int(truth.sum()),
        crop_as_weed_px=int((crop & weed).sum()),
        soil_as_weed_px=int((known & ~truth & ~crop & weed).sum()),
        known_px=int(known.sum()),
    )
    return failure, weed


def draw(spec: SetSpec, key: str, weed: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Draw what was found, missed and invented, small."""
    sample = load_sample(spec, key)
    if spec.licence.startswith(SHOWABLE):
        grey = cv2.cvtColor(sample.image, cv2.COLOR_RGB2GRAY)
        ground = np.stack([grey] * 3, axis=2).astype(np.float32) * 0.6 + 80
    else:
        # Plants are told from soil by their labels; the photograph itself stays where it is.
        ground = np.where((sample.label == 0)[..., None], 235.0, 190.0)
        ground = np.repeat(ground, 3, axis=2).astype(np.float32)
    truth = sample.label == WEED
    known = sample.label != IGNORE
    kinds = ((truth & weed, FOUND), (truth & ~weed, MISSED), (known & ~truth & weed, FALSE))
    for where, colour in kinds:
        ground[where] = 0.35 * ground[where] + 0.65 * np.array(colour, np.float32)
    height, width = weed.shape
    factor = SHOWN_PX / max(height, width)
    size = (round(width * factor), round(height * factor))
    small = cv2.resize(ground, size, interpolation=cv2.INTER_AREA)
    return np.asarray(np.clip(small, 0, 255), dtype=np.uint8)


def jpeg(picture: NDArray[np.uint8]) -> bytes:
    """Encode an RGB picture."""
    _, packed = cv2.imencode(
        ".jpg", picture[..., ::-1].copy(), [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
    )
    return packed.tobytes()


def page(model: Path, specs: Sequence[SetSpec], worst: int, pictures: Path) -> str:
    """Write the pictures, and return the page that shows them."""
    run = onnx_runner(model, 1)
    pictures.mkdir(parents=True, exist_ok=True)
    lines = [
        f"# Where `{model.stem}` errs most",
        "",
        "Made by `ragweed-failures` (`Tools/training`). The pictures of each set with the most",
        "wrong pixels: of the test split, and of the validation split where there is none. None",
        "shows ragweed. Green: weed that was found. Blue: weed that was missed. Red: crop or soil",
        "taken for weed. Photographs are left out where a set's licence does not say that they may",
        "be shown: plants are grey there.",
        "",
    ]
    for spec in specs:
        split = spec.scored_split("test")
        looks = [look(spec, key, run) for key in read_index(spec, split)]
        ranked = sorted(looks, key=lambda pair: pair[0].wrong_share, reverse=True)[:worst]
        lines += [f"## {spec.name}", "", f"{spec.source}; licence: {spec.licence}.", ""]
        lines += ["| picture | what |", "|---|---|"]
        for failure, weed in ranked:
            name = f"{model.stem}-{spec.name}-{Path(failure.key).stem}.jpg"
            write_atomically(jpeg(draw(spec, failure.key, weed)), pictures / name)
            link = f"![{spec.name} {failure.key}]({pictures.name}/{name})"
            lines.append(f"| {link} | {failure.sentence()} |")
        lines.append("")
    return "\n".join(lines)


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--model", type=Path, required=True, help="ONNX file")
    add("--data", type=Path, help="folder with soybean/, maize-beet/ and peanut/")
    add("--extra", action="append", default=[], metavar="NAME=DIR", help="a set; repeatable")
    add("--worst", type=int, default=3, help="pictures of each set")
    add("--out", type=Path, required=True, help="the page; its pictures go into a folder beside it")
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    cv2.setNumThreads(1)
    try:
        specs = resolve_sets(args.data, args.extra)
        text = page(args.model, specs, args.worst, args.out.with_suffix(""))
        write_atomically(text.encode(), args.out)
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
