"""Brings labelled pictures into the layout that training reads: images/, masks/, index.csv.

Pictures are turned upright by their EXIF data. Groups (flights, videos, fields) go into one split
as a whole. Pictures that cannot be used are skipped, counted and listed in skipped.csv. With
--cm-per-px and --tile-px pictures are brought to one ground sampling and cut into tiles.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ragweed_training.checkpoint import write_atomically
from ragweed_training.data import IGNORE, SPLITS, too_many_skipped
from ragweed_training.importers.annotation import Annotation, Shape, draw, oriented, turn_like
from ragweed_training.importers.readers import READERS
from ragweed_training.importers.sampling import (
    Piece,
    parse_centimetres,
    parse_ground_sampling,
    pieces,
)
from ragweed_training.leaks import describe_leaks, find_leaks

SPLIT_SHARES = {"train": 0.7, "val": 0.15, "test": 0.15}
JPEG_QUALITY = 95


@dataclass(frozen=True)
class Imported:
    """One picture of the new set."""

    key: str
    group: str
    path: Path
    pixels: NDArray[np.int64]


def parse_classes(text: str) -> dict[str, int]:
    """Parse NAME=VALUE,NAME=VALUE.

    Raises:
        argparse.ArgumentTypeError: A value is missing or outside 0 to 255.
    """
    classes: dict[str, int] = {}
    for part in text.split(","):
        name, separator, value = part.partition("=")
        if not separator or not value.isdigit() or int(value) > IGNORE:
            raise argparse.ArgumentTypeError(f"expected NAME=VALUE with 0 to 255, got {part!r}")
        classes[name.strip()] = int(value)
    return classes


def mask_of(
    annotation: Annotation, classes: Mapping[str, int]
) -> tuple[Image.Image, NDArray[np.uint8]]:
    """Decode a picture upright, with its mask.

    Raises:
        ValueError: Either cannot be used.
    """
    if annotation.problem is not None:
        raise ValueError(annotation.problem)
    if annotation.mask is not None:
        with Image.open(annotation.mask) as opened:
            if opened.mode not in ("L", "P", "1"):
                raise ValueError(f"mask {annotation.mask.name} has colours: it must be 8-bit grey")
            mask = np.asarray(opened.convert("L") if opened.mode == "1" else opened, np.uint8)
        allowed = {0, IGNORE, *classes.values()}
        outside = sorted(set(np.unique(mask).tolist()) - allowed)
        if outside:
            known = ", ".join(str(value) for value in sorted(allowed))
            raise ValueError(f"mask values {outside} are not in the label map ({known})")
        picture, turn = oriented(annotation.image, (mask.shape[1], mask.shape[0]))
        return picture, turn_like(mask, annotation.image) if turn else mask
    picture, turn = oriented(annotation.image, annotation.size)
    width, height = annotation.size or picture.size
    shapes = annotation.shapes
    if annotation.size is None:
        sides = np.array([width, height], np.float64)
        shapes = [Shape(s.label, tuple(ring * sides for ring in s.rings)) for s in shapes]
    mask = draw(shapes, width, height, classes)
    return picture, turn_like(mask, annotation.image) if turn else mask


def group_of(path: Path, images: Path, rule: str) -> str:
    """Return the group of a picture by its folder, by a pattern, or itself.

    Raises:
        ValueError: The pattern does not fit the name.
    """
    relative = path.relative_to(images)
    if rule == "folder":
        return relative.parent.as_posix()
    if rule == "picture":
        return relative.as_posix()
    match = re.search(rule, relative.as_posix())
    if match is None:
        raise ValueError(f"--group-by {rule!r} does not fit {relative.as_posix()!r}")
    return match[1] if match.groups() else match[0]


def assign_splits(groups: Mapping[str, int]) -> dict[str, str]:
    """Put whole groups into splits, towards 70, 15 and 15 % of the pictures.

    The order is that of a hash of the name, so that a new group moves no other one far.

    Raises:
        ValueError: There are fewer than three groups.
    """
    if len(groups) < len(SPLITS):
        raise ValueError(
            f"{len(groups)} groups of pictures cannot fill train, val and test: keep flights or "
            "fields in folders of their own (--group-by folder), or take --group-by picture when "
            "no two pictures show the same ground"
        )
    order = sorted(groups, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    total = sum(groups.values())
    filled = dict.fromkeys(SPLITS, 0)
    result: dict[str, str] = {}
    for name, split in zip(order, SPLITS, strict=False):
        result[name] = split
        filled[split] += groups[name]
    for name in order[len(SPLITS) :]:
        split = min(SPLITS, key=lambda s: filled[s] / (SPLIT_SHARES[s] * total))
        result[name] = split
        filled[split] += groups[name]
    return result


def save_pair(piece: Piece, source: Path, key: str, out: Path) -> Path:
    """Write picture and mask; an upright JPEG that stays whole is copied as it is."""
    picture = piece.picture
    Image.fromarray(piece.mask).save(out / "masks" / f"{key}.png", optimize=True)
    with Image.open(source) as opened:
        turned = opened.getexif().get(0x0112, 1) != 1
    suffix = source.suffix.lower()
    target = out / "images" / f"{key}{suffix}"
    if not turned and not piece.changed:
        shutil.copyfile(source, target)
    elif suffix == ".png":
        picture.save(target)
    else:
        picture.save(target, quality=JPEG_QUALITY)
    return target


def check_classes(
    imported: Sequence[Imported],
    splits: Mapping[str, str],
    classes: Mapping[str, int],
    weed: Sequence[str],
) -> None:
    """Report classes without a pixel.

    Raises:
        ValueError: A split to learn from or to choose by has no weed at all.
    """
    totals = {split: np.zeros(256, np.int64) for split in SPLITS}
    for item in imported:
        totals[splits[item.group]] += item.pixels
    for name, value in classes.items():
        empty = [split for split in SPLITS if value != IGNORE and not totals[split][value]]
        if empty:
            print(f"class {name} has no pixel in: {', '.join(empty)}", file=sys.stderr)
    for split in ("train", "val"):
        if not any(totals[split][classes[name]] for name in weed):
            raise ValueError(
                f"split {split} has no pixel of {', '.join(weed)}: label more pictures, or group "
                "them otherwise (--group-by)"
            )


def import_set(args: argparse.Namespace) -> None:
    """Read, draw, split, check and write."""
    (args.out / "images").mkdir(parents=True, exist_ok=True)
    (args.out / "masks").mkdir(exist_ok=True)
    imported: list[Imported] = []
    skipped: list[tuple[str, str]] = []
    used = 0
    for annotation in READERS[args.format](args.images, args.labels, args.names):
        try:
            group = group_of(annotation.image, args.images, args.group_by)
            picture, mask = mask_of(annotation, args.classes)
            scale = scale_of(annotation.image, args)
            parts = list(pieces(picture, mask, scale, args.tile_px))
        except (ValueError, OSError) as error:
            skipped.append((str(annotation.image.name), str(error)))
            continue
        used += 1
        relative = annotation.image.relative_to(args.images).with_suffix("")
        stem = re.sub(r"[^\w.-]+", "_", relative.as_posix())
        for piece in parts:
            key = stem + piece.suffix
            path = save_pair(piece, annotation.image, key, args.out)
            counts = np.bincount(piece.mask.ravel(), minlength=256)
            imported.append(Imported(key, group, path, counts))
    report_skipped(skipped, used, args.out)
    sizes: dict[str, int] = {}
    for item in imported:
        sizes[item.group] = sizes.get(item.group, 0) + 1
    splits = assign_splits(sizes)
    check_classes(imported, splits, args.classes, args.weed)
    leaks = find_leaks(
        {
            split: [(item.key, item.path) for item in imported if splits[item.group] == split]
            for split in SPLITS
        }
    )
    if leaks:
        raise ValueError(describe_leaks(str(args.out), leaks))
    write_set(imported, splits, args)


def scale_of(image: Path, args: argparse.Namespace) -> float:
    """How much smaller a picture becomes.

    Raises:
        ValueError: Its ground sampling is not known.
    """
    if args.cm_per_px is None:
        return 1.0
    return float(args.picture_cm_per_px.of(image) / args.cm_per_px)


def report_skipped(skipped: Sequence[tuple[str, str]], good: int, out: Path) -> None:
    """List what could not be used.

    Raises:
        ValueError: It is more than a few.
    """
    rows = "".join(f"{json.dumps(name)},{json.dumps(reason)}\n" for name, reason in skipped)
    write_atomically(f"image,reason\n{rows}".encode(), out / "skipped.csv")
    for name, reason in skipped[:10]:
        print(f"skipped {name}: {reason}", file=sys.stderr)
    if too_many_skipped(len(skipped), good + len(skipped)):
        raise ValueError(
            f"{len(skipped)} of {good + len(skipped)} pictures cannot be used, the first because "
            f"{skipped[0][1]}; all are listed in {out / 'skipped.csv'}"
        )


def write_set(
    imported: Sequence[Imported], splits: Mapping[str, str], args: argparse.Namespace
) -> None:
    """Write index.csv and set.json last, so that a failed import is no set."""
    with (args.out / "index.part").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "group", "split"])
        writer.writerows([item.key, item.group, splits[item.group]] for item in imported)
    (args.out / "index.part").replace(args.out / "index.csv")
    own = [name for name, value in args.classes.items() if value not in (0, IGNORE)]
    document = {
        "names": {str(value): name for name, value in args.classes.items()},
        "weed": sorted(args.classes[name] for name in args.weed),
        "crop": sorted(args.classes[name] for name in own if name not in args.weed),
        "licence": args.licence,
        "source": args.source,
        "split_rule": f"whole groups, by {args.group_by}",
    }
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    write_atomically(text.encode(), args.out / "set.json")
    counts = {s: sum(splits[item.group] == s for item in imported) for s in SPLITS}
    print(f"{args.out}: " + ", ".join(f"{count} {split}" for split, count in counts.items()))


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", choices=tuple(READERS), required=True, help="of the labels")
    parser.add_argument("--images", type=Path, required=True, help="folder of pictures")
    parser.add_argument(
        "--labels", type=Path, required=True, help="folder (masks, yolo, labelme) or file"
    )
    parser.add_argument(
        "--classes",
        type=parse_classes,
        required=True,
        metavar="ragweed=1,maize=2",
        help="class names and their mask values; 255 is ignored, the rest is background (0)",
    )
    parser.add_argument(
        "--weed",
        type=lambda text: text.split(","),
        required=True,
        metavar="NAME,NAME",
        help="the classes to find; other classes count as crop",
    )
    parser.add_argument(
        "--names", type=lambda text: text.split(","), default=[], help="classes 0, 1, ... of yolo"
    )
    parser.add_argument(
        "--group-by",
        default="folder",
        help="folder, picture, or a pattern whose first group names the flight or video",
    )
    parser.add_argument(
        "--cm-per-px",
        type=parse_centimetres,
        help="centimetres per pixel to bring all pictures to; finer ones shrink",
    )
    parser.add_argument(
        "--picture-cm-per-px",
        type=parse_ground_sampling,
        metavar="0.07|TABLE.csv",
        help="that of the pictures: one number, or a table with the columns image and cm_per_px",
    )
    parser.add_argument(
        "--tile-px", type=parse_tile, help="cut pictures into tiles of this side, 64 to 4096"
    )
    parser.add_argument("--licence", default="unstated", help="for the model card")
    parser.add_argument("--source", default="unstated", help="for the model card")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    return parser


def parse_tile(text: str) -> int:
    """Parse the side of a tile.

    Raises:
        argparse.ArgumentTypeError: It is no whole number from 64 to 4096.
    """
    if not text.isdigit() or not 64 <= int(text) <= 4096:
        raise argparse.ArgumentTypeError(f"expected a whole number from 64 to 4096, got {text!r}")
    return int(text)


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    unknown = [name for name in args.weed if name not in args.classes]
    if unknown:
        raise SystemExit(f"--weed {','.join(unknown)} is not among --classes")
    if (args.cm_per_px is None) != (args.picture_cm_per_px is None):
        raise SystemExit("--cm-per-px and --picture-cm-per-px belong together: give both")
    try:
        import_set(args)
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
