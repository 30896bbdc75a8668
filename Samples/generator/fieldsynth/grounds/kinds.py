"""All kinds of ground, and a picture of one with its mask."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from fieldsynth.grounds.earth import soil
from fieldsynth.grounds.forest import forest
from fieldsynth.grounds.gravel import gravel
from fieldsynth.grounds.light import shine
from fieldsynth.grounds.meadow import meadow
from fieldsynth.grounds.paving import paving
from fieldsynth.grounds.residue import residue
from fieldsynth.grounds.road import asphalt
from fieldsynth.grounds.roof import roof
from fieldsynth.grounds.surface import Plane, Surface, make_plane, shrink_mask
from fieldsynth.grounds.verge import verge
from fieldsynth.grounds.water import water
from fieldsynth.plants import BACKGROUND
from fieldsynth.render import ByteImage, expose, random_sensor
from fieldsynth.scene import make_sun

KINDS: dict[str, Callable[[Plane], Surface]] = {
    "soil": soil,
    "gravel": gravel,
    "asphalt": asphalt,
    "residue": residue,
    "water": water,
    "meadow": meadow,
    "forest": forest,
    "verge": verge,
    "paving": paving,
    "roof": roof,
}
# Vegetation of which neither weed nor crop can be said: a trainer leaves it out.
IGNORED = 255
# Samples along a side of a picture for each of its pixels.
_FINE = 1.25


def kind_of(seed: int, number: int) -> str:
    """Tells the kind of a picture: of ten that follow each other, each has another.

    Args:
        seed: The seed of the set.
        number: The number of the picture.

    Returns:
        One of `KINDS`.
    """
    block, place = divmod(number, len(KINDS))
    order = np.random.default_rng([seed, block, 4]).permutation(len(KINDS))
    return tuple(KINDS)[int(order[place])]


def ground_picture(
    rng: np.random.Generator, kind: str, size_px: int, gsd_cm: float
) -> tuple[ByteImage, ByteImage]:
    """Draws a picture of ground and its mask.

    Args:
        rng: The random numbers.
        kind: One of `KINDS`.
        size_px: The side of the picture in pixels.
        gsd_cm: Its ground sampling distance in centimetres.

    Returns:
        The picture and the mask: `BACKGROUND`, and `IGNORED` where vegetation is.
    """
    fine = round(size_px * _FINE)
    gsd_m = gsd_cm / 100.0 * size_px / fine
    surface = KINDS[kind](make_plane(rng, fine, gsd_m))
    seen = shine(surface, gsd_m, make_sun(rng))
    small = cv2.resize(seen, (size_px, size_px), interpolation=cv2.INTER_AREA)
    picture = expose(np.asarray(small, np.float32), random_sensor(rng), rng)
    plants = shrink_mask(surface.plants, size_px)
    return picture, np.where(plants, IGNORED, BACKGROUND).astype(np.uint8)
