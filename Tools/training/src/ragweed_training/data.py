"""Reads labelled image folders (images/, masks/, index.csv) and unifies their classes."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

IGNORE = 255
# A crop that a set names has a label of its own, any other one is CROP.
SOIL, WEED, CROP = 0, 1, 2
CROP_LABELS = {"soy": 3, "beet": 4, "maize": 5, "peanut": 6}
CROP_SYNONYMS = {
    "soybean": "soy",
    "soya": "soy",
    "sugar beet": "beet",
    "sugar-beet": "beet",
    "sugarbeet": "beet",
    "corn": "maize",
    "groundnut": "peanut",
}
IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png")
SPLITS = ("train", "val", "test")
FOCUS_POINTS = 256


@dataclass(frozen=True)
class SetSpec:
    """One labelled folder and how its mask values map to soil, weed and crop."""

    name: str
    folder: Path
    weed: tuple[int, ...] = (1,)
    crop: tuple[int, ...] = (2,)
    share: float = 1.0
    test_unflipped_only: bool = False
    licence: str = "unstated"
    source: str = "unstated"
    split_rule: str = "column `split` of index.csv"
    synthetic: bool = False
    # Names of the mask values, for scores per class; the rest goes by its number.
    names: tuple[tuple[int, str], ...] = ()
    # Those of them that training pictures show, where that is known.
    shown: tuple[str, ...] | None = None
    # Without a test split the validation pictures are all there is to score.
    has_test: bool = True

    def entry(self, images: int) -> dict[str, Any]:
        """What a card says of the set, of which a run had so many pictures."""
        return {
            "name": self.name,
            "share": self.share,
            "images": images,
            "licence": self.licence,
            "source": self.source,
            "split_rule": self.split_rule,
            "synthetic": self.synthetic,
            "weeds": [
                name
                for value, name in self.names
                if value in self.weed and (self.shown is None or name in self.shown)
            ],
        }

    def scored_split(self, split: str) -> str:
        """Return the split to score where `split` is asked for."""
        return "val" if split == "test" and not self.has_test else split


KNOWN_SETS = {
    "soybean": SetSpec(
        name="soybean",
        folder=Path("soybean"),
        weed=(1, 3),
        crop=(2,),
        share=0.40,
        test_unflipped_only=True,
        licence="MIT",
        source="GrowingSoy (Steinmetz et al. 2024, arXiv 2406.00313)",
        split_rule="by video; validation and test use unflipped frames only",
        names=((0, "soil"), (1, "amaranth (weed)"), (2, "soy"), (3, "grass (weed)")),
    ),
    "maize-beet": SetSpec(
        name="maize-beet",
        folder=Path("maize-beet"),
        weed=(1,),
        crop=(2, 3),
        share=0.45,
        licence="free to use for your own purposes",
        source="Schine73/Plant-and-Weed-detection-using-UNet-CNN",
        split_rule="by recording session",
        names=((0, "background"), (1, "weed"), (2, "beet"), (3, "maize")),
    ),
    "peanut": SetSpec(
        name="peanut",
        folder=Path("peanut"),
        weed=(1,),
        crop=(2,),
        share=0.35,
        licence="CC BY-SA 4.0",
        source="(c) 2023 Thi Hoang Yen Tran, Tran Dang Khoa Phan; ptdkhoa/Peanut-dataset",
        split_rule="by picture number: 340 for training, 60 for validation",
        names=((0, "soil"), (1, "weed"), (2, "peanut")),
        has_test=False,
    ),
}
EXTRA_SHARE = 0.15


@dataclass(frozen=True)
class Sample:
    """A decoded RGB image with its unified labels and some points to centre crops on."""

    key: str
    image: NDArray[np.uint8]
    label: NDArray[np.uint8]
    weed_points: NDArray[np.int32] = field(repr=False)
    crop_points: NDArray[np.int32] = field(repr=False)


def parse_extra(text: str) -> SetSpec:
    """Parse NAME=DIR[:weed=1,3][:crop=2][:share=0.15][:synthetic=1][:licence=..][:source=..]."""
    name, separator, rest = text.partition("=")
    if not separator or not name or not rest:
        raise ValueError(f"expected NAME=DIR, got {text!r}")
    folder, *options = rest.split(":")
    spec = described(SetSpec(name=name, folder=Path(folder), share=EXTRA_SHARE))
    for option in options:
        key, _, value = option.partition("=")
        if key == "weed":
            spec = replace(spec, weed=parse_values(value))
        elif key == "crop":
            spec = replace(spec, crop=parse_values(value))
        elif key == "share":
            spec = replace(spec, share=float(value))
        elif key == "synthetic":
            spec = replace(spec, synthetic=value not in ("0", "false", "no"))
        elif key == "licence":
            spec = replace(spec, licence=value)
        elif key == "source":
            spec = replace(spec, source=value)
        else:
            raise ValueError(f"unknown option {key!r} in {text!r}")
    return spec


def described(spec: SetSpec) -> SetSpec:
    """Take what ragweed-import noted beside the pictures."""
    path = spec.folder / "set.json"
    if not path.is_file():
        return spec
    document = json.loads(path.read_text(encoding="utf-8"))
    return replace(
        spec,
        weed=tuple(document["weed"]),
        crop=tuple(document["crop"]),
        names=tuple((int(value), name) for value, name in document["names"].items()),
        shown=tuple(document["shown"]) if "shown" in document else None,
        licence=document["licence"],
        source=document["source"],
        split_rule=document["split_rule"],
    )


def parse_values(text: str) -> tuple[int, ...]:
    """Parse "1,3" into mask values; an empty text means none."""
    return tuple(int(part) for part in text.split(",") if part)


def resolve_sets(data: Path | None, extras: Sequence[str]) -> list[SetSpec]:
    """List the known sets found below the data folder, then the extra ones."""
    specs: list[SetSpec] = []
    if data is not None:
        for spec in KNOWN_SETS.values():
            folder = data / spec.folder
            if (folder / "index.csv").is_file():
                specs.append(replace(spec, folder=folder))
    specs.extend(parse_extra(text) for text in extras)
    if not specs:
        raise FileNotFoundError("no labelled set found: give --data or --extra")
    return specs


def read_index(spec: SetSpec, split: str) -> list[str]:
    """Return the image ids of a split."""
    with (spec.folder / "index.csv").open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["split"] == split]
    # Flipped copies add nothing to a score; for training they are harmless.
    if split != "train" and spec.test_unflipped_only:
        rows = [row for row in rows if row.get("flip", "none") == "none"]
    return [row["id"] for row in rows]


def crop_label(name: str) -> int:
    """Return the label of a crop's name; CROP for one that is not known."""
    plain = name.strip().lower()
    return CROP_LABELS.get(CROP_SYNONYMS.get(plain, plain), CROP)


