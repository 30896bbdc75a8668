"""Many small things lying over each other: stones, straws, blades, leaves."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fieldsynth.grounds.surface import BoolImage, Plane, Surface, linear
from fieldsynth.plants import Colour, Points

_SHIFT = 4
# Strips thinner than this many samples are drawn as lines, a group of alike ones at once.
_THIN = 2.2
_GROUPS = 48


@dataclass(frozen=True)
class Pile:
    """Things in the order in which they lie, lowest first.

    Attributes:
        outlines: Their outlines in samples: thing, corner, right and down.
        colours: Their colours as displayed, one row each.
        lift: Their heights above the ground in metres.
        dome: How far their middle stands out above their edge, in metres.
        tilt: Their slopes, to the right and down, one row each.
        width: The width of each in samples.
    """

    outlines: Points
    colours: Points
    lift: Points
    dome: Points
    tilt: Points
    width: Points

    def keep(self, which: BoolImage) -> Pile:
        """Keeps some.

        Args:
            which: Which to keep.

        Returns:
            Those.
        """
        return Pile(
            self.outlines[which],
            self.colours[which],
            self.lift[which],
            self.dome[which],
            self.tilt[which],
            self.width[which],
        )


def vary_colours(
    rng: np.random.Generator, colours: tuple[Colour, ...], count: int, amount: float
) -> Points:
    """Draws colours between some given ones.

    Args:
        rng: The random numbers.
        colours: The given ones.
        count: How many to draw.
        amount: How much their brightness varies, as a share.

    Returns:
        One row for each, 0 to 255.
    """
    given = np.array(colours)
    one = given[rng.integers(len(given), size=count)]
    other = given[rng.integers(len(given), size=count)]
    mixed = one + rng.random((count, 1)) * (other - one)
    # More warm or cold than green or purple, as stones and leaves are.
    hue = rng.standard_normal((count, 1)) * np.array([0.3, 0.0, -0.4])
    hue = 1.0 + amount * (hue + 0.08 * rng.standard_normal((count, 3)))
    light = 1.0 + amount * rng.standard_normal((count, 1))
    return np.asarray(np.clip(mixed * hue * light, 5.0, 250.0), np.float64)


def blobs(
    rng: np.random.Generator, middles: Points, radii: Points, corners: int, rough: float
) -> Points:
    """Outlines stones: longish, with corners.

    Args:
        rng: The random numbers.
        middles: Their middles in samples.
        radii: Their radii in samples.
        corners: Their corners.
        rough: How much the corners vary, as a share of the radius.

    Returns:
        The outlines.
    """
    count = len(middles)
    turn = np.linspace(0.0, 2.0 * np.pi, corners + 1)[:-1] + rng.normal(0, 0.12, (count, corners))
    radius = radii[:, None] * (1.0 + rough * np.clip(rng.standard_normal((count, corners)), -2, 2))
    along = radius * np.cos(turn)
    across = radius * np.sin(turn) * rng.uniform(0.55, 1.0, (count, 1))
    angle = rng.uniform(0.0, 2.0 * np.pi, (count, 1))
    c, s = np.cos(angle), np.sin(angle)
    outline = np.stack([c * along - s * across, s * along + c * across], axis=-1)
    if corners > 9:
        # Cut the corners: stones are worn.
        following = np.roll(outline, -1, axis=1)
        cut = [0.78 * outline + 0.22 * following, 0.22 * outline + 0.78 * following]
        outline = np.stack(cut, axis=2).reshape(count, 2 * corners, 2)
    return middles[:, None, :] + outline


def strips(
    starts: Points, angles: Points, lengths: Points, widths: Points, bends: Points, profile: Points
) -> Points:
    """Outlines straws, blades and leaves: a bent line with a width that changes along it.

    Args:
        starts: Where they start, in samples.
        angles: Their directions.
        lengths: Their lengths in samples.
        widths: Their greatest widths in samples.
        bends: How far the end lies beside the straight line, as a share of the length.
        profile: The share of the width at equal steps along the line.

    Returns:
        The outlines: down one side and back on the other.
    """
    t = np.linspace(0.0, 1.0, len(profile))
    along = np.stack([np.cos(angles), np.sin(angles)], axis=-1)[:, None, :]
    across = np.stack([-np.sin(angles), np.cos(angles)], axis=-1)[:, None, :]
    line = along * t[None, :, None] + across * (bends[:, None] * t * t)[..., None]
    line = starts[:, None, :] + lengths[:, None, None] * line
    side = across * (0.5 * widths[:, None] * profile)[..., None]
    return np.concatenate([line + side, (line - side)[:, ::-1]], axis=1)


def _draw(pile: Pile, size: int, thin: bool) -> npt.NDArray[np.int32]:
    """Draws the number of the topmost thing, from 1; 0 is the ground."""
    canvas = np.zeros((size, size), np.int32)
    if thin:
        # A strip goes down one side and back on the other: half its outline is its line.
        half = pile.outlines.shape[1] // 2
        lines = 0.5 * (pile.outlines[:, :half] + pile.outlines[:, ::-1][:, :half])
        fixed = np.round(lines * (1 << _SHIFT)).astype(np.int32)
        for group in np.array_split(np.arange(len(fixed)), min(_GROUPS, len(fixed))):
            thick = max(1, round(float(np.mean(pile.width[group]))))
            where = list(fixed[group])
            cv2.polylines(canvas, where, False, int(group[0]) + 1, thick, cv2.LINE_8, _SHIFT)
        return canvas
    fixed = np.round(pile.outlines * (1 << _SHIFT)).astype(np.int32)
    for number, outline in enumerate(fixed):
        cv2.fillPoly(canvas, [outline], number + 1, cv2.LINE_8, _SHIFT)
    return canvas


def lay(surface: Surface, plane: Plane, pile: Pile, smooth: float = 0.25) -> BoolImage:
    """Lays things on a surface.

    Args:
        surface: The surface; it is changed.
        plane: Its plane.
        pile: The things.
        smooth: How much of the relief below shows through.

    Returns:
        Where they lie.
    """
    low, high = pile.outlines.min(axis=1), pile.outlines.max(axis=1)
    seen = np.all(high > 0.0, axis=1) & np.all(low < plane.size, axis=1)
    pile = pile.keep(np.asarray(seen, np.bool_))
    if not len(pile.outlines):
        return np.zeros((plane.size, plane.size), np.bool_)
    index = _draw(pile, plane.size, float(np.median(pile.width)) < _THIN)
    on = index > 0
    which = index[on] - 1
    surface.albedo[on] = linear(pile.colours)[which]
    surface.lift[on] = pile.lift.astype(np.float32)[which]
    tilt = pile.tilt.astype(np.float32)
    surface.tilt_u[on] = tilt[which, 0]
    surface.tilt_v[on] = tilt[which, 1]
    surface.relief[on] *= np.float32(smooth)
    surface.gloss[on] = 0.0
    if pile.dome.any():
        # Rounded by the distance to the edge of each thing.
        inside = np.ones(index.shape, np.uint8)
        inside[:, 1:] &= index[:, 1:] == index[:, :-1]
        inside[1:] &= index[1:] == index[:-1]
        deep = cv2.distanceTransform(inside, cv2.DIST_L2, 3)[on]
        half = np.maximum(0.5 * pile.width, 0.7).astype(np.float32)[which]
        rest = 1.0 - np.minimum(deep / half, 1.0)
        surface.relief[on] += pile.dome.astype(np.float32)[which] * np.sqrt(1.0 - rest * rest)
    return np.asarray(on, np.bool_)
