"""Where the synthetic field lies, and what a drone above it would write."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from pyproj import Proj, Transformer

from fieldsynth.render import ByteImage, View

EPSG = 32633


@dataclass(frozen=True)
class Site:
    """Where the field lies.

    Attributes:
        easting: UTM easting of the origin of the scene in metres.
        northing: UTM northing of the origin.
        ground_m: Height of the ground above sea level.
    """

    easting: float
    northing: float
    ground_m: float

    def lonlat(self, x: float, y: float) -> tuple[float, float]:
        """Takes a place in the scene to longitude and latitude.

        Args:
            x: East of the origin in metres of the grid.
            y: North of the origin.

        Returns:
            Longitude and latitude in degrees.
        """
        transformer = Transformer.from_crs(EPSG, 4326, always_xy=True)
        lon, lat = transformer.transform(self.easting + x, self.northing + y)
        return float(lon), float(lat)

    def grid(self, x: float, y: float) -> tuple[float, float]:
        """Gives the convergence and the scale of the grid.

        Args:
            x: East of the origin in metres.
            y: North of the origin.

        Returns:
            The direction of grid north, clockwise from true north in degrees, and the metres of the
            grid in one metre on the ground.
        """
        lon, lat = self.lonlat(x, y)
        factors = Proj(f"EPSG:{EPSG}").get_factors(lon, lat)
        return float(factors.meridian_convergence), float(factors.meridional_scale)


def site_at(lon: float, lat: float, ground_m: float) -> Site:
    """Makes a site at whole metres of the grid.

    Args:
        lon: Longitude in degrees.
        lat: Latitude in degrees.
        ground_m: Height of the ground above sea level.

    Returns:
        The site.
    """
    easting, northing = Transformer.from_crs(4326, EPSG, always_xy=True).transform(lon, lat)
    return Site(float(round(easting)), float(round(northing)), ground_m)


@dataclass(frozen=True)
class Camera:
    """A camera that looks straight down.

    Attributes:
        width: Width of the picture in pixels.
        height: Height of the picture in pixels.
        sensor_width_mm: Width of the sensor.
        focal_mm: Focal length.
    """

    width: int = 1824
    height: int = 1216
    sensor_width_mm: float = 13.2
    focal_mm: float = 8.8

    @property
    def focal_px(self) -> float:
        """The focal length in pixels."""
        return self.focal_mm * self.width / self.sensor_width_mm


@dataclass(frozen=True)
class Pose:
    """Where a frame was taken from.

    Attributes:
        x: East of the origin of the scene in metres of the grid.
        y: North of the origin.
        above_m: Height above the flat ground.
        yaw_deg: Where the top of the picture points, clockwise from true north.
        taken: Date and time as EXIF writes it.
    """

    x: float
    y: float
    above_m: float
    yaw_deg: float
    taken: str


def frame_view(site: Site, camera: Camera, pose: Pose) -> View:
    """Gives the picture plane of a frame.

    Args:
        site: Where the scene lies.
        camera: The camera.
        pose: From where.

    Returns:
        The view, in metres of the grid.
    """
    convergence, scale = site.grid(pose.x, pose.y)
    gsd = pose.above_m / camera.focal_px * scale
    return View(camera.width, camera.height, pose.x, pose.y, gsd, pose.yaw_deg - convergence)


def _signed(value: float) -> str:
    return f"{value:+.2f}"


def _fold(degrees: float) -> float:
    return (degrees + 180.0) % 360.0 - 180.0


def _dms(degrees: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    ticks = round(abs(degrees) * 3600.0 * 10000.0)
    whole, rest = divmod(ticks, 36_000_000)
    minutes, seconds = divmod(rest, 600_000)
    return IFDRational(whole, 1), IFDRational(minutes, 1), IFDRational(seconds, 10000)


def xmp_packet(site: Site, camera: Camera, pose: Pose) -> bytes:
    """Writes the XMP packet as DJI writes it.

    Args:
        site: Where the scene lies.
        camera: The camera.
        pose: From where.

    Returns:
        The packet.
    """
    lon, lat = site.lonlat(pose.x, pose.y)
    day = pose.taken[:10].replace(":", "-")
    yaw = _fold(pose.yaw_deg)
    values = {
        "xmp:ModifyDate": day,
        "xmp:CreateDate": day,
        "tiff:Make": "DJI",
        "tiff:Model": "FC6310",
        "dc:format": "image/jpg",
        "drone-dji:AbsoluteAltitude": _signed(site.ground_m + pose.above_m),
        "drone-dji:RelativeAltitude": _signed(pose.above_m),
        "drone-dji:GpsLatitude": f"{lat:.9f}",
        "drone-dji:GpsLongitude": f"{lon:.9f}",
        "drone-dji:GimbalRollDegree": "+0.00",
        "drone-dji:GimbalYawDegree": _signed(yaw),
        "drone-dji:GimbalPitchDegree": "-90.00",
        "drone-dji:FlightRollDegree": "+0.30",
        "drone-dji:FlightYawDegree": _signed(yaw),
        "drone-dji:FlightPitchDegree": "-1.10",
        "drone-dji:CamReverse": "0",
        "drone-dji:GimbalReverse": "0",
        "drone-dji:SelfData": "SYNTHETIC",
        "drone-dji:CalibratedFocalLength": f"{camera.focal_px:.6f}",
        "drone-dji:CalibratedOpticalCenterX": f"{camera.width / 2.0:.6f}",
        "drone-dji:CalibratedOpticalCenterY": f"{camera.height / 2.0:.6f}",
    }
    spaces = {
        "tiff": "http://ns.adobe.com/tiff/1.0/",
        "exif": "http://ns.adobe.com/exif/1.0/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "drone-dji": "http://www.dji.com/drone-dji/1.0/",
    }
    lines = ['  <rdf:Description rdf:about="DJI Meta Data"']
    lines += [f'    xmlns:{name}="{address}"' for name, address in spaces.items()]
    lines += [f'   {name}="{value}"' for name, value in values.items()]
    body = "\n".join(lines) + ">\n  </rdf:Description>"
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f"{body}\n </rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    )
    return packet.encode()


def encode_frame(
    picture: ByteImage, site: Site, camera: Camera, pose: Pose, description: str, quality: int
) -> bytes:
    """Encodes a frame as a drone would: JPEG with EXIF and XMP.

    Args:
        picture: The picture.
        site: Where the scene lies.
        camera: The camera.
        pose: From where.
        description: The EXIF ImageDescription.
        quality: The JPEG quality.

    Returns:
        The file.
    """
    lon, lat = site.lonlat(pose.x, pose.y)
    exif = Image.Exif()
    exif[0x010E] = description
    exif[0x010F] = "DJI"
    exif[0x0110] = "FC6310"
    exif[0x0112] = 1
    exif[0x013B] = "fieldsynth 0.1.0 (SYNTHETIC)"  # Artist: Software is the firmware of a camera
    exif[0x0132] = pose.taken
    exif[0x8769] = {
        0x829A: IFDRational(1, 800),
        0x829D: IFDRational(56, 10),
        0x8827: 100,
        0x9000: b"0230",
        0x9003: pose.taken,
        0x9004: pose.taken,
        0x920A: IFDRational(round(camera.focal_mm * 100), 100),
        0xA001: 1,
        0xA002: int(np.int64(picture.shape[1])),
        0xA003: int(np.int64(picture.shape[0])),
        0xA405: 24,
    }
    exif[0x8825] = {
        0: b"\x02\x03\x00\x00",
        1: "N" if lat >= 0.0 else "S",
        2: _dms(lat),
        3: "E" if lon >= 0.0 else "W",
        4: _dms(lon),
        5: b"\x00",
        6: IFDRational(round((site.ground_m + pose.above_m) * 1000), 1000),
    }
    buffer = io.BytesIO()
    Image.fromarray(picture).save(
        buffer,
        "JPEG",
        quality=quality,
        exif=exif.tobytes(),
        xmp=xmp_packet(site, camera, pose),
    )
    return buffer.getvalue()
