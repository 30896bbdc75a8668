"""Writes the shipped SYNTHETIC video: a nadir flight over the samples' field, with subtitles."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from fieldsynth.georef import Camera, Pose, Site, frame_view
from fieldsynth.render import ByteImage, Sensor, View, render
from make_samples import SEED, sample_scene, sample_site

NAME = "DJI_0004"
# Drawn this much finer than the frames, so that each is an area mean and not a sample.
FINER = 2


@dataclass(frozen=True)
class Flight:
    """A straight flight at one height.

    Attributes:
        west: Where it begins, in metres east of the origin of the scene.
        east: Where it ends.
        y: North of the origin.
        above_m: Height above the flat ground.
        yaw_deg: Where the top of the picture points, clockwise from true north.
        frame_rate: Frames in a second.
        metres_per_second: Ground speed.
        without_fix: How many frames at the beginning have no position.
        blurred_every: One frame of so many is moved while it is exposed.
    """

    west: float = -1.8
    east: float = 1.6
    y: float = -0.1
    above_m: float = 2.1333
    yaw_deg: float = 90.0
    frame_rate: float = 10.0
    metres_per_second: float = 1.25
    without_fix: int = 3
    blurred_every: int = 4

    @property
    def frame_count(self) -> int:
        """The number of frames."""
        return int((self.east - self.west) / self.metres_per_second * self.frame_rate) + 1

    def pose(self, frame: int) -> Pose:
        """Gives the pose of a frame.

        Args:
            frame: Its number from 0.

        Returns:
            The pose.
        """
        x = self.west + frame / self.frame_rate * self.metres_per_second
        return Pose(x, self.y, self.above_m, self.yaw_deg, "2026:06:12 10:07:00")

    def is_blurred(self, frame: int) -> bool:
        """Tells whether a frame is moved while it is exposed."""
        return frame % self.blurred_every == 1


CAMERA = Camera(width=640, height=480, sensor_width_mm=36.0, focal_mm=24.0)


def time_code(seconds: float) -> str:
    """Writes a time as subtitles do.

    Args:
        seconds: Since the beginning.

    Returns:
        Such as `00:00:01,500`.
    """
    milliseconds = round(seconds * 1000.0)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d},{rest % 1000:03d}"


def subtitles(flight: Flight, site: Site) -> str:
    """Writes what DJI records beside a video, in the dialect with the gimbal's angles.

    Args:
        flight: The flight.
        site: Where the scene lies.

    Returns:
        The text of the `.SRT`.
    """
    cues = []
    for frame in range(flight.frame_count):
        pose = flight.pose(frame)
        lon, lat = site.lonlat(pose.x, pose.y)
        if frame < flight.without_fix:
            lon, lat = 0.0, 0.0
        start, end = frame / flight.frame_rate, (frame + 1) / flight.frame_rate
        height = site.ground_m + pose.above_m
        cues.append(
            f"{frame + 1}\n{time_code(start)} --> {time_code(end)}\n"
            f'<font size="28">FrameCnt: {frame + 1}, '
            f"DiffTime: {round(1000 / flight.frame_rate)}ms\n"
            f"2026-06-12 10:07:{start:06.3f}\n"
            f"[iso: 100] [shutter: 1/800.0] [fnum: 5.6] [focal_len: {CAMERA.focal_mm:.2f}] "
            f"[latitude: {lat:.8f}] [longitude: {lon:.8f}] "
            f"[rel_alt: {pose.above_m:.4f} abs_alt: {height:.4f}] "
            f"[gb_yaw: {pose.yaw_deg:.1f} gb_pitch: -90.0 gb_roll: 0.0] </font>\n"
        )
    return "\n".join(cues)


def ground_view(flight: Flight) -> View:
    """Gives the picture plane of all the ground that the flight shows.

    Args:
        flight: The flight.

    Returns:
        The view, finer than the frames.
    """
    gsd = flight.above_m / CAMERA.focal_px
    reach = 0.5 * gsd * float(np.hypot(CAMERA.width, CAMERA.height)) + 0.1
    width, height = flight.east - flight.west + 2 * reach, 2 * reach
    step = gsd / FINER
    middle = (flight.west + flight.east) / 2.0
    return View(round(width / step), round(height / step), middle, flight.y, step)


def cut(picture: ByteImage, ground: View, view: View, blur_px: int) -> ByteImage:
    """Cuts a frame out of the picture of the ground.

    Args:
        picture: The picture of the ground.
        ground: Its picture plane.
        view: The picture plane of the frame.
        blur_px: How far the frame was moved while it was exposed, in its pixels; 0 not at all.

    Returns:
        The frame.
    """
    width, height = view.width * FINER, view.height * FINER
    corners: npt.NDArray[np.float64] = np.array([[0, 0], [width, 0], [0, height]], np.float64)
    x, y = view.to_ground(corners[:, 0] / FINER, corners[:, 1] / FINER)
    # The middle of the first pixel is 0, 0 for OpenCV, and 0.5, 0.5 for a view.
    there = ground.to_pixels(np.stack([x, y], axis=1)) - 0.5
    warp = cv2.getAffineTransform((corners - 0.5).astype(np.float32), there.astype(np.float32))
    fine = cv2.warpAffine(
        picture, warp, (width, height), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    )
    frame = cv2.resize(fine, (view.width, view.height), interpolation=cv2.INTER_AREA)
    if blur_px > 0:
        frame = cv2.blur(frame, (1, blur_px))
    return np.asarray(frame, np.uint8)


def write_video(path: Path, flight: Flight, site: Site) -> None:
    """Renders and writes the video.

    Args:
        path: The file.
        flight: The flight.
        site: Where the scene lies.
    """
    ground = ground_view(flight)
    sensor = Sensor(blur_px=0.8, noise=0.5, vignette=0.0, gradient=(0.0, 0.0))
    picture, _ = render(sample_scene(), ground, sensor, np.random.default_rng([SEED, 4]))
    writer = cv2.VideoWriter(
        str(path),
        cv2.CAP_FFMPEG,
        cv2.VideoWriter.fourcc(*"mp4v"),
        flight.frame_rate,
        (CAMERA.width, CAMERA.height),
    )
    if not writer.isOpened():
        raise OSError(f"cannot write {path}")
    for frame in range(flight.frame_count):
        view = frame_view(site, CAMERA, flight.pose(frame))
        image = cut(picture, ground, view, 15 if flight.is_blurred(frame) else 0)
        cv2.putText(
            image,
            "SYNTHETIC",
            (4, 12),
            cv2.FONT_HERSHEY_PLAIN,
            0.8,
            (255, 255, 255),
            1,
            cv2.LINE_AA,
        )
        writer.write(cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
    writer.release()


def make_video(output: Path) -> None:
    """Writes the video and its subtitles.

    Args:
        output: The `Samples` folder.
    """
    folder = output / "synthetic-field" / "video"
    folder.mkdir(parents=True, exist_ok=True)
    flight, site = Flight(), sample_site()
    (folder / f"{NAME}.SRT").write_text(subtitles(flight, site), encoding="utf-8")
    # FFmpeg knows a container by its name in small letters only.
    temporary = folder / f"{NAME}.mp4"
    write_video(temporary, flight, site)
    temporary.rename(folder / f"{NAME}.MP4")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True, help="the Samples folder")
    args = parser.parse_args()
    make_video(args.output)


if __name__ == "__main__":
    main()
