"""Measures how well frames of one survey agree about where things lie.

`ragweed map` places each frame by its own metadata. The same feature (SIFT) is looked for in pairs
of frames that follow each other; its two places on the ground, each by the georeference of its
frame's mask, lie some metres apart. That distance is what is printed.
"""

import argparse
import subprocess
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import rasterio

Points = npt.NDArray[np.float64]
SCALE = 0.5
"""Features are looked for at half size: quicker, and a pixel is still a few centimetres."""


def features(path: Path) -> tuple[Points, npt.NDArray[np.float32]]:
    """Finds features of a frame.

    Args:
        path: the frame.

    Returns:
        Their places in pixels of the whole frame, and their descriptors.
    """
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if image is None:
        raise SystemExit(f"Cannot read '{path}'.")
    small = cv2.resize(image, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_AREA)
    points, descriptors = cv2.SIFT.create(nfeatures=15000).detectAndCompute(small, None)
    places = (np.array([point.pt for point in points], dtype=np.float64) + 0.5) / SCALE
    return places, np.asarray(descriptors, dtype=np.float32)


def matches(
    first: tuple[Points, npt.NDArray[np.float32]], second: tuple[Points, npt.NDArray[np.float32]]
) -> tuple[Points, Points]:
    """Pairs features of two frames that a homography of the ground explains to 4 px.

    Args:
        first: features of one frame.
        second: features of the other.

    Returns:
        The places of the pairs in both frames.
    """
    found = cv2.BFMatcher(cv2.NORM_L2).knnMatch(first[1], second[1], k=2)
    good = [a for a, b in found if a.distance < 0.8 * b.distance]
    here = np.array([first[0][match.queryIdx] for match in good], dtype=np.float64)
    there = np.array([second[0][match.trainIdx] for match in good], dtype=np.float64)
    if len(good) < 12:
        return here[:0], there[:0]
    _, inliers = cv2.findHomography(here, there, cv2.RANSAC, 4.0)
    kept = inliers.ravel() == 1
    return here[kept], there[kept]


def on_ground(mask: Path, pixels: Points) -> Points:
    """Brings pixels of a frame to metres in the UTM zone.

    Args:
        mask: the frame's mask, which knows where it lies.
        pixels: columns and rows.

    Returns:
        Metres east and north.
    """
    with rasterio.open(mask) as source:
        east, north = source.transform * (pixels[:, 0], pixels[:, 1])
    return np.stack([east, north], axis=1)


def agreement(frames: list[Path], masks: Path) -> list[tuple[str, str, int, float, float]]:
    """Compares each frame with the next.

    Args:
        frames: the frames in the order in which they were taken.
        masks: the folder with their masks.

    Returns:
        For each pair both names, the number of features, the median distance in metres and the 95th
        percentile.
    """
    rows = []
    known = [features(frame) for frame in frames]
    for index in range(len(frames) - 1):
        here, there = matches(known[index], known[index + 1])
        if len(here) < 12:
            continue
        places = [
            on_ground(masks / f"{frame.stem}.mask.tif", pixels)
            for frame, pixels in zip(frames[index : index + 2], (here, there), strict=True)
        ]
        apart = np.linalg.norm(places[0] - places[1], axis=1)
        rows.append(
            (
                frames[index].stem,
                frames[index + 1].stem,
                len(apart),
                float(np.median(apart)),
                float(np.percentile(apart, 95)),
            )
        )
    return rows


def main() -> None:
    """Maps the frames and prints how far apart they show the same things."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("frames", type=Path, help="a folder of frames, in order of their names")
    parser.add_argument("--program", type=Path, default=Path(".build/release/ragweed"))
    parser.add_argument("--output", type=Path, default=Path(".build/agreement"))
    options = parser.parse_args()
    frames = sorted(p for p in options.frames.iterdir() if p.suffix.lower() in {".jpg", ".jpeg"})
    done = subprocess.run(
        [options.program, "map", *frames, "--output", options.output, "--overwrite"], check=False
    )
    if done.returncode not in (0, 1):
        raise SystemExit("ragweed map failed.")
    placed = []
    for frame in frames:
        mask = options.output / f"{frame.stem}.mask.tif"
        if not mask.exists():
            continue
        with rasterio.open(mask) as source:
            if source.crs is not None:
                placed.append(frame)
    rows = agreement(placed, options.output)
    print("| frames | features | median m | 95 % m |\n|---|---|---|---|")
    for first, second, count, median, most in rows:
        print(f"| {first}, {second} | {count} | {median:.2f} | {most:.2f} |")
    if rows:
        print(f"\nMedian over the pairs: {np.median([row[3] for row in rows]):.2f} m")


if __name__ == "__main__":
    main()
