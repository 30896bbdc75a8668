"""Cuts pictures of any size into tiles, a row of tiles at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ragweed_training.data import IGNORE
from ragweed_training.importers.annotation import Annotation, Shape, draw
from ragweed_training.importers.gdal import describe, open_raster, read_bands, tiled_copy
from ragweed_training.importers.green import MARGIN_PX, draw_boxes, green_of
from ragweed_training.importers.masks import Drawing, check_values
from ragweed_training.importers.sampling import Piece, refuse_coarser
from ragweed_training.tiling import tile_starts

# Pictures of more pixels are read in rows, through GDAL.
LARGE_PX = 50_000_000
# Colours and mask of some rows from a first one on; None where nothing is labelled.
Rows = Callable[[int, int], tuple[NDArray[np.uint8], NDArray[np.uint8]] | None]


def strips(width: int, height: int, tile_px: int, rows: Rows) -> Iterator[Piece]:
    """Yield the tiles of a picture that have a labelled pixel."""
    whole = width <= tile_px and height <= tile_px
    for top in tile_starts(height, tile_px, 0):
        read = rows(top, min(tile_px, height))
        if read is None:
            continue
        pixels, mask = read
        for left in tile_starts(width, tile_px, 0):
            part = mask[:, left : left + tile_px]
            if np.all(part == IGNORE):
                continue
            cut = Image.fromarray(np.ascontiguousarray(pixels[:, left : left + tile_px]))
            suffix = "" if whole else f"_x{left}_y{top}"
            yield Piece(suffix, cut, np.ascontiguousarray(part), True, left, top)


def header_of(path: Path) -> tuple[tuple[int, int], int]:
    """Return (width, height) and the EXIF orientation of a picture without decoding it.

    Raises:
        ValueError: It is no picture.
    """
    limit = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(path) as opened:
            # A PNG would be decoded for it.
            known = opened.format == "JPEG" or "exif" in opened.info
            return opened.size, int(opened.getexif().get(0x0112, 1)) if known else 1
    except (OSError, SyntaxError) as error:
        raise ValueError(f"the picture cannot be decoded ({error})") from error
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def is_large(path: Path) -> bool:
    """Whether a picture is too large to be decoded as a whole."""
    (width, height), _ = header_of(path)
    return width * height > LARGE_PX


def large_pieces(
    annotation: Annotation, drawing: Drawing, scale: float, tile_px: int | None, folder: Path
) -> Iterator[Piece]:
    """Cut a large picture with its labels into tiles; copies for that go into a folder.

    Raises:
        ValueError: It cannot be used.
    """
    if annotation.problem is not None:
        raise ValueError(annotation.problem)
    size, orientation = header_of(annotation.image)
    if tile_px is None:
        raise ValueError(f"it has {size[0]} x {size[1]} px: cut it into tiles (--tile-px 512)")
    if orientation != 1:
        raise ValueError(
            f"it has {size[0]} x {size[1]} px and lies on its side: turn picture and labels upright"
        )
    refuse_coarser(scale)
    raster = open_raster(tiled_copy(annotation.image, folder, scale, "average"))
    if annotation.mask is not None:
        mask_rows = rows_of_mask(annotation.mask, size, drawing, scale, folder)
    else:
        mask_rows = rows_of_shapes(annotation, size, drawing, scale, raster.width)

    def rows(top: int, count: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Read some more rows than asked: green near boxes depends on them."""
        first, last = max(0, top - MARGIN_PX), min(raster.height, top + count + MARGIN_PX)
        pixels, valid = raster.rows(first, last - first)
        mask = mask_rows(first, pixels)
        mask[~valid] = IGNORE
        kept = slice(top - first, top - first + count)
        return pixels[kept], mask[kept]

    yield from strips(raster.width, raster.height, tile_px, rows)


MaskRows = Callable[[int, NDArray[np.uint8]], NDArray[np.uint8]]


def rows_of_mask(
    path: Path, size: tuple[int, int], drawing: Drawing, scale: float, folder: Path
) -> MaskRows:
    """Read a mask file by rows.

    Raises:
        ValueError: It is of another size than its picture, or has colours.
    """
    facts = describe(path)
    if tuple(facts["size"]) != size:
        raise ValueError(
            f"the labels are for {tuple(facts['size'])} pixels, the picture has {size}"
        )
    if len(facts["bands"]) != 1:
        raise ValueError(f"mask {path.name} has colours: it must be 8-bit grey")
    copy = tiled_copy(path, folder, scale, "mode")
    width = int(describe(copy)["size"][0])

    def rows(top: int, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        mask = read_bands(copy, width, top, len(pixels), ["1"])[..., 0]
        check_values(mask, drawing.classes)
        return mask

    return rows


def rows_of_shapes(
    annotation: Annotation, size: tuple[int, int], drawing: Drawing, scale: float, width: int
) -> MaskRows:
    """Draw outlines and boxes by rows.

    Raises:
        ValueError: They are for a picture of another size, or are bitmaps.
    """
    if annotation.size not in (None, size):
        raise ValueError(f"the labels are for {annotation.size} pixels, the picture has {size}")
    if any(shape.bitmap is not None for shape in annotation.shapes):
        raise ValueError("bitmaps of a picture that large are not read: export polygons")
    drawing.refuse_boxes(annotation.shapes)
    sides = np.array(size if annotation.size is None else (1, 1), np.float64) * scale
    shapes = [replace(s, rings=tuple(r * sides for r in s.rings)) for s in annotation.shapes]

    def rows(top: int, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        height = len(pixels)
        here = [moved(shape, top) for shape in shapes if meets(shape, top, top + height)]
        mask = draw(here, width, height, drawing.classes, drawing.rest)
        boxes = [shape for shape in here if shape.is_box]
        if boxes:
            draw_boxes(boxes, green_of(pixels), mask, drawing.classes)
        return mask

    return rows


def meets(shape: Shape, top: int, bottom: int) -> bool:
    """Whether a shape, or what is near it, has a row between two."""
    rows = np.concatenate([ring[:, 1] for ring in shape.rings])
    return bool(rows.max() >= top - MARGIN_PX and rows.min() <= bottom + MARGIN_PX)


def moved(shape: Shape, top: int) -> Shape:
    """Give a shape in rows counted from another one."""
    return replace(shape, rings=tuple(ring - (0, top) for ring in shape.rings))