def is_crop(label: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where a label is a crop, named or not."""
    return np.asarray((label >= CROP) & (label != IGNORE), dtype=np.bool_)


def unify_labels(mask: NDArray[np.uint8], spec: SetSpec) -> NDArray[np.uint8]:
    """Map a set's mask values to soil 0, weed 1, crop 2 or that of a named crop, ignore 255.

    Raises:
        ValueError: The mask has values that the set does not know.
    """
    known = {SOIL, IGNORE, *spec.weed, *spec.crop, *(value for value, _ in spec.names)}
    outside = sorted(set(np.flatnonzero(np.bincount(mask.ravel())).tolist()) - known)
    if outside:
        listed = ", ".join(str(value) for value in sorted(known))
        raise ValueError(f"mask values {outside} are not in the label map ({listed})")
    table = np.zeros(256, np.uint8)
    table[list(spec.weed)] = WEED
    names = dict(spec.names)
    for value in spec.crop:
        table[value] = crop_label(names.get(value, ""))
    table[IGNORE] = IGNORE
    return table[mask]


def load_image(path: Path, size: tuple[int, int] | None = None) -> NDArray[np.uint8]:
    """Decode RGB; EXIF orientation is applied only where the mask's (width, height) needs it."""
    with Image.open(path) as opened:
        image: Image.Image = opened
        if size is not None and image.size != size:
            image = ImageOps.exif_transpose(image)
        if size is not None and image.size != size:
            raise ValueError(f"{path.name}: image is {image.size}, mask is {size}")
        return np.asarray(image.convert("RGB"), dtype=np.uint8)


def read_mask(spec: SetSpec, key: str) -> NDArray[np.uint8]:
    """Read the mask of an image with the set's own values."""
    with Image.open(spec.folder / "masks" / f"{key}.png") as opened:
        mask = np.asarray(opened, dtype=np.uint8)
    if mask.ndim != 2:
        raise ValueError(f"{key}: a mask must have one channel")
    return mask


def load_sample(spec: SetSpec, key: str) -> Sample:
    """Decode one image and its mask.

    Raises:
        ValueError: One of them cannot be used.
        OSError: One of them is missing or cannot be decoded.
    """
    try:
        mask = read_mask(spec, key)
        label = unify_labels(mask, spec)
        image = load_image(image_path(spec, key), (mask.shape[1], mask.shape[0]))
    except (ValueError, OSError, SyntaxError) as error:
        kind = OSError if isinstance(error, OSError) else ValueError
        raise kind(f"{spec.name}, picture {key}: {error}") from error
    return Sample(
        key=key,
        image=image,
        label=label,
        weed_points=pick_points(label == WEED),
        crop_points=pick_points(is_crop(label)),
    )


def pick_points(where: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return up to FOCUS_POINTS evenly listed (x, y) points of a region."""
    flat = np.flatnonzero(where)
    if len(flat) > FOCUS_POINTS:
        flat = flat[np.linspace(0, len(flat) - 1, FOCUS_POINTS).astype(np.int64)]
    rows, columns = np.divmod(flat, where.shape[1])
    return np.stack([columns, rows], axis=1).astype(np.int32)


def too_many_skipped(skipped: int, total: int) -> bool:
    """Whether bad pictures are more than a few: over 5 %, and over one."""
    return skipped > max(1, total // 20) or (total > 0 and skipped == total)


def load_split(spec: SetSpec, split: str, limit: int | None = None) -> list[Sample]:
    """Decode a whole split into memory; a limit takes an even choice of it.

    Pictures that cannot be used are skipped, counted and listed.

    Raises:
        ValueError: They are more than a few.
    """
    keys = read_index(spec, split)
    if limit is not None and len(keys) > limit:
        keys = [keys[int(i)] for i in np.linspace(0, len(keys) - 1, limit)]
    samples: list[Sample] = []
    problems: list[str] = []
    for key in keys:
        try:
            samples.append(load_sample(spec, key))
        except (ValueError, OSError) as error:
            problems.append(str(error))
    if problems:
        print(f"{spec.name} {split}: {len(problems)} of {len(keys)} skipped", file=sys.stderr)
        for problem in problems:
            print(f"  {problem}", file=sys.stderr)
    if too_many_skipped(len(problems), len(keys)):
        raise ValueError(
            f"{spec.name}: {len(problems)} of {len(keys)} pictures of split {split} cannot be "
            f"used, the first is {problems[0]}; repair or remove them"
        )
    return samples


def check_classes(specs: Sequence[SetSpec], sets: Sequence[Sequence[Sample]]) -> None:
    """Report classes of which the training pictures hold no pixel.

    Raises:
        ValueError: A set has no training picture, or no set has a weed to learn from.
    """
    for spec, samples in zip(specs, sets, strict=True):
        if not samples:
            raise ValueError(
                f"{spec.name}: index.csv lists no picture of split train; import it anew or leave "
                "the set out"
            )
        for name, values, points in (
            ("weed", spec.weed, any(len(sample.weed_points) for sample in samples)),
            ("crop", spec.crop, any(len(sample.crop_points) for sample in samples)),
        ):
            if values and not points:
                missing = f"{name} (mask values {', '.join(str(value) for value in values)})"
                print(f"{spec.name}: no training picture has a pixel of {missing}", file=sys.stderr)
    if not any(len(sample.weed_points) for samples in sets for sample in samples):
        names = ", ".join(spec.name for spec in specs)
        raise ValueError(
            f"no training picture of {names} has a weed: check the mask values that weed= names"
        )


def image_path(spec: SetSpec, key: str) -> Path:
    """Return the file of a picture.

    Raises:
        FileNotFoundError: There is none.
    """
    candidates = [spec.folder / "images" / f"{key}{suffix}" for suffix in IMAGE_SUFFIXES]
    path = next((candidate for candidate in candidates if candidate.is_file()), None)
    if path is None:
        raise FileNotFoundError(f"no image for {key} in {spec.folder / 'images'}")
    return path
