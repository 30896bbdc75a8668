"""Plots score against the number of labelled pictures: docs/results/teach.svg."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from math import log2

COLOURS = ("#1b6e3c", "#c1440e", "#2a5caa", "#8a5a00", "#7b2d8b", "#0b8a8a", "#b0235f", "#d4a800")
WIDTH, HEIGHT, LEFT, TOP, BOTTOM, LEGEND = 760, 420, 56, 20, 52, 250
LINE = 18


def score_svg(curves: Mapping[str, Mapping[int, float]]) -> str:
    """Draws a line per session; 0 pictures is the network before it was taught.

    Args:
        curves: The mIoU of each session by the number of labelled pictures.

    Returns:
        The picture.
    """
    counts = sorted({count for curve in curves.values() for count in curve})
    values = [value for curve in curves.values() for value in curve.values()]
    low = int(min(values) * 10) / 10
    high = int(max(values) * 10 + 1) / 10
    right, floor = WIDTH - LEGEND, HEIGHT - BOTTOM

    def across(count: int) -> float:
        return LEFT + (right - LEFT) * log2(count + 1) / max(log2(counts[-1] + 1), 1)

    def down(value: float) -> float:
        return floor - (floor - TOP) * (value - low) / (high - low)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for step in range(round((high - low) * 10) + 1):
        y = down(low + step / 10)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{right}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">'
                     f"{low + step / 10:.1f}</text>")  # fmt: skip
    for count in counts:
        parts.append(f'<text x="{across(count):.1f}" y="{floor + 18}" text-anchor="middle">'
                     f"{count}</text>")  # fmt: skip
    middle = (LEFT + right) / 2
    parts.append(
        f'<text x="{middle}" y="{HEIGHT - 12}" text-anchor="middle">labelled pictures</text>'
    )
    parts.append(f'<text x="14" y="{HEIGHT / 2}" transform="rotate(-90 14 {HEIGHT / 2})" '
                 'text-anchor="middle">mIoU of other pictures</text>')  # fmt: skip
    for index, (name, curve) in enumerate(curves.items()):
        parts += _line(name, curve, index, across, down, right)
    return "\n".join([*parts, "</svg>", ""])


def _line(
    name: str,
    curve: Mapping[int, float],
    index: int,
    across: Callable[[int], float],
    down: Callable[[float], float],
    right: int,
) -> Sequence[str]:
    colour = "#000000" if name == "mean" else COLOURS[index % len(COLOURS)]
    width = 3 if name == "mean" else 1.5
    dashes = ' stroke-dasharray="6 3"' if index >= len(COLOURS) else ""
    spots = [(across(count), down(curve[count])) for count in sorted(curve)]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
    y = TOP + LINE * (index + 0.5)
    style = f'fill="none" stroke="{colour}" stroke-width="{width}"{dashes}'
    return [
        f'<path d="M{path}" {style}/>',
        *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in spots),
        f'<path d="M{right + 12} {y:.1f}h20" {style}/>',
        f'<text x="{right + 38}" y="{y + 4:.1f}">{escape(name)}</text>',
    ]
