"""Plots latency against accuracy: colours are variants, forms are engines, hollow is half size.

The legend names them, so that no label stands between the points; a point's title has its numbers.
"""

from __future__ import annotations

from html import escape
from math import ceil, cos, floor, log10, pi, sin
from typing import Any

from ragweed_training.accuracy_page import latency_of, ordered_scores

Row = dict[str, Any]
COLOURS = (
    *("#1b6e3c", "#c1440e", "#2a5caa", "#8a5a00", "#7b2d8b"),
    *("#444444", "#0b8a8a", "#b0235f", "#d4a800", "#6fae3d"),
    *("#e88fb4", "#5fa8e8"),
)
# Corners and the turn of the first one, in degrees; 0 corners are a circle.
FORMS = ((0, 0.0), (4, 45.0), (3, -90.0), (4, 0.0), (3, 90.0), (5, -90.0), (6, 0.0))
WIDTH, LEFT, TOP, BOTTOM, LEGEND = 760, 64, 24, 56, 200
LINE = 16
RADIUS = 5.0


def marker(x: float, y: float, form: int, colour: str, half: bool, title: str = "") -> str:
    """Draw one point."""
    fill = "white" if half else colour
    style = f'fill="{fill}" fill-opacity="0.75" stroke="{colour}" stroke-width="1.3"'
    inner = f"<title>{escape(title)}</title>" if title else ""
    corners, turn = FORMS[form % len(FORMS)]
    if not corners:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS - 0.6}" {style}>{inner}</circle>'
    angles = [turn * pi / 180 + 2 * pi * k / corners for k in range(corners)]
    spots = " ".join(f"{x + RADIUS * cos(a):.1f},{y + RADIUS * sin(a):.1f}" for a in angles)
    return f'<polygon points="{spots}" {style}>{inner}</polygon>'


def round_steps(low: float, high: float, count: int) -> list[float]:
    """Choose round values that cover a span, about as many as asked."""
    rough = max(high - low, 1e-6) / count
    power = 10.0 ** floor(log10(rough))
    step = next(power * k for k in (1, 2, 5, 10) if power * k >= rough * 0.999)
    first = floor(low / step + 1e-9)
    last = max(ceil(high / step - 1e-9), first + 1)
    return [round(step * k, 9) for k in range(first, last + 1)]


def accuracy_svg(results: Row) -> str:
    """Plot mean mIoU of the sets against milliseconds per megapixel."""
    points = plot_points(results)
    variants = list(dict.fromkeys(point[0] for point in points))
    engines = list(dict.fromkeys(point[1] for point in points))
    height = max(420, TOP + BOTTOM + LINE * (len(variants) + len(engines) + 5))
    xs = round_steps(0.0, max((p[2] for p in points), default=1.0), 6)
    ys = round_steps(
        min((p[3] for p in points), default=0.0), max((p[3] for p in points), default=1.0), 6
    )
    right, bottom = WIDTH - LEGEND, height - BOTTOM

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            LEFT + (x - xs[0]) / (xs[-1] - xs[0]) * (right - LEFT - 12),
            bottom - (y - ys[0]) / (ys[-1] - ys[0]) * (bottom - TOP - 8),
        )

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        f'<path d="M{LEFT} {TOP}V{bottom}H{right}" fill="none" stroke="#444"/>',
        f'<text x="{LEFT}" y="{height - 14}">processor milliseconds per megapixel of the '
        "picture</text>",
        f'<text x="14" y="{bottom}" transform="rotate(-90 14 {bottom})">'
        "mIoU, mean of the test sets</text>",
    ]
    for x in xs:
        px, _ = place(x, ys[0])
        lines.append(
            f'<text x="{px:.0f}" y="{bottom + 16}" text-anchor="middle">{x:g}</text>'
            f'<path d="M{px:.1f} {bottom}v4" stroke="#444"/>'
        )
    for y in ys:
        _, py = place(xs[0], y)
        lines.append(
            f'<text x="{LEFT - 8}" y="{py + 4:.0f}" text-anchor="end">{y:.3g}</text>'
            f'<path d="M{LEFT} {py:.1f}H{right}" stroke="#e4e4e4"/>'
        )
    for variant, engine, x, y, half in points:
        colour = COLOURS[variants.index(variant) % len(COLOURS)]
        title = f"{variant} {engine}{', half resolution' if half else ''}: {x:.0f} ms, {y:.3f}"
        lines.append(marker(*place(x, y), engines.index(engine), colour, half, title))
    return "\n".join([*lines, *legend(variants, engines, right + 22), "</svg>", ""])


def legend(variants: list[str], engines: list[str], x: float) -> list[str]:
    """Name colours and forms, one line each."""
    lines = []
    row = 0
    for k, variant in enumerate(variants):
        y = TOP + 10 + LINE * row
        colour = COLOURS[k % len(COLOURS)]
        lines.append(f'<rect x="{x - 5}" y="{y - 5}" width="10" height="10" fill="{colour}"/>')
        lines.append(f'<text x="{x + 12}" y="{y + 4}">{escape(variant)}</text>')
        row += 1
    row += 1
    for k, engine in enumerate(engines):
        y = TOP + 10 + LINE * row
        lines.append(marker(x, y, k, "#444444", False))
        lines.append(f'<text x="{x + 12}" y="{y + 4}">{escape(engine)}</text>')
        row += 1
    y = TOP + 10 + LINE * row
    lines.append(marker(x, y, 0, "#444444", True))
    lines.append(f'<text x="{x + 12}" y="{y + 4}">hollow: half resolution</text>')
    return lines


def plot_points(results: Row) -> list[tuple[str, str, float, float, bool]]:
    """List variant, engine, ms per megapixel, mean mIoU and whether at half resolution."""
    sums: dict[tuple[str, str, str], list[float]] = {}
    for row in ordered_scores(results):
        if row["miou"] is not None:
            key = (row["variant"], row["engine"], row["scale"])
            sums.setdefault(key, []).append(row["miou"])
    points = []
    for (variant, engine, scale), values in sums.items():
        timed = latency_of(results, variant, engine)
        if timed is not None:
            half = scale == "half"
            x = timed["processor_ms_per_mpx"] * (0.25 if half else 1.0)
            points.append((variant, engine, x, sum(values) / len(values), half))
    return points
