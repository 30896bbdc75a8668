"""Runs GDAL's programs, which the project has already, on rasters of any size and on vectors.

They read what QGIS writes, in any coordinate system, row by row; no Python package has to match.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

CACHE_MB = 256
# Offline, no side files, and none of the formats that name other files or addresses.
SETTINGS = {
    "GDAL_CACHEMAX": str(CACHE_MB),
    "GDAL_PAM_ENABLED": "NO",
    "PROJ_NETWORK": "OFF",
    "GDAL_SKIP": "VRT,WMS,WCS,WMTS,HTTP",
    "OGR_SKIP": "OGR_VRT,HTTP",
    "OGR_GEOJSON_MAX_OBJ_SIZE": "0",
}
TILED = ("-co", "TILED=YES", "-co", "COMPRESS=DEFLATE", "-co", "BIGTIFF=IF_SAFER")
# What is between valid and void after an average counts as what it is more of.
VALID_ABOVE = 127
TIFF_SUFFIXES = (".tif", ".tiff")


@dataclass(frozen=True)
class Raster:
    """A picture of any size, and where it lies if it says so."""

    path: Path
    width: int
    height: int
    # Numbers of the bands for red, green and blue.
    colours: tuple[int, int, int]
    wkt: str | None
    # x = t[0] + t[1] column + t[2] row, y = t[3] + t[4] column + t[5] row.
    transform: tuple[float, float, float, float, float, float] | None
    # West, south, east and north in degrees.
    extent: tuple[float, float, float, float] | None

    def rows(self, top: int, count: int) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
        """Read rows: their colours [count,W,3], and where there is a picture (alpha, nodata).

        Raises:
            ValueError: They cannot be read.
        """
        bands = [*self.colours, *(f"mask,{band}" for band in self.colours)]
        values = read_bands(self.path, self.width, top, count, [str(band) for band in bands])
        valid = values[..., 3:].max(axis=2) > VALID_ABOVE
        return np.ascontiguousarray(values[..., :3]), valid

    def ground_sampling_cm(self) -> float:
        """Return the side of a pixel on the ground.

        Raises:
            ValueError: It cannot be told from the file.
        """
        unit = metres_of(self.wkt or "")
        if self.transform is None or unit is None:
            raise ValueError(
                f"{self.path.name} does not say how large its pixels are in metres: give "
                "--picture-cm-per-px"
            )
        return 100 * unit * float(np.hypot(self.transform[1], self.transform[4]))


def run(program: str, *arguments: str) -> str:
    """Run one of GDAL's programs and return what it prints.

    Raises:
        ValueError: It fails; the reason is GDAL's.
        OSError: It is not installed.
    """
    try:
        done = subprocess.run(
            [program, *arguments], capture_output=True, text=True, check=False,
            errors="replace", env=os.environ | SETTINGS,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise OSError(
            f"{program} is missing: install GDAL's programs (Debian: apt-get install gdal-bin)"
        ) from error
    lines = done.stderr.splitlines()
    errors = [line.partition(": ")[2] for line in lines if line.startswith("ERROR")]
    if done.returncode or errors:
        reason = (errors or [line.strip() for line in lines if line.strip()] or ["no reason"])[0]
        raise ValueError(f"{program}: {reason}")
    return done.stdout


@contextmanager
def work_folder(place: Path) -> Iterator[Path]:
    """Give a folder for large files that goes away again."""
    place.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".work-", dir=place) as folder:
        yield Path(folder)


def read_bands(path: Path, width: int, top: int, count: int, bands: list[str]) -> NDArray[np.uint8]:
    """Read rows of some bands as [count,W,bands]; a band "mask,1" says where band 1 is valid.

    Raises:
        ValueError: They cannot be read.
    """
    with TemporaryDirectory() as folder:
        target = Path(folder) / "rows.raw"
        window = ("-srcwin", "0", str(top), str(width), str(count))
        chosen = [word for band in bands for word in ("-b", band)]
        run(
            "gdal_translate", "-q", "-of", "ENVI", "-co", "INTERLEAVE=BIP", "-ot", "Byte",
            "-mask", "none", *window, *chosen, str(path), str(target),
        )  # fmt: skip
        return np.fromfile(target, np.uint8).reshape(count, width, len(bands))


def describe(path: Path) -> dict[str, Any]:
    """Return what gdalinfo says of a raster.

    Raises:
        ValueError: It is none, or is not of 8 bits.
    """
    formats = ("-if", "GTiff", "-if", "PNG", "-if", "JPEG")
    try:
        facts: dict[str, Any] = json.loads(run("gdalinfo", "-json", *formats, str(path)))
    except ValueError as error:
        raise ValueError(f"{path.name} cannot be read ({error})") from error
    kinds = {band["type"] for band in facts["bands"]}
    if kinds != {"Byte"}:
        raise ValueError(
            f"{path.name} has pixels of {', '.join(sorted(kinds))}: make them 8-bit colours "
            "(gdal_translate -ot Byte -scale)"
        )
    return facts


def open_raster(path: Path) -> Raster:
    """Read what a raster is, not its pixels.

    Raises:
        ValueError: It is none, or has no 8-bit colours.
    """
    facts = describe(path)
    meanings = [band.get("colorInterpretation", "") for band in facts["bands"]]
    if "Palette" in meanings:
        raise ValueError(f"{path.name} has a palette: make it colours (gdal_translate -expand rgb)")
    plain = [i for i, meaning in enumerate(meanings, 1) if meaning != "Alpha"]
    if not plain:
        raise ValueError(f"{path.name} has no colours")
    named = [meanings.index(name) + 1 for name in ("Red", "Green", "Blue") if name in meanings]
    colours = named if len(named) == 3 else plain[:3] if len(plain) >= 3 else [plain[0]] * 3
    wkt = facts.get("coordinateSystem", {}).get("wkt") or None
    transform = facts.get("geoTransform")
    corners = np.array(facts.get("wgs84Extent", {}).get("coordinates") or []).reshape(-1, 2)
    extent = (*corners.min(axis=0), *corners.max(axis=0)) if len(corners) else None
    width, height = facts["size"]
    return Raster(
        path,
        width,
        height,
        (colours[0], colours[1], colours[2]),
        wkt,
        tuple(transform) if transform else None,
        extent,
    )


def metres_of(wkt: str) -> float | None:
    """Return the metres of the unit of a projected coordinate system, None for any other."""
    if not wkt.startswith(("PROJCRS", "COMPOUNDCRS", "BOUNDCRS")) or "PROJCRS" not in wkt:
        return None
    axes = wkt.partition("CS[Cartesian")[2].partition("LENGTHUNIT[")[2]
    try:
        return float(axes.partition(",")[2].split("]")[0].split(",")[0])
    except ValueError:
        return None


def tiled_copy(path: Path, folder: Path, scale: float, how: str) -> Path:
    """Copy a raster, smaller by a scale, into a form that any rows can be read from at once.

    Args:
        path: The raster.
        folder: Where the copy goes.
        scale: New side by old side.
        how: GDAL's name of the way to shrink: average, mode.

    Raises:
        ValueError: It cannot be read.
    """
    width, height = describe(path)["size"]
    size = [str(max(1, round(side * scale))) for side in (width, height)]
    target = folder / f"{path.stem}.{how}.tif"
    shrink = ("-outsize", *size, "-r", how) if scale < 1 else ()
    run("gdal_translate", "-q", *TILED, *shrink, str(path), str(target))
    return target
