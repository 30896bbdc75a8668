"""Brings labelled pictures into the layout that training reads: images/, masks/, index.csv.

Pictures are turned upright by their EXIF data. Groups (flights, videos, fields) go into one split
as a whole; one orthophoto is cut into blocks of ground that lie two tiles apart. Pictures that
cannot be used are skipped, counted and listed in skipped.csv. With --cm-per-px and --tile-px
pictures are brought to one ground sampling and cut into tiles.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ragweed_training.checkpoint import write_atomically
from ragweed_training.data import IGNORE, SPLITS
from ragweed_training.importers.collection import Collection
from ragweed_training.importers.gdal import work_folder
from ragweed_training.importers.masks import Drawing, mask_of
from ragweed_training.importers.orthophotos import import_orthophotos
from ragweed_training.importers.readers import READERS
from ragweed_training.importers.sampling import (
    parse_centimetres,
    parse_ground_sampling,
    pieces,
)
from ragweed_training.importers.splits import (
    check_classes,
    group_of,
    splits_by_ground,
    splits_by_group,
)
from ragweed_training.importers.strips import is_large, large_pieces
from ragweed_training.leaks import describe_leaks, find_leaks

POLYGONS = "polygons"
# Formats whose pictures are tiles of one ground.
GROUNDS = (POLYGONS, "deepness")
UNSTATED = "unstated"
REST = {"background": 0, "unknown": IGNORE}


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


def import_pictures(args: argparse.Namespace, collection: Collection) -> None:
    """Read pictures with their labels, draw the masks and write both."""
    drawing = Drawing(
        args.classes,
        weed=args.classes[args.weed[0]],
        green_boxes=args.boxes == "green",
        rest=REST[args.rest],
    )
    rule = args.group_by or "folder"
    for annotation in READERS[args.format](args.images, args.labels, args.names):
        image = annotation.image
        try:
            group = group_of(image, args.images, rule)
            relative = image.relative_to(args.images).with_suffix("")
            stem = re.sub(r"[^\w.-]+", "_", relative.as_posix())
            scale = scale_of(image, args)
            if annotation.problem is None and is_large(image):
                with work_folder(args.out) as folder:
                    parts = large_pieces(annotation, drawing, scale, args.tile_px, folder)
                    collection.add(image, stem, group, parts)
            else:
                picture, mask = mask_of(annotation, drawing)
                cut = pieces(picture, mask, scale, args.tile_px)
                collection.add(image, stem, group, cut, annotation.tile)
        except (ValueError, OSError) as error:
            collection.skip(image.name, error)


def import_set(args: argparse.Namespace) -> None:
    """Read, draw, split, check and write; a failure leaves nothing but the list of skipped."""
    collection = Collection(args.out)
    try:
        if args.format == POLYGONS:
            import_orthophotos(args, collection)
        else:
            import_pictures(args, collection)
        collection.report_skipped()
        weed = [args.classes[name] for name in args.weed]
        if args.format in GROUNDS and args.group_by is None:
            splits = splits_by_ground(collection, weed)
        else:
            splits = splits_by_group(collection.imported)
        check_classes(collection.imported, splits, args.classes, args.weed)
        leaks = find_leaks(
            {
                split: [(i.key, i.path) for i in collection.imported if splits[i.key] == split]
                for split in SPLITS
            }
        )
        if leaks:
            raise ValueError(describe_leaks(str(args.out), leaks))
    except BaseException:
        collection.discard()
        raise
    write_set(collection, splits, args)


def scale_of(image: Path, args: argparse.Namespace) -> float:
    """How much smaller a picture becomes.

    Raises:
        ValueError: Its ground sampling is not known.
    """
    if args.cm_per_px is None:
        return 1.0
    return float(args.picture_cm_per_px.of(image) / args.cm_per_px)


def shown_in_training(
    collection: Collection, splits: Mapping[str, str], classes: Mapping[str, int]
) -> list[str]:
    """Name the classes of which training pictures have a pixel: the others cannot be learnt."""
    trained = [item.pixels for item in collection.imported if splits[item.key] == "train"]
    return [name for name, value in classes.items() if any(pixels[value] for pixels in trained)]


def write_set(collection: Collection, splits: Mapping[str, str], args: argparse.Namespace) -> None:
    """Write index.csv and set.json last, so that a failed import is no set."""
    collection.write_index(splits)
    own = [name for name, value in args.classes.items() if value not in (0, IGNORE)]
    rule = f"whole groups, by {args.group_by or 'folder'}"
    if args.format in GROUNDS and args.group_by is None:
        rule = "whole grounds, or blocks of one ground that lie two tiles apart"
    document = {
        "names": {str(value): name for name, value in args.classes.items()},
        "shown": shown_in_training(collection, splits, args.classes),
        "weed": sorted(args.classes[name] for name in args.weed),
        "crop": sorted(args.classes[name] for name in own if name not in args.weed),
        "licence": args.licence,
        "source": args.source,
        "split_rule": rule,
    }
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    write_atomically(text.encode(), args.out / "set.json")
    found = [splits[item.key] for item in collection.imported]
    print(f"{args.out}: " + ", ".join(f"{found.count(split)} {split}" for split in SPLITS))


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--format", choices=(*READERS, POLYGONS), required=True, help="of the labels"
    )
    parser.add_argument(
        "--images", type=Path, required=True, help="folder of pictures; polygons: or one GeoTIFF"
    )
    parser.add_argument(
        "--labels", type=Path, required=True, help="file, or folder of one file per picture"
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
        help="folder, picture, or a pattern whose first group names the flight or video; without "
        "it: by folder, and polygons and deepness by ground",
    )
    parser.add_argument("--class-column", default="class", help="of polygons: holds the class")
    parser.add_argument("--layer", help="of polygons: those of this layer only")
    parser.add_argument(
        "--area", help="of polygons: layer or file that outlines the ground that is fully labelled"
    )
    parser.add_argument(
        "--boxes", choices=("green",), help="green: what is green in a box is the plant"
    )
    parser.add_argument(
        "--rest",
        choices=tuple(REST),
        help="what unlabelled ground is: background (usual) or unknown (usual for polygons)",
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
    parser.add_argument("--licence", default=UNSTATED, help="for the model card")
    parser.add_argument("--source", default=UNSTATED, help="for the model card")
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


def refuse_contradictions(args: argparse.Namespace) -> None:
    """Check what the options say of each other.

    Raises:
        ValueError: It makes no sense.
    """
    unknown = [name for name in args.weed if name not in args.classes]
    if unknown:
        raise ValueError(f"--weed {','.join(unknown)} is not among --classes")
    if args.format != POLYGONS:
        if (args.cm_per_px is None) != (args.picture_cm_per_px is None):
            raise ValueError("--cm-per-px and --picture-cm-per-px belong together: give both")
        if args.area is not None or args.layer is not None:
            raise ValueError("--area and --layer are for --format polygons")
    if args.format == "deepness" and len(args.weed) != 1:
        raise ValueError("masks of Deepness hold one class: give one name to --weed")
    if args.area is not None and args.rest is not None:
        raise ValueError("--area says what the rest is: leave --rest out")


def main(argv: Sequence[str] | None = None) -> None:
    """Command line entry."""
    args = build_parser().parse_args(argv)
    try:
        refuse_contradictions(args)
        if args.rest is None:
            args.rest = "unknown" if args.format == POLYGONS else "background"
        import_set(args)
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
