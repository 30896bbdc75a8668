"""SYNTHETIC 20-megapixel frames with the place and the camera of a Phantom 4 Pro in their EXIF."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
from PIL import ExifTags, Image

WIDTH_PX, HEIGHT_PX = 5472, 3648
LATITUDE, LONGITUDE = 47.95, 16.85
# Degrees of latitude between frames: about 11 m, so that frames of 15 x 10 m do not overlap, as in
# the seminar's scenario S2.
STEP_DEGREES = 0.0001
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/" drone-dji:RelativeAltitude="+{height:.2f}"
 drone-dji:GimbalPitchDegree="-90.00" drone-dji:GimbalYawDegree="+0.00"
 drone-dji:GimbalRollDegree="+0.00"/></rdf:RDF></x:xmpmeta>"""


def sexagesimal(degrees: float) -> tuple[float, float, float]:
    """Degrees, minutes and seconds of an angle."""
    minutes = (degrees - int(degrees)) * 60
    return float(int(degrees)), float(int(minutes)), (minutes - int(minutes)) * 60


def exif_of(latitude: float) -> Image.Exif:
    """The EXIF data of a frame.

    Args:
        latitude: Where it was taken, in degrees.

    Returns:
        Camera, focal length and place.
    """
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "DJI"
    exif[ExifTags.Base.Model] = "FC6310"
    exif[ExifTags.Base.ImageDescription] = "SYNTHETIC"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.FocalLength] = 8.8
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = sexagesimal(latitude)
    place[ExifTags.GPS.GPSLongitudeRef] = "E"
    place[ExifTags.GPS.GPSLongitude] = sexagesimal(LONGITUDE)
    return exif


def write_frames(folder: Path, source: Path, count: int, height_m: float = 10) -> None:
    """Writes frames that are cut out of a raster, each at another place and turned.

    Args:
        folder: Where to.
        source: The raster; it is repeated where it is too narrow.
        count: How many.
        height_m: The height above ground that the frames claim.
    """
    folder.mkdir(parents=True)
    with rasterio.open(source) as dataset:
        pixels = np.moveaxis(dataset.read(), 0, 2)
    wide = np.concatenate([pixels, pixels[:, ::-1]], axis=1)
    for index in range(count):
        top, left = 611 * index, 173 * index
        cut = wide[top : top + HEIGHT_PX, left : left + WIDTH_PX]
        frame = Image.fromarray(np.ascontiguousarray(np.roll(cut, 97 * index, axis=1)))
        frame.save(
            folder / f"SYNTHETIC_{index:04}.JPG",
            quality=90,
            exif=exif_of(LATITUDE + index * STEP_DEGREES),
            xmp=XMP.format(height=height_m).encode(),
        )
