"""Draws augmented training crops; every batch depends on the seed and its step only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ragweed_training.data import IGNORE, WEED, Sample, is_crop
from ragweed_training.sensor import worsen_sensor
from ragweed_training.sunlight import relight

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
    # The three below are off by default. Videos differ in light first of all: one is overcast,
    # the next has hard shadows. `light` widens the range of colour and shadow.
    light: float = 1.0
    # Share of crops shrunk to `far_min`..`scale_min`, as from a higher flight.
    far_share: float = 0.0
    far_min: float = 0.2
    # Share of crops that get the plants of a second crop pasted in, so that a weed does not
    # always come with the ground of its own video.
    paste_share: float = 0.0
    # Share of crops lit anew: plants and ground apart, with shadows of the plants.
    sun_share: float = 0.0
    # Share of crops seen by a cheap camera: planes shifted, glints, grain, white balance.
    sensor_share: float = 0.0


def draw_geometry(
    sample: Sample, options: AugmentOptions, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return the affine matrix from crop pixels to image pixels."""
    height, width = sample.label.shape
    size = options.crop_px
    least, most = options.scale_min, options.scale_max
    if options.far_share and rng.random() < options.far_share:
        least, most = options.far_min, options.scale_min
    scale = float(np.exp(rng.uniform(np.log(least), np.log(most))))
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


def jitter_colour(
    image: NDArray[np.uint8], rng: np.random.Generator, light: float = 1.0
) -> NDArray[np.uint8]:
    """Vary exposure, white balance, contrast, gamma, saturation and hue."""
    gain = rng.uniform(0.7, 1.35) * rng.uniform(0.9, 1.1, 3)
    contrast = rng.uniform(0.75, 1.3) ** light
    gamma = float(np.exp(rng.uniform(-0.3, 0.3) * light))
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


def cast_shadows(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Darken irregular patches with sharp edges, as leaves do in full sun."""
    size = image.shape[0]
    cells = int(rng.integers(4, 21))
    coarse = rng.normal(0, 1, (cells, cells)).astype(np.float32)
    field = cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)
    field = (field - rng.uniform(-0.3, 1.0)) * rng.uniform(3, 15)
    shade = 1 - rng.uniform(0.3, 0.7) / (1 + np.exp(np.clip(-field, -40, 40)))
    return np.asarray(image * shade[..., None].astype(np.float32), dtype=np.uint8)


def degrade(
    image: NDArray[np.uint8], rng: np.random.Generator, light: float = 1.0
) -> NDArray[np.uint8]:
    """Add shadow, blur, JPEG loss or noise now and then."""
    if light > 1 and rng.random() < 0.15 * light:
        image = cast_shadows(image, rng)
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
    image, label = cut(sample, options, rng)
    return finish(jitter(image, options, rng), options, rng), label


def finish(
    image: NDArray[np.uint8], options: AugmentOptions, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """Light some crops anew, and worsen some."""
    if options.sun_share and rng.random() < options.sun_share:
        image = relight(image, rng)
    if options.sensor_share:
        image = worsen_sensor(image, rng, options.sensor_share)
    return degrade(image, rng, options.light)


def jitter(
    image: NDArray[np.uint8], options: AugmentOptions, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """Vary the colour of most crops."""
    return jitter_colour(image, rng, options.light) if rng.random() < 0.9 else image


def draw_pasted_crop(
    sample: Sample, donor: Sample, options: AugmentOptions, rng: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Draw a crop with the weeds and crop plants of a second one pasted in."""
    image, label = cut(sample, options, rng)
    image = jitter(image, options, rng)
    other, other_label = cut(donor, options, rng)
    plants = (other_label == WEED) | is_crop(other_label)
    # A soft edge keeps the outline of coarse masks from becoming a mark of pasted plants.
    alpha = cv2.GaussianBlur(plants.astype(np.float32), (0, 0), 1.0)[..., None]
    mixed = image + (jitter(other, options, rng).astype(np.float32) - image) * alpha
    label = np.where(plants, other_label, label)
    return finish(mixed.astype(np.uint8), options, rng), label


def cut(
    sample: Sample, options: AugmentOptions, rng: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Cut a turned and scaled crop with its labels; ground outside is ignored unless far away."""
    matrix = draw_geometry(sample, options, rng)
    shape = (options.crop_px, options.crop_px)
    inverse = cv2.WARP_INVERSE_MAP
    source, source_label = sample.image, sample.label
    # Bilinear sampling skips pixels below half size: shrink by area first.
    shrink = int(np.sqrt(abs(np.linalg.det(matrix[:, :2]))) / 2.001) + 1
    if shrink > 1:
        height, width = (side // shrink for side in source_label.shape)
        source = np.asarray(
            cv2.resize(
                source[: height * shrink, : width * shrink],
                (width, height),
                interpolation=cv2.INTER_AREA,
            ),
            dtype=np.uint8,
        )
        offset = shrink // 2
        source_label = np.ascontiguousarray(
            source_label[offset::shrink, offset::shrink][:height, :width]
        )
        matrix = matrix / shrink
        matrix[:, 2] += 0.5 / shrink - 0.5
    image = cv2.warpAffine(
        source,
        matrix,
        shape,
        flags=cv2.INTER_LINEAR | inverse,
        borderMode=cv2.BORDER_REFLECT_101,
    )
    label = cv2.warpAffine(
        source_label,
        matrix,
        shape,
        flags=cv2.INTER_NEAREST | inverse,
        # A shrunk picture fills a small part of the crop: there its mirror images count too.
        borderMode=cv2.BORDER_REFLECT_101 if shrink > 1 else cv2.BORDER_CONSTANT,
        borderValue=(IGNORE,),
    )
    return np.asarray(image, dtype=np.uint8), np.asarray(label, dtype=np.uint8)


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
            sample = self.pick(rng)
            if options.paste_share and rng.random() < options.paste_share:
                image, label = draw_pasted_crop(sample, self.pick(rng), options, rng)
            else:
                image, label = draw_crop(sample, options, rng)
            images.append(image)
            labels.append(label)
        return np.stack(images), np.stack(labels)

    def pick(self, rng: np.random.Generator) -> Sample:
        """Draw a picture by the shares of the sets."""
        samples = self.sets[int(rng.choice(len(self.sets), p=self.shares))]
        return samples[int(rng.integers(len(samples)))]

    def __call__(self, step: int, crop_px: int | None = None) -> tuple[Tensor, Tensor]:
        """Return the batch of a step as tensors; the crop size may differ from the usual."""
        images, labels = self.batch_arrays(step, crop_px)
        return torch.from_numpy(images), torch.from_numpy(labels)


def to_input(images: Tensor, device: torch.device) -> Tensor:
    """Turn uint8 [N,H,W,3] into the network's input (channels last in memory)."""
    moved = images.to(device, non_blocking=True).permute(0, 3, 1, 2)
    return moved.float().sub_(MEAN).div_(STD).contiguous(memory_format=torch.channels_last)
