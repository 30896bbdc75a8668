"""The canopy of a forest: crowns of leaves or of needles, and the dark between them."""

from __future__ import annotations

import cv2
import numpy as np

from fieldsynth.grounds import litter
from fieldsynth.grounds.cells import make_cells
from fieldsynth.grounds.pile import Pile, lay, strips, vary_colours
from fieldsynth.grounds.surface import Plane, Surface, make_surface, ramp
from fieldsynth.noise import FloatImage
from fieldsynth.plants import Colour, Points

_LEAVES: tuple[tuple[Colour, ...], ...] = (
    ((74, 104, 48), (100, 130, 58), (58, 84, 42)),
    ((88, 118, 60), (122, 146, 74), (70, 98, 52)),
    ((56, 86, 50), (78, 108, 58), (44, 68, 42)),
    ((150, 130, 52), (178, 138, 50), (104, 116, 50), (146, 88, 42)),
)
_NEEDLES: tuple[tuple[Colour, ...], ...] = (
    ((52, 74, 48), (70, 92, 56), (40, 58, 42)),
    ((66, 84, 66), (86, 104, 80), (50, 66, 54)),
)
_TWIG = np.array([1.0, 0.9, 0.7, 0.2])


def _at(field: FloatImage, points: Points) -> Points:
    """Reads a field at points."""
    spot = np.clip(np.round(points), 0, field.shape[0] - 1).astype(np.int32)
    return np.asarray(field[spot[:, 1], spot[:, 0]], np.float64)


def _crowns(plane: Plane, size_m: float, deep_m: float) -> FloatImage:
    """Raises crowns, boughs on them and twigs on these; heights in metres."""
    rng = plane.rng
    cells = make_cells(plane, size_m, warp=0.07)
    dome = np.clip(1.0 - (cells.near / np.float32(0.75)) ** 2, 0.0, 1.0)
    edge = ramp(cells.gap, 0.0, 0.25)
    height = np.float32(deep_m) * dome * (0.6 + 0.4 * edge)
    height += np.float32(0.5 * deep_m) * cells.value()
    for share, gain in ((0.2, 0.30), (0.07, 0.12)):
        bough = make_cells(plane, size_m * share, warp=0.2)
        bump = np.sqrt(np.clip(bough.gap / 0.7, 0.0, 1.0)) * (0.3 + 0.7 * bough.value())
        height += np.float32(gain * deep_m) * bump
    holes = ramp(plane.noise(0.9 * size_m, 1.9), float(rng.uniform(1.0, 2.0)), 2.6)
    return np.asarray(height * (1.0 - 0.7 * holes), np.float32)


def _foliage(
    plane: Plane, surface: Surface, height: FloatImage, colours: tuple[Colour, ...], leaf_m: float
) -> None:
    """Covers the crowns with leaves, layer over layer."""
    rng = plane.rng
    length = max(leaf_m / plane.gsd, 3.2)
    shape = float(rng.uniform(0.35, 0.75))
    room = float(height.max() - height.min()) + 1e-3
    for dim, cover in ((0.6, 1.0), (0.85, 0.9), (1.08, 0.8), (1.25, 0.4)):
        margin = min(0.6, length / plane.size)
        area = (1.0 + 2.0 * margin) ** 2 * plane.size**2
        count = int(min(6500, 4 + cover * area / (0.65 * shape * length * length)))
        starts = plane.scatter(count, margin)
        base = _at(height, starts)
        # High and bright leaves lie on top; deep gaps stay open.
        shown = rng.random(count) < 0.4 + 1.1 * (base - height.min()) / room
        order = np.flatnonzero(shown)[np.argsort(base[shown])]
        starts, count = starts[order], len(order)
        lengths = length * np.exp(0.25 * rng.standard_normal(count))
        widths = shape * lengths * np.exp(0.1 * rng.standard_normal(count))
        angles = rng.uniform(0.0, 2.0 * np.pi, count)
        bends = 0.12 * rng.standard_normal(count)
        profile = litter.SMALL_LEAF if length < 12.0 else litter.LEAF
        outlines = strips(starts, angles, lengths, widths, bends, profile)
        tint = dim * vary_colours(rng, colours, count, 0.12)
        tilt = 0.30 * rng.standard_normal((count, 2))
        # Each layer lies close above the last: the shade of a leaf falls beside it.
        lift = 0.02 * dim + 0.006 * np.sort(rng.random(count))
        pile = Pile(outlines, tint, lift, 0.0 * lift, tilt, widths)
        lay(surface, plane, _folded(pile, angles) if length >= 12.0 else pile, 1.0)


