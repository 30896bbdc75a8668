"""Draws batches for a network of kinds: fresh crops with labels, and lessons with a teacher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ragweed_training.augment import AugmentOptions, CropSource, finish, jitter
from ragweed_training.kinds import NamedCrops, draw_crops
from ragweed_training.lessons import Lessons

STATISTICS_ROWS = 200


@dataclass(frozen=True)
class Batch:
    """Crops of one step; the last `taught_count` of them come with what a teacher sees."""

    # uint8 [N,H,W,3] and [N,H,W]
    images: Tensor
    labels: Tensor
    named: NamedCrops
    taught_count: int
    # Standardised features [M,768,h,w] and scores of kinds [M,kinds,H/4,W/4] of the last M.
    features: Tensor | None
    taught: Tensor | None


def cut_window(
    array: NDArray[np.generic], axes: tuple[int, int], window: tuple[float, float, float]
) -> NDArray[np.generic]:
    """Cut top, left and side, as shares of the side, out of the two axes of an array."""
    part: list[slice] = [slice(None)] * array.ndim
    for axis, first in zip(axes, window, strict=False):
        side = array.shape[axis]
        begin = round(first * side)
        part[axis] = slice(begin, begin + round(window[2] * side))
    return array[tuple(part)]


class LessonSource:
    """Turns rows of lessons: quarter turns, mirrors, colour, sensor; seed and step decide."""

    def __init__(
        self, lessons: Lessons, rows: NDArray[np.int64], count: int, seed: int,
        options: AugmentOptions,
    ) -> None:  # fmt: skip
        """Measure the statistics of the teacher's features."""
        if not len(rows):
            raise ValueError(f"{lessons.folder} holds no lessons of the sets that are trained on")
        self.lessons = lessons
        self.rows = rows
        self.count = count
        self.seed = seed
        self.options = options
        some = rows[np.linspace(0, len(rows) - 1, min(len(rows), STATISTICS_ROWS)).astype(int)]
        sample = np.stack([lessons.features[row] for row in some]).astype(np.float32)
        self.mean = sample.mean(axis=(0, 2, 3))[:, None, None]
        self.deviation = sample.std(axis=(0, 2, 3))[:, None, None] + 1e-3

    def window(self, rng: np.random.Generator) -> tuple[float, float, float]:
        """Return top, left and side of the part of a lesson to take, as shares of its side.

        Parts lie on thirds, where pixels, features and scores all have whole places.
        """
        thirds = 3 * self.options.crop_px // self.lessons.images.shape[1]
        if thirds >= 3:
            return 0.0, 0.0, 1.0
        top, left = rng.integers(0, 4 - thirds, 2) / 3
        return float(top), float(left), thirds / 3

    def draw(
        self, step: int
    ) -> tuple[list[NDArray[np.uint8]], list[NDArray[np.uint8]], Tensor, Tensor | None]:
        """Return pictures, labels, features and taught scores of a step."""
        rng = np.random.default_rng((self.seed, 1, step))
        images, labels, features, taught = [], [], [], []
        for row in self.rows[rng.integers(len(self.rows), size=self.count)]:
            turns, mirrored = int(rng.integers(4)), rng.random() < 0.5
            window = self.window(rng)

            def turn(
                array: NDArray[np.generic],
                axes: tuple[int, int],
                turns: int = turns,
                mirrored: bool = mirrored,
                window: tuple[float, float, float] = window,
            ) -> NDArray[np.generic]:
                turned = np.rot90(cut_window(array, axes, window), turns, axes)
                return np.ascontiguousarray(np.flip(turned, axes[1]) if mirrored else turned)

            image = turn(self.lessons.images[row], (0, 1)).astype(np.uint8)
            image = finish(jitter(image, self.options, rng), self.options, rng)
            images.append(image)
            labels.append(turn(self.lessons.labels[row], (0, 1)).astype(np.uint8))
            seen = turn(self.lessons.features[row], (1, 2)).astype(np.float32)
            features.append((seen - self.mean) / self.deviation)
            if self.lessons.taught is not None:
                taught.append(turn(self.lessons.taught[row], (1, 2)).astype(np.float32))
        return (
            images,
            labels,
            torch.from_numpy(np.stack(features)),
            torch.from_numpy(np.stack(taught)) if taught else None,
        )


class KindSource:
    """Joins fresh crops and lessons into batches, and names crops."""

    def __init__(
        self,
        fresh: CropSource,
        lessons: LessonSource | None,
        crop_share: float,
        seed: int,
    ) -> None:
        """Keep both sources."""
        self.fresh = fresh
        self.lessons = lessons
        self.crop_share = crop_share
        self.seed = seed

    def __call__(self, step: int) -> Batch:
        """Return the batch of a step."""
        images: Sequence[NDArray[np.uint8]]
        labels: Sequence[NDArray[np.uint8]]
        images, labels = (list(part) for part in self.fresh.batch_arrays(step))
        features = taught = None
        count = 0
        if self.lessons is not None:
            more, more_labels, features, taught = self.lessons.draw(step)
            count = len(more)
            images, labels = [*images, *more], [*labels, *more_labels]
        stacked = np.stack(labels)
        named = draw_crops(stacked, np.random.default_rng((self.seed, 2, step)), self.crop_share)
        return Batch(
            torch.from_numpy(np.stack(images)),
            torch.from_numpy(stacked),
            named,
            count,
            features,
            taught,
        )
