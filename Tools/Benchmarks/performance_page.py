"""The page of the comparison with peers."""

from __future__ import annotations

from typing import Any

WALL_SHARE, CPU_SHARE = 0.5, 0.5
MEMORY_MB, MEMORY_GROWTH = 300.0, 0.10
THROUGHPUT = 0.85
SEAM, CONSISTENCY = 78, 0.83
FRAMES_PER_S = 0.55
# What rows are called that have the overlap of `ragweed map` itself, not that of the job.
USUAL = "33 % overlap, as it comes"


def verdict(is_met: bool) -> str:
    """A word for a target."""
    return "met" if is_met else "**missed**"


def job_table(rows: list[dict[str, Any]]) -> list[str]:
    """The table of time, memory and masks."""
    lines = [
        "| program | wall s | CPU s | peak MB | polygons | wrong px | worst column (median) "
        "| shift consistency |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        name = row["name"] + (f", {row['note']}" if row["note"] else "")
        wrong = "" if row["wrong_pixels"] is None else str(row["wrong_pixels"])
        seam = "" if row["worst_column"] is None else f"{row['worst_column']}"
        seam += "" if row["median_column"] is None else f" ({row['median_column']})"
        same = "" if row["consistency"] is None else f"{row['consistency']:.3f}"
        lines.append(
            f"| {name} | {row['wall_s']:.2f} | {row['cpu_s']:.1f} | {row['peak_mb']:.0f} "
            f"| {'yes' if row['writes_polygons'] else 'no'} | {wrong} | {seam} | {same} |"
        )
    return lines


def target_table(document: dict[str, Any]) -> list[str]:
    """The targets beside what was measured."""
    ours = [row for row in document["rows"] if row["is_ragweed"] and not row["note"]]
    # A loop without overlap does less than the job: it is in the table for its seams alone.
    peers = [
        row for row in document["rows"] if not row["is_ragweed"] and "no overlap" not in row["name"]
    ]
    usual = [row for row in document["rows"] if row["is_ragweed"] and row["note"] == USUAL]
    lines = ["| target | measured | |", "|---|---|---|"]
    for rows, note in ((ours, ""), (usual, f", {USUAL}")) if peers else ():
        best = min(rows, key=lambda row: float(row["wall_s"]))
        fastest = min(peers, key=lambda row: float(row["wall_s"]))
        least = min(peers, key=lambda row: float(row["cpu_s"]))
        wall = best["wall_s"] / fastest["wall_s"]
        cpu = best["cpu_s"] / least["cpu_s"]
        lines += [
            f"| wall time at most {WALL_SHARE:g} of the fastest peer{note} | {wall:.2f} "
            f"({best['name']} against {fastest['name']}) | {verdict(wall <= WALL_SHARE)} |",
            f"| processor time at most {CPU_SHARE:g} of the thriftiest peer{note} | {cpu:.2f} "
            f"({best['name']} against {least['name']}) | {verdict(cpu <= CPU_SHARE)} |",
        ]
    peak = max(float(row["peak_mb"]) for row in ours + usual)
    lines.append(
        f"| at most {MEMORY_MB:.0f} MB | {peak:.0f} MB, the largest of our engines "
        f"| {verdict(peak <= MEMORY_MB)} |"
    )
    small = {row["name"].removeprefix("ragweed, ").lower(): row["peak_mb"] for row in usual}
    for large in document["large"]:
        growth = large["peak_mb"] / small[large["engine"]] - 1
        lines.append(
            f"| the same within {MEMORY_GROWTH:.0%} at {large['side_px']} px a side, "
            f"{large['engine']} | {large['peak_mb']:.0f} MB, {growth:+.0%} "
            f"| {verdict(growth <= MEMORY_GROWTH)} |"
        )
    for floor in document["floors"]:
        share = float(floor["share"])
        lines.append(
            f"| at least {THROUGHPUT:.0%} of the throughput of {floor['engine']} alone "
            f"| {share:.0%} (median of {floor['turns']} turns; {floor['bare_s']:.2f} s of "
            f"{floor['ragweed_s']:.2f} s) | {verdict(share >= THROUGHPUT)} |"
        )
    # Half precision cannot tell all 256 levels of a byte apart, so only f32 can be without fault.
    exact = [int(row["wrong_pixels"]) for row in ours if row["name"].endswith("f32")]
    other = [f"{row['name']}: {row['wrong_pixels']}" for row in ours if "f32" not in row["name"]]
    lines.append(
        f"| no wrong pixel with the per-pixel model | {max(exact)} in f32"
        + "".join(f"; {text}" for text in other)
        + f" | {verdict(max(exact) == 0)} |"
    )
    seam, same_share = worst_figures(usual)
    fastest_frames = max(document["frames"], key=lambda row: float(row["per_s"]))
    rate = float(fastest_frames["per_s"])
    lines += [
        f"| worst column at most {SEAM}, {USUAL} | {seam} (without tiles "
        f"{document['untiled_worst_column']}) | {verdict(seam <= SEAM)} |",
        f"| shift consistency at least {CONSISTENCY:g}, {USUAL} | {same_share:.3f} "
        f"| {verdict(same_share >= CONSISTENCY)} |",
        f"| 20-megapixel frames, at least {FRAMES_PER_S:g} per second | {rate:.2f}, "
        f"{fastest_frames['engine']} | {verdict(rate >= FRAMES_PER_S)} |",
    ]
    return lines


def worst_figures(rows: list[dict[str, Any]]) -> tuple[int, float]:
    """The worst column and the least shift consistency of any of the rows."""
    seam = max(int(row["worst_column"]) for row in rows)
    return seam, min(float(row["consistency"]) for row in rows)


def other_settings(document: dict[str, Any]) -> list[str]:
    """What no target asks for: to choose an engine and an overlap by."""
    ours = [row for row in document["rows"] if row["is_ragweed"] and not row["note"]]
    seam, same_share = worst_figures(ours)
    lines = [
        "| | measured |",
        "|---|---|",
        f"| worst column, 25 % overlap | {seam} |",
        f"| shift consistency, 25 % overlap | {same_share:.3f} |",
    ]
    for large in document["large"]:
        share = large["bare_s"] / large["seconds"]
        lines.append(
            f"| throughput of {large['engine']} alone that is reached at {large['side_px']} px a "
            f"side | {share:.0%} ({large['bare_s']:.1f} s of {large['seconds']:.1f} s) |"
        )
    lines += [
        f"| 20-megapixel frames per second, {row['engine']} | {row['per_s']:.2f} |"
        for row in document["frames"]
    ]
    return lines


def page(document: dict[str, Any]) -> str:
    """The whole page.

    Args:
        document: What was measured.

    Returns:
        Its Markdown.
    """
    versions = ", ".join(f"{name} {version}" for name, version in document["versions"].items())
    lines = [
        "# Performance, beside peers",
        "",
        "Made by `Tools/performance`; do not edit. Rasters and frames are SYNTHETIC. "
        f"Machine: {document['machine']}.",
        f"Peers from PyPI, each in an environment of its own: {versions}.",
    ]
    if document["missing"]:
        lines.append(f"Not installed here and not measured: {', '.join(document['missing'])}.")
    lines += [
        "",
        "The job: 4096 x 4096 pixels, RGB, EPSG:32633, 1 cm/px, 512 px tiles, 128 px overlap, the",
        "shipped small network; everybody gets the same ONNX file (input from 0 to 1, GeoDeep's",
        "metadata inside). Median of the turns; start, imports and writing are included. `ragweed`",
        "also writes polygons with areas as GeoJSON and GeoPackage; most peers write a mask only.",
        f'By itself it overlaps tiles by 171 px: rows with "{USUAL}". Throughput and memory of',
        "larger rasters are measured so. OpenVINO takes the network that an earlier run compiled.",
        "Alone, before and after each run beside it, OpenVINO has the file as everybody gets it;",
        "`ragweed` hands it the network without its last enlargement, which it does itself, and",
        "with clips for the hard-sigmoids of the shunt. The frames show ground without overlap.",
        "",
        *job_table(document["rows"]),
        "",
        "- Wrong px: against a per-pixel model, which no tiling can change.",
        "- Worst column: the most changes of class between two neighbouring columns, with a model",
        "  that compares each pixel with the mean of its tile, on smooth noise. Without tiles the",
        f"  worst column has {document['untiled_worst_column']}. Seams make it larger.",
        "- Shift consistency: IoU of two masks of the same ground, tile grids 100 px apart.",
        "",
        "## Targets",
        "",
        *target_table(document),
        "",
        "## Other settings",
        "",
        *other_settings(document),
        "",
        "Of the larger raster each block is decoded about three times: to keep what the",
        "next row of tiles needs would take up to 50 MB more.",
        "",
    ]
    return "\n".join(lines)