def _folded(pile: Pile, angles: Points) -> Pile:
    """Folds leaves along their midribs: each becomes two halves that slope apart."""
    half = pile.outlines.shape[1] // 2
    left, right = pile.outlines[:, :half], pile.outlines[:, half:]
    rib = 0.5 * (left + right[:, ::-1])
    sides = [np.concatenate([left, rib[:, ::-1]], 1), np.concatenate([rib, right], 1)]
    fold = 0.22 * np.stack([-np.sin(angles), np.cos(angles)], axis=-1)
    both = np.stack([pile.tilt - fold, pile.tilt + fold], axis=1)
    return Pile(
        np.stack(sides, axis=1).reshape(-1, 2 * half, 2),
        np.repeat(pile.colours, 2, axis=0),
        np.repeat(pile.lift, 2),
        np.repeat(pile.dome, 2),
        both.reshape(-1, 2),
        np.repeat(pile.width, 2),
    )


def _branches(plane: Plane, surface: Surface, size_m: float, colours: tuple[Colour, ...]) -> None:
    """Stands conifers: branches run out from each stem and carry twigs on both sides."""
    rng = plane.rng
    radius = 0.62 * size_m / plane.gsd
    side = int(np.ceil(plane.size / radius / 1.05)) + 3
    grid = np.stack(np.meshgrid(np.arange(side), np.arange(side)), axis=-1).reshape(-1, 2)
    stems = (grid + rng.uniform(-0.9, 0.0) + rng.uniform(-0.32, 0.32, grid.shape)) * radius * 1.05
    stems = stems[rng.permutation(len(stems))]
    tops = rng.uniform(0.6, 1.0, len(stems)) * 2.2 * size_m
    total = 26000
    middle = np.full(2, plane.size / 2.0)
    # Twigs are spent on what the picture shows.
    near = np.all(np.abs(stems - middle) < plane.size / 2.0 + radius, axis=1)
    stems, tops = stems[near], tops[near]
    which = rng.integers(len(stems), size=total)
    boughs = 26
    bough = rng.integers(boughs, size=total) + 0.3 * rng.standard_normal(total)
    bough = bough * (2.0 * np.pi / boughs) + which
    out = np.sqrt(rng.random(total)) * (0.75 + 0.25 * np.cos(5.0 * bough + which))
    away = np.stack([np.cos(bough), np.sin(bough)], axis=-1)
    starts = stems[which] + (radius * out)[:, None] * away
    twig = max(0.12 / plane.gsd, 5.0)
    seen = np.all((starts > -twig) & (starts < plane.size + twig), axis=1)
    height = 0.3 * tops[which] * (1.0 - 0.75 * out)
    order = np.flatnonzero(seen)[np.argsort(height[seen])]
    bough, out, starts, height = bough[order], out[order], starts[order], height[order]
    count = len(starts)
    angles = bough + rng.choice((-0.7, 0.7, 0.0), count) + 0.15 * rng.standard_normal(count)
    lengths = twig * np.exp(0.3 * rng.standard_normal(count))
    widths = np.maximum(0.12 * lengths, 1.7)
    outlines = strips(starts, angles, lengths, widths, 0.1 * rng.standard_normal(count), _TWIG)
    tint = vary_colours(rng, colours, count, 0.13) * (1.6 - 0.5 * out)[:, None]
    tilt = -0.4 * np.stack([np.cos(bough), np.sin(bough)], axis=-1)
    tilt += 0.25 * rng.standard_normal((count, 2))
    lay(surface, plane, Pile(outlines, tint, height, 0.02 * lengths * plane.gsd, tilt, widths))


def forest(plane: Plane) -> Surface:
    """Makes a canopy.

    Args:
        plane: The plane.

    Returns:
        The surface; all of it is vegetation.
    """
    rng = plane.rng
    surface = make_surface(plane, (34.0, 36.0, 24.0))
    surface.scale(np.exp(0.3 * plane.noise(0.5, 0.8)))
    size = float(rng.uniform(2.0, 7.0))
    if rng.random() < 0.3 and plane.gsd > 0.002:
        _branches(plane, surface, min(size, 4.5), _NEEDLES[int(rng.integers(len(_NEEDLES)))])
    else:
        height = _crowns(plane, size, float(rng.uniform(0.25, 0.5)) * size)
        leaf = float(rng.uniform(0.05, 0.13))
        # A leaf lies as flat as the bough below it is on the whole.
        reach = max(1, round(leaf / plane.gsd))
        calm = cv2.blur(cv2.blur(height, (reach, reach)), (reach, reach))
        height = np.asarray(calm, np.float32)
        surface.relief = np.asarray(0.5 * height, np.float32)
        colours = _LEAVES[int(rng.choice(4, p=(0.32, 0.28, 0.28, 0.12)))]
        _foliage(plane, surface, height, colours, leaf)
        deep = (height - height.min()) / np.float32(np.ptp(height) + 1e-3)
        surface.scale(0.55 + 0.75 * deep)
        tree = make_cells(plane, size, warp=0.07).value()
        surface.scale(0.8 + 0.4 * tree)
    surface.plants[:] = True
    return surface
