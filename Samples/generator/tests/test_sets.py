"""Tests of the training set, the benchmark raster and the shipped samples."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image

import check_samples
from fieldsynth.georef import Camera, Pose, encode_frame, frame_view, site_at, xmp_packet
from make_benchmark_raster import base_picture, write_raster
from make_training_set import make_set, split_of

SAMPLES = Path(__file__).resolve().parents[2]


def test_training_set_is_complete_and_repeatable(tmp_path: Path) -> None:
    """Two runs write the same bytes; masks have only the agreed values."""
    for name in ("one", "two"):
        make_set(tmp_path / name, 3, 77, 96, (0.2, 0.4))
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.*"))
    assert len(files) == 7
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    with (tmp_path / "one" / "index.csv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert list(rows[0]) == ["id", "split", "gsd_cm_per_px", "synthetic"]
    for row in rows:
        with Image.open(tmp_path / "one" / "masks" / f"{row['id']}.png") as image:
            assert set(np.unique(np.asarray(image))) <= {0, 1, 2, 255}
        assert 0.2 <= float(row["gsd_cm_per_px"]) <= 0.4
        assert row["synthetic"] == "true"


def test_split_is_80_10_10() -> None:
    """Of 300 pictures 240 are for training."""
    splits = split_of(1000, 300)
    assert [splits.count(name) for name in ("train", "val", "test")] == [240, 30, 30]


def test_benchmark_raster(tmp_path: Path) -> None:
    """The raster has the asked size and repeats its content mirrored."""
    path = tmp_path / "large.tif"
    write_raster(path, 300, 260, base_picture(96), "deflate")
    with rasterio.open(path) as source:
        assert (source.width, source.height, source.crs.to_epsg()) == (300, 260, 32633)
        assert source.transform.a == 0.01
        data = source.read()
    assert np.array_equal(data[:, :, :96], data[:, :, 191:95:-1])
    assert np.array_equal(data[:, :96], data[:, 191:95:-1])


def test_frame_is_put_on_the_ground_from_its_metadata(tmp_path: Path) -> None:
    """The positions from EXIF and XMP are those that were rendered, to 2 mm."""
    site, camera = site_at(16.85, 47.95, 131.0), Camera(182, 122)
    pose = Pose(0.4, -0.7, 3.65, 214.0, "2026:06:12 10:04:11")
    path = tmp_path / "frame.JPG"
    blank = np.zeros((122, 182, 3), np.uint8)
    path.write_bytes(encode_frame(blank, site, camera, pose, "SYNTHETIC", 80))
    easting, northing, yaw, _ = check_samples.frame_ground(path)
    assert yaw == pytest.approx(-146.0)
    view = frame_view(site, camera, pose)
    u = np.arange(182, dtype=np.float64)[None, :] + 0.5
    v = np.arange(122, dtype=np.float64)[:, None] + 0.5
    x, y = view.to_ground(u, v)
    assert np.abs(easting - site.easting - x).max() < 0.002
    assert np.abs(northing - site.northing - y).max() < 0.002
    assert view.heading_deg != pytest.approx(214.0, abs=1.0), "the convergence is 1.4 degrees here"


def test_xmp_has_signs_and_two_decimals() -> None:
    """DJI writes angles and heights with a sign."""
    packet = xmp_packet(
        site_at(16.85, 47.95, 131.0), Camera(), Pose(0.0, 0.0, 3.65, 12.0, "2026:06:12 10:04:11")
    ).decode()
    assert 'drone-dji:RelativeAltitude="+3.65"' in packet
    assert 'drone-dji:GimbalYawDegree="+12.00"' in packet
    assert 'drone-dji:GimbalPitchDegree="-90.00"' in packet


@pytest.mark.skipif(not (SAMPLES / "synthetic-field").exists(), reason="samples not made")
def test_shipped_samples_agree() -> None:
    """Frames and orthophoto show the same field in the same place."""
    assert check_samples.check(SAMPLES) == []
