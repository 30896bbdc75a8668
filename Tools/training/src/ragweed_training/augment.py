"""Draws augmented training crops; every batch depends on the seed and its step only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ragweed_training.data import IGNORE, Sample

MEAN = 127.5
STD = 127.5
LUMA = np.array([0.299, 0.587, 0.114], np.float32)


@dataclass(frozen=True)
class AugmentOptions:
    """What the crops look like."""

    crop_px: int = 384
    scale_min: float = 0.5
    scale_max: float = 2.0
    # Weeds cover a few percent of the ground; centring some crops on them and on crop plants
    # (the likeliest false alarm) shows the network both in most batches.
    weed_focus: float = 0.4
    crop_focus: float = 0.2


def draw_geometry(
    sample: Sample, options: AugmentOptions, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return the affine matrix from crop pixels to image pixels."""
    height, width = sample.label.shape
    size = options.crop_px
    scale = float(np.exp(rng.uniform(np.log(options.scale_min), np.log(options.scale_max))))
    reach = size / scale / 2
    draw = rng.random()
    points = None
    if draw < options.weed_focus:
        points = sample.weed_points
    elif draw < options.weed_focus + options.crop_focus:
        points = sample.crop_points
    if points is not None and len(points):
        x, y = points[rng.integers(len(points))] + rng.uniform(-0.6, 0.6, 2) * reach
    else:
        x, y = rng.uniform(0, width), rng.uniform(0, height)
    # Keep the crop inside the image where the image is large enough.
    x = float(np.clip(x, min(reach, width / 2), max(width - reach, width / 2)))
    y = float(np.clip(y, min(reach, height / 2), max(height - reach, height / 2)))
    quarter = rng.integers(4) * np.pi / 2
    # Quarter turns keep pixels sharp and the frame full; free angles only now and then.
    angle = quarter + (rng.uniform(-np.pi / 4, np.pi / 4) if rng.random() < 0.3 else 0.0)
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    cosine, sine = np.cos(angle) / scale, np.sin(angle) / scale
    linear = np.array([[cosine * mirror, -sine], [sine * mirror, cosine]])
    centre = np.array([x - 0.5, y - 0.5]) - linear @ np.array([(size - 1) / 2, (size - 1) / 2])
    return np.concatenate([linear, centre[:, None]], axis=1)


def jitter_colour(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Vary exposure, white balance, contrast, gamma, saturation and hue."""
    gain = rng.uniform(0.7, 1.35) * rng.uniform(0.9, 1.1, 3)
    contrast = rng.uniform(0.75, 1.3)
    gamma = float(np.exp(rng.uniform(-0.3, 0.3)))
    ramp = np.linspace(0.0, 1.0, 256)[:, None] ** gamma * gain
    ramp = (ramp - 0.45) * contrast + 0.45
    table = np.clip(ramp * 255, 0, 255).astype(np.uint8)[None]
    image = np.asarray(cv2.LUT(image, table), dtype=np.uint8)
    if rng.random() < 0.8:
        saturation = rng.uniform(0.6, 1.4)
        matrix = (1 - saturation) * np.tile(LUMA, (3, 1)) + saturation * np.eye(3)
        # A rotation about the grey axis shifts the hue.
        angle = rng.uniform(-0.15, 0.15)
        grey = np.full((3, 3), 1 / 3)
        cross = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / np.sqrt(3)
        turn = grey + np.cos(angle) * (np.eye(3) - grey) + np.sin(angle) * cross
        matrix = (matrix @ turn).astype(np.float32)
        image = np.asarray(cv2.transform(image, matrix), dtype=np.uint8)
    return image


def degrade(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Add shadow, blur, JPEG loss or noise now and then."""
    if rng.random() < 0.12:
        size = image.shape[0]
        angle, offset = rng.uniform(0, 2 * np.pi), rng.uniform(-0.3, 0.3)
        axis = np.linspace(-0.5, 0.5, size, dtype=np.float32)
        side = axis[None] * np.cos(angle) + axis[:, None] * np.sin(angle) - offset
        shade = 1 - rng.uniform(0.3, 0.6) / (1 + np.exp(np.clip(-side * 60, -40, 40)))
        image = (image * shade[..., None].astype(np.float32)).astype(np.uint8)
    if rng.random() < 0.25:
        sigma = rng.uniform(0.4, 1.6)
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.uint8)
    if rng.random() < 0.15:
        quality = int(rng.integers(40, 90))
        _, packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
        image = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
    if rng.random() < 0.15:
        noise = rng.normal(0, rng.uniform(2, 9), image.shape[:2]).astype(np.float32)
        image = np.clip(image + noise[..., None], 0, 255).astype(np.uint8)
    return image


def draw_crop(
    sample: Sample, options: AugmentOptions, rng: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Draw one augmented crop with its labels; ground outside the image is ignored."""
    matrix = draw_geometry(sample, options, rng)
    shape = (options.crop_px, options.crop_px)
    inverse = cv2.WARP_INVERSE_MAP
    image = cv2.warpAffine(
        sample.image,
        matrix,
        shape,
        flags=cv2.INTER_LINEAR | inverse,
        borderMode=cv2.BORDER_REFLECT_101,
    )
    label = cv2.warpAffine(
        sample.label,
        matrix,
        shape,
        flags=cv2.INTER_NEAREST | inverse,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(IGNORE,),
    )
    colour = np.asarray(image, dtype=np.uint8)
    if rng.random() < 0.9:
        colour = jitter_colour(colour, rng)
    return degrade(colour, rng), np.asarray(label, dtype=np.uint8)


class CropSource:
    """Draws batches over several sets by their shares."""

    def __init__(
        self,
        sets: Sequence[Sequence[Sample]],
        shares: Sequence[float],
        batch: int,
        seed: int,
        options: AugmentOptions,
    ) -> None:
        """Keep the samples; shares are normalised."""
        self.sets = [list(samples) for samples in sets]
        total = sum(shares)
        self.shares = [share / total for share in shares]
        self.batch = batch
        self.seed = seed
        self.options = options

    def batch_arrays(
        self, step: int, crop_px: int | None = None
    ) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Return the batch of a step as uint8 [N,H,W,3] pixels and [N,H,W] labels."""
        options = self.options if crop_px is None else replace(self.options, crop_px=crop_px)
        rng = np.random.default_rng((self.seed, step))
        images, labels = [], []
        for _ in range(self.batch):
            samples = self.sets[int(rng.choice(len(self.sets), p=self.shares))]
            image, label = draw_crop(samples[int(rng.integers(len(samples)))], options, rng)
            images.append(image)
            labels.append(label)
        return np.stack(images), np.stack(labels)

    def __call__(self, step: int, crop_px: int | None = None) -> tuple[Tensor, Tensor]:
        """Return the batch of a step as tensors; the crop size may differ from the usual."""
        images, labels = self.batch_arrays(step, crop_px)
        return torch.from_numpy(images), torch.from_numpy(labels)


def to_input(images: Tensor, device: torch.device) -> Tensor:
    """Turn uint8 [N,H,W,3] into the network's input (channels last in memory)."""
    moved = images.to(device, non_blocking=True).permute(0, 3, 1, 2)
    return moved.float().sub_(MEAN).div_(STD).contiguous(memory_format=torch.channels_last)
