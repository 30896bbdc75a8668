"""Imports orthophotos with polygons drawn over them, tile by tile."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ragweed_training.data import IGNORE, IMAGE_SUFFIXES, SPLITS
from ragweed_training.importers.collection import Collection
from ragweed_training.importers.gdal import (
    TIFF_SUFFIXES,
    Raster,
    open_raster,
    tiled_copy,
    work_folder,
)
from ragweed_training.importers.polygons import GroundMask, LabelSource, ground_mask, label_files
from ragweed_training.importers.sampling import Piece, refuse_coarser
from ragweed_training.importers.splits import group_of
from ragweed_training.importers.strips import strips

USUAL_TILE_PX = 512


def orthophotos_in(place: Path) -> list[Path]:
    """List the orthophotos at or below a place.

    Raises:
        FileNotFoundError: There is none.
    """
    if place.is_file():
        return [place]
    suffixes = TIFF_SUFFIXES + IMAGE_SUFFIXES
    found = sorted(path for path in place.rglob("*") if path.suffix.lower() in suffixes)
    if not found:
        raise FileNotFoundError(f"no orthophotos ({', '.join(suffixes)}) below {place}")
    return found


def grounds_of(rasters: Sequence[Raster]) -> list[str]:
    """Name the ground of each orthophoto: the first of those that it overlaps."""
    names = [raster.path.stem for raster in rasters]
    changed = True
    while changed:
        changed = False
        for i, first in enumerate(rasters):
            for j, second in enumerate(rasters[:i]):
                if names[i] != names[j] and meet(first, second):
                    names[i] = names[j] = min(names[i], names[j])
                    changed = True
    return names


def meet(first: Raster, second: Raster) -> bool:
    """Whether two orthophotos show some of the same ground, as far as boxes around them tell."""
    if first.extent is None or second.extent is None:
        return False
    a, b = first.extent, second.extent
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def import_orthophotos(args: argparse.Namespace, collection: Collection) -> None:
    """Burn the polygons into each orthophoto and write its labelled tiles.

    Raises:
        ValueError: Labels or orthophotos cannot be used, or do not meet.
    """
    files = label_files(args.labels)
    rasters = [open_raster(path) for path in orthophotos_in(args.images)]
    folder = args.images if args.images.is_dir() else args.images.parent
    if args.group_by is None:
        groups = grounds_of(rasters)
        if len(set(groups)) < min(len(SPLITS), len(groups)):
            raise ValueError(
                f"{', '.join(r.path.name for r in rasters)} show the same ground, and fewer than "
                "three grounds cannot fill train, val and test: import one of them, or group them "
                "yourself (--group-by)"
            )
    else:
        groups = [group_of(raster.path, folder, args.group_by) for raster in rasters]
    source = LabelSource(
        files,
        args.class_column,
        args.classes,
        args.layer,
        args.area,
        IGNORE if args.rest == "unknown" else 0,
    )
    hits = 0
    for raster, group in zip(rasters, groups, strict=True):
        stem = re.sub(r"[^\w.-]+", "_", raster.path.relative_to(folder).with_suffix("").as_posix())
        with work_folder(args.out) as work:
            ready = brought_to(raster, args, work)
            mask = ground_mask(source, ready, work)
            hits += mask.hits
            if mask.is_labelled:
                collection.add(raster.path, stem, group, tiles_of(ready, mask, args.tile_px))
    if not hits:
        places = ", ".join(f"{r.path.name} ({place_of(r)})" for r in rasters)
        raise ValueError(
            f"the labels of {', '.join(file.name for file in files)} lie beside the pictures: "
            f"{places}; check the coordinate system of the layer in QGIS"
        )


def place_of(raster: Raster) -> str:
    """Say where an orthophoto lies."""
    if raster.extent is None:
        return "place unknown"
    west, south, east, north = raster.extent
    return f"{south:.5f} to {north:.5f} north, {west:.5f} to {east:.5f} east"


def brought_to(raster: Raster, args: argparse.Namespace, work: Path) -> Raster:
    """Return an orthophoto of the ground sampling that is wanted, readable by rows.

    Raises:
        ValueError: It is coarser, or does not say how fine it is.
    """
    scale = 1.0
    if args.cm_per_px is not None:
        given = args.picture_cm_per_px
        own = raster.ground_sampling_cm() if given is None else given.of(raster.path)
        scale = own / args.cm_per_px
        refuse_coarser(scale)
    if scale >= 1 and raster.path.suffix.lower() in TIFF_SUFFIXES:
        return raster
    return open_raster(tiled_copy(raster.path, work, scale, "average"))


def tiles_of(raster: Raster, mask: GroundMask, tile_px: int | None) -> Iterator[Piece]:
    """Yield the labelled tiles of an orthophoto."""

    def rows(top: int, count: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]] | None:
        labels = mask.rows(top, count)
        if np.all(labels == IGNORE):
            return None
        pixels, valid = raster.rows(top, count)
        labels[~valid] = IGNORE
        return pixels, labels

    return strips(raster.width, raster.height, tile_px or USUAL_TILE_PX, rows)
