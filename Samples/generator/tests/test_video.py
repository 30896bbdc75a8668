"""Tests of the synthetic video and its subtitles."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np

from fieldsynth.georef import frame_view
from fieldsynth.render import ByteImage
from make_samples import sample_site
from make_video import CAMERA, FINER, NAME, Flight, cut, ground_view, subtitles, time_code

VIDEO = Path(__file__).resolve().parents[2] / "synthetic-field" / "video"


def test_time_codes() -> None:
    """Hours, minutes and thousandths are written as subtitles have them."""
    assert time_code(0.0) == "00:00:00,000"
    assert time_code(61.25) == "00:01:01,250"


def test_subtitles_follow_the_flight() -> None:
    """The first frames have no position, the others lie on a line at the ground speed."""
    flight, site = Flight(), sample_site()
    text = subtitles(flight, site)
    places = re.findall(r"latitude: ([-\d.]+)\] \[longitude: ([-\d.]+)", text)
    assert len(places) == flight.frame_count == 28
    assert [float(v) for v in places[0]] == [0.0, 0.0]
    lon, lat = site.lonlat(flight.west + 10 * 0.125, flight.y)
    assert np.allclose([float(v) for v in places[10]], [lat, lon], atol=1e-8)


def test_shipped_video_fits_its_subtitles() -> None:
    """The video is small, has a picture for each subtitle and the size that the camera has."""
    flight = Flight()
    assert (VIDEO / f"{NAME}.SRT").read_text(encoding="utf-8") == subtitles(flight, sample_site())
    assert (VIDEO / f"{NAME}.MP4").stat().st_size <= 1_000_000
    video = cv2.VideoCapture(str(VIDEO / f"{NAME}.MP4"))
    sizes = []
    while True:
        read, picture = video.read()
        if not read:
            break
        sizes.append(picture.shape)
    assert sizes == [(CAMERA.height, CAMERA.width, 3)] * flight.frame_count


def test_a_cut_shows_the_ground_at_its_place() -> None:
    """A mark on the ground falls on the pixel that the view says."""
    flight, site = Flight(), sample_site()
    ground = ground_view(flight)
    picture: ByteImage = np.zeros((ground.height, ground.width, 3), np.uint8)
    mark = np.array([[0.3, 0.2]], np.float64)
    x, y = ground.to_pixels(mark)[0].astype(int)
    picture[y - FINER : y + FINER, x - FINER : x + FINER] = 255
    view = frame_view(site, CAMERA, flight.pose(14))
    frame = cut(picture, ground, view, 0)
    rows, columns = np.nonzero(frame[..., 0] > 60)
    expected = view.to_pixels(mark)[0]
    assert abs(float(columns.mean()) + 0.5 - expected[0]) < 1.0
    assert abs(float(rows.mean()) + 0.5 - expected[1]) < 1.0
