"""Tests of the renderer."""

from __future__ import annotations

import numpy as np
import pytest

from fieldsynth.plants import BACKGROUND, CROP, WEED, Shape
from fieldsynth.render import Sensor, View, random_sensor, render
from fieldsynth.scene import Box, Scene, Soil, Sun, random_scene

SOIL = Soil((160.0, 140.0, 110.0), (110.0, 90.0, 70.0), 0.5, 0.0, (0.5,) * 16)
SUN = Sun(120.0, 50.0, 0.8)


def _square(x: float, y: float, side: float, label: int) -> Shape:
    half = side / 2.0
    corners = np.array([[-half, -half], [half, -half], [half, half], [-half, half]])
    points = corners + np.array([x, y])
    return Shape(points, (90.0, 140.0, 70.0), 0.02, (0.0, 0.0), label, side)


def _mask(scene: Scene, view: View) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return render(scene, view, Sensor(), np.random.default_rng(0))[1]


def test_pixels_and_ground_are_inverse() -> None:
    """What goes to the ground comes back to the same pixel."""
    view = View(80, 60, 5.0, -3.0, 0.01, 33.0)
    u, v = np.array([0.0, 12.5, 80.0]), np.array([60.0, 7.25, 0.0])
    x, y = view.to_ground(u, v)
    assert np.allclose(view.to_pixels(np.stack([x, y], axis=1)), np.stack([u, v], axis=1))


def test_heading_is_clockwise_from_north() -> None:
    """With a heading of 90 degrees the top of the picture is in the east."""
    view = View(100, 100, 0.0, 0.0, 0.01, 90.0)
    x, y = view.to_ground(np.array([50.0]), np.array([0.0]))
    assert np.allclose([x[0], y[0]], [0.5, 0.0])


@pytest.mark.parametrize("heading", [0.0, 90.0, 180.0, 270.0])
def test_mask_covers_the_area_of_the_polygon(heading: float) -> None:
    """A square of 20 cm at 1 cm/px has 400 pixels of its class, in the right place."""
    scene = Scene(SOIL, SUN, [_square(0.2, 0.1, 0.2, WEED), _square(-0.3, -0.2, 0.1, CROP)])
    mask = _mask(scene, View(100, 100, 0.0, 0.0, 0.01, heading))
    assert abs(int((mask == WEED).sum()) - 400) <= 42
    assert abs(int((mask == CROP).sum()) - 100) <= 22
    rows, cols = np.nonzero(mask == WEED)
    x, y = View(100, 100, 0.0, 0.0, 0.01, heading).to_ground(
        cols.astype(np.float64) + 0.5, rows.astype(np.float64) + 0.5
    )
    assert np.allclose([x.mean(), y.mean()], [0.2, 0.1], atol=0.006)


def test_higher_shape_hides_lower() -> None:
    """Later shapes cover earlier ones in the mask."""
    scene = Scene(SOIL, SUN, [_square(0.0, 0.0, 0.4, CROP), _square(0.0, 0.0, 0.2, WEED)])
    mask = _mask(scene, View(100, 100, 0.0, 0.0, 0.01))
    assert mask[50, 50] == WEED
    assert mask[50, 35] == CROP
    assert mask[5, 5] == BACKGROUND


def test_shadow_falls_away_from_the_sun() -> None:
    """With the sun in the east, the soil to the west of a plant is darker than to the east."""
    high = Shape(_square(0.0, 0.0, 0.2, WEED).points, (90.0, 140.0, 70.0), 0.1, (0.0, 0.0), WEED,
                 0.2)  # fmt: skip
    scene = Scene(SOIL, Sun(90.0, 45.0, 1.0), [high])
    quiet = Sensor(noise=0.0, gradient=(0.0, 0.0), vignette=0.0)
    picture, _ = render(scene, View(100, 100, 0.0, 0.0, 0.01), quiet, np.random.default_rng(0))
    assert picture[48:52, 33:38].mean() < 0.75 * picture[48:52, 62:67].mean()


def test_tiles_do_not_show() -> None:
    """A picture drawn in tiles has the mask, and nearly the colours, of one drawn at once."""
    rng = np.random.default_rng(5)
    scene = random_scene(rng, Box(-1.0, -1.0, 1.0, 1.0))
    view = View(240, 200, 0.0, 0.0, 0.004, 20.0)
    quiet = Sensor(noise=0.0)
    whole, mask = render(scene, view, quiet, np.random.default_rng(0))
    tiled, tiled_mask = render(scene, view, quiet, np.random.default_rng(0), tile_px=100)
    assert (mask != tiled_mask).mean() < 0.003
    inner = np.s_[60:-60, 60:-60]
    assert np.abs(whole[inner].astype(int) - tiled[inner].astype(int)).mean() < 1.5


def test_render_is_repeatable() -> None:
    """The same seed gives the same picture."""
    pictures = []
    for _ in range(2):
        rng = np.random.default_rng(9)
        scene = random_scene(rng, Box(-0.4, -0.4, 0.4, 0.4))
        pictures.append(
            render(scene, View(96, 96, 0.0, 0.0, 0.004), random_sensor(rng), rng)[0].tobytes()
        )
    assert pictures[0] == pictures[1]
