"""Compares measured results with what was aimed at."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

LEAST_MIOU = {"soybean": 0.80, "maize-beet": 0.75, "peanut": 0.80}
# A set without a test split is scored on its validation pictures.
WITHOUT_TEST = ("peanut",)
SHUNT_LOSS = 0.01
SHUNT_MULTIPLY_ADDS = 0.28
SHUNT_LATENCY = 0.22
PRECISION_LOSS = {"bf16": 0.002, "int8": 0.01}


def miou_of(results: Row, variant: str, engine: str) -> dict[str, float]:
    """Map each set to its mIoU at full resolution."""
    return {
        row["set"]: row["miou"]
        for row in results["scores"]
        if (row["variant"], row["engine"], row["scale"]) == (variant, engine, "full")
        and row["miou"] is not None
    }


def share_of_reference(results: Row, variant: str, engine: str) -> float | None:
    """Find the processor time of a variant in an engine, over that of the first one."""
    for row in results.get("latency", {}).get("rows", []):
        if (row["variant"], row["engine"]) == (variant, engine):
            return float(row["share_of_first"])
    return None


def reference_of(results: Row, variant: str) -> Row:
    """Find what a variant was made from: the one whose name its own begins with, or itself.

    `dlv3 5-10-Arch1` was made from `dlv3`.
    """
    rows = [row for row in results["variants"] if f"{variant} ".startswith(f"{row['variant']} ")]
    return dict(min(rows, key=lambda row: len(row["variant"])))


def is_reference(results: Row, row: Row) -> bool:
    """Say whether a variant was made from no other."""
    return bool(reference_of(results, row["variant"])["variant"] == row["variant"])


def verdict(met: bool) -> str:
    """Return the word of the last column."""
    return "met" if met else "**missed**"


def targets_table(results: Row) -> list[str]:
    """One line per target and variant; what was not measured has no line."""
    lines = ["| target | measured | |", "|---|---|---|"]
    reference = results["variants"][0]["variant"]
    base = miou_of(results, reference, "opencv-f32")
    for name, least in LEAST_MIOU.items():
        looks = [("", base[name])] if name in base else []
        looks += [
            (described_look(row), row["miou"])
            for row in results.get("views", [])
            if (row["variant"], row["set"]) == (reference, name)
        ]
        split = "validation" if name in WITHOUT_TEST else "test"
        for look, miou in looks:
            lines.append(
                f"| {name} {split}, mIoU of {reference} at least {least:.2f}{look} | {miou:.3f} "
                f"| {verdict(miou >= least)} |"
            )
    # The targets are those of shunts; the light head is another network.
    for row in results["variants"]:
        light = row.get("architecture", "").startswith("Light head")
        if not light and not is_reference(results, row):
            lines += shunt_lines(results, row, reference_of(results, row["variant"]))
    for precision, most in PRECISION_LOSS.items():
        lines += precision_lines(results, precision, most)
    return lines


def described_look(row: Row) -> str:
    """Say how a score beside the usual one came about."""
    views = "" if row["views"] == 1 else f", {row['views']} views of each tile"
    return views + (", threshold found without labels" if row["own_threshold"] else "")


def shunt_lines(results: Row, row: Row, reference: Row) -> list[str]:
    """Loss, multiply-adds and latency of one shunted variant against the reference."""
    variant, original = row["variant"], reference["variant"]
    base = miou_of(results, original, "opencv-f32")
    own = miou_of(results, variant, "opencv-f32")
    lines = []
    if own and own.keys() == base.keys():
        losses = {name: base[name] - own[name] for name in base}
        text = ", ".join(f"{name} {-loss:+.3f}" for name, loss in losses.items())
        lines.append(
            f"| {variant}: within {SHUNT_LOSS} of {original} | {text} "
            f"| {verdict(max(losses.values()) <= SHUNT_LOSS)} |"
        )
    saved = 1 - row["multiply_adds"] / reference["multiply_adds"]
    lines.append(
        f"| {variant}: at least {SHUNT_MULTIPLY_ADDS:.0%} fewer multiply-adds | {-saved:+.1%} "
        f"| {verdict(saved >= SHUNT_MULTIPLY_ADDS)} |"
    )
    for engine in ("opencv-f32", "openvino-f32", "openvino-bf16"):
        share = share_of_reference(results, variant, engine)
        if share is not None:
            saved = 1 - share
            lines.append(
                f"| {variant}: at least {SHUNT_LATENCY:.0%} less latency, {engine} | {-saved:+.1%} "
                f"| {verdict(saved >= SHUNT_LATENCY)} |"
            )
    return lines


def precision_lines(results: Row, precision: str, most: float) -> list[str]:
    """Loss of a precision against f32 in OpenVINO, for every variant."""
    lines = []
    for row in results["variants"]:
        full = miou_of(results, row["variant"], "openvino-f32")
        own = miou_of(results, row["variant"], f"openvino-{precision}")
        if own and own.keys() == full.keys():
            losses = {name: full[name] - own[name] for name in full}
            text = ", ".join(f"{name} {-loss:+.4f}" for name, loss in losses.items())
            lines.append(
                f"| {row['variant']}: {precision} within {most} of f32 | {text} "
                f"| {verdict(max(losses.values()) <= most)} |"
            )
    return lines
