"""Renders measured results as a page and a latency-accuracy plot."""

from __future__ import annotations

from typing import Any

from ragweed_training.accuracy_targets import reference_of, targets_table

SEMINAR = """## The seminar's own numbers

Another data set (971 images of ragweed, never published), another camera, a Jetson TX2, weights
pretrained on Cityscapes. They are no yardstick for the tables above; they show the form.

| mIoU at | dlv3 | dlv3s (shunt) | dlv3trt | dlv3trts (both) |
|---|---|---|---|---|
| 961 x 541 | 0.000 (read as: no result) | 0.625 | missing | 0.625 |
| 1921 x 1081 | 0.670 | 0.695 | 0.634 | 0.695 |

| Cityscapes, reference 59.6 | 7-10-Arch4 | 5-10-Arch1 | 4-10-Arch1 |
|---|---|---|---|
| multiply-adds | -15 % | -28 % | -39 % |
| mIoU, shunt inserted | 34.84 | 37.97 | 35.13 |
| fine-tuned | 56.52 | 54.91 | 51.83 |
| fine-tuned with distillation | 56.03 | 55.98 | 51.14 |
"""
Row = dict[str, Any]


def number(value: float | None, digits: int = 3) -> str:
    """Format a score; a dash where there is none."""
    return "-" if value is None else f"{value:.{digits}f}"


def latency_of(results: Row, variant: str, engine: str) -> Row | None:
    """Find the latency of a variant in an engine."""
    for row in results.get("latency", {}).get("rows", []):
        if row["variant"] == variant and row["engine"] == engine:
            return dict(row)
    return None


def models_table(results: Row) -> list[str]:
    """Size and work of each variant, compared with what it was made from."""
    lines = [
        "| variant | multiply-adds of a 512 px tile (M) | parameters (K) | ONNX f32 (kB) "
        "| int8 (kB) |",
        "|---|---|---|---|---|",
    ]
    for row in results["variants"]:
        own = row["multiply_adds"]
        original = reference_of(results, row["variant"])["multiply_adds"]
        saved = f" ({own / original - 1:+.1%})" if own != original else ""
        small = "-" if row["bytes_int8"] is None else f"{row['bytes_int8'] / 1000:.0f}"
        lines.append(
            f"| {row['variant']} | {own / 1e6:.0f}{saved} "
            f"| {row['parameters'] / 1e3:.0f} | {row['bytes'] / 1000:.0f} | {small} |"
        )
    return lines


def ordered_scores(results: Row) -> list[Row]:
    """Sort scores as variants, then as they were measured."""
    order = [row["variant"] for row in results["variants"]]
    known = [row for row in results["scores"] if row["variant"] in order]
    scales = ["full", "half"]
    return sorted(
        known,
        key=lambda row: (row["set"], order.index(row["variant"]), scales.index(row["scale"])),
    )


def scores_table(results: Row, name: str) -> list[str]:
    """All scores on one set."""
    lines = [
        "| variant | engine | resolution | mIoU | IoU rest | IoU weed | precision | recall "
        "| ms per Mpx: processor (least that passed) |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in ordered_scores(results):
        if row["set"] != name:
            continue
        timed = latency_of(results, row["variant"], row["engine"])
        # A megapixel of the picture is a quarter as many pixels at half resolution.
        share = 1.0 if row["scale"] == "full" else 0.25
        cell = "-"
        if timed is not None:
            work, least = timed["processor_ms_per_mpx"], timed["least_ms_per_mpx"]
            cell = f"{work * share:.0f} ({least * share:.0f})"
        lines.append(
            f"| {row['variant']} | {row['engine']} | {row['scale']} | {number(row['miou'])} "
            f"| {number(row['iou_background'])} | {number(row['iou_weed'])} "
            f"| {number(row['precision'])} | {number(row['recall'])} | {cell} |"
        )
    return lines


def classes_table(results: Row, name: str) -> list[str]:
    """Share of each mask class that is taken for weed, at full resolution."""
    rows = [r for r in ordered_scores(results) if r["set"] == name and r["scale"] == "full"]
    if not rows:
        return []
    classes = list(rows[0]["taken_for_weed"])
    lines = [
        "Share of each mask class that is taken for weed, full resolution:",
        "",
        f"| variant | engine | {' | '.join(classes)} |",
        "|---|---|" + "---|" * len(classes),
    ]
    for row in rows:
        cells = " | ".join(number(row["taken_for_weed"].get(c)) for c in classes)
        lines.append(f"| {row['variant']} | {row['engine']} | {cells} |")
    return lines


def views_table(results: Row) -> list[str]:
    """Scores of several views and of the sets' own thresholds beside those of one look."""
    rows = results.get("views", [])
    if not rows:
        return []
    lines = [
        "## Several views, and thresholds found without labels",
        "",
        "The mean of what a network says of a tile as it is, turned by half a turn (2 views), "
        "mirrored (4) and on its side (8), as `ragweed map --views`; full resolution, "
        "`onnxruntime-f32`. It takes as many times as long. A threshold other than 0.5 was found "
        "on the set's own pictures without their labels, by how far views of them agree.",
        "",
        "| set | variant | views | threshold | mIoU | IoU weed | precision | recall |",
        "|---|---|---|---|---|---|---|---|",
    ]
    singles = [
        row | {"views": 1, "own_threshold": False, "threshold": 0.5}
        for row in results["scores"]
        if (row["engine"], row["scale"]) == ("onnxruntime-f32", "full")
        and any(other["variant"] == row["variant"] for other in rows)
    ]
    order = [row["variant"] for row in results["variants"]]
    known = [row for row in [*singles, *rows] if row["variant"] in order]
    for row in sorted(
        known, key=lambda r: (r["set"], order.index(r["variant"]), r["own_threshold"], r["views"])
    ):
        lines.append(
            f"| {row['set']} | {row['variant']} | {row['views']} | {row['threshold']:.2f} "
            f"| {number(row['miou'])} | {number(row['iou_weed'])} | {number(row['precision'])} "
            f"| {number(row['recall'])} |"
        )
    return [*lines, ""]


def shunts_table(results: Row) -> list[str]:
    """Validation scores on the way of each shunt."""
    rows = [row for row in results["variants"] if row["training"].get("shunt_fit")]
    if not rows:
        return []
    sets = list(rows[0]["training"]["shunt_fit"]["validation_miou_inserted"])
    columns = [f"{name}, {state}" for name in sets for state in ("inserted", "chosen")]
    lines = [
        "## Shunts on the way",
        "",
        "Validation mIoU with the fitted shunt inserted (phase 2) and of the chosen weights: those "
        "of phase 3 where fine-tuning raised the score, else the inserted ones.",
        "",
        f"| variant | relative error of the fit | {' | '.join(columns)} |",
        "|---|---|" + "---|" * len(columns),
    ]
    for row in rows:
        training = row["training"]
        fit = training["shunt_fit"]
        cells = []
        for name in sets:
            cells += [
                fit["validation_miou_inserted"].get(name),
                training["validation_miou"].get(name),
            ]
        text = " | ".join(number(value) for value in cells)
        lines.append(f"| {row['variant']} | {fit['relative_mse'][-1]:.3f} | {text} |")
    return [*lines, ""]


def tuning_table(results: Row) -> list[str]:
    """Validation scores of each shunt after fine-tuning, by what it learns from."""
    rows = results.get("tuning", [])
    if not rows:
        return []
    sets = list(dict.fromkeys(name for row in rows for name in row["miou"]))
    lines = [
        "## Fine-tuning",
        "",
        "Validation mIoU of the last weights of each run: `none` learns from the labels alone, "
        "`augmented` and `dark` also from the reference. The chosen run is the one whose best "
        "checkpoint has the best mean over the real sets; the inserted weights are a candidate in "
        "each. Test splits decide nothing.",
        "",
        f"| variant | learns from | steps | minutes | {' | '.join(sets)} | best at step | |",
        "|---|---|---|---|" + "---|" * len(sets) + "---|---|",
    ]
    for row in rows:
        cells = " | ".join(number(row["miou"].get(name)) for name in sets)
        lines.append(
            f"| {row['variant']} | {row['mode']} | {row['steps']} | {row['minutes']:.1f} | {cells} "
            f"| {row['best_step']} | {'chosen' if row['chosen'] else ''} |"
        )
    return [*lines, ""]


def knowledge_table(results: Row) -> list[str]:
    """Knowledge quotient of each block."""
    document = results.get("knowledge")
    if document is None:
        return []
    images = ", ".join(f"{count} of {name}" for name, count in document["images"].items())
    lines = [
        "## Knowledge quotients",
        "",
        f"KQ = 1 - mIoU(block bypassed) / mIoU({document.get('variant', 'the first variant')}), "
        f"validation splits ({images}); the original has {document['original']:.3f}. A low one "
        "marks a block that a "
        "shunt may replace; blocks without a residual connection have none.",
        "",
        "| block | multiply-adds (M) | parameters (K) | KQ |",
        "|---|---|---|---|",
    ]
    for row in document["blocks"]:
        lines.append(
            f"| {row['block']} | {row['multiply_adds'] / 1e6:.1f} "
            f"| {row['parameters'] / 1e3:.1f} | {number(row['knowledge_quotient'])} |"
        )
    return [*lines, ""]


def write_page(results: Row, notes: str) -> str:
    """Render the whole page."""
    latency = results.get("latency", {})
    load = " and ".join(str(value) for value in latency.get("load_before_and_after", []))
    lines = [
        "# Accuracy and speed of the weed network",
        "",
        "Made by `ragweed-accuracy` (`Tools/training`); the numbers with all digits are in "
        "`accuracy.json`. **None of the pictures shows ragweed**: the scores are of other weeds.",
        "",
        "mIoU is the mean of the IoU of weed and of everything else, over the pixels of a whole "
        "test split. At half resolution the picture is halved before the network and its answer "
        "enlarged; labels keep their size. Latency: per megapixel of the picture, 512 px tiles "
        f"without overlap, {latency.get('threads')} thread(s), {latency.get('rounds')} rounds in "
        "turns, the mean processor time and the least time that passed. Other programs add to the "
        f"second; the load average was {load} before and after. Targets compare the median of the "
        "shares of the first variant within each round, which a change of the machine's speed "
        "between rounds does not reach.",
        "",
        "![Latency and accuracy](accuracy.svg)",
        "",
        "## Targets",
        "",
        *targets_table(results),
        "",
        "## Models",
        "",
        *models_table(results),
        "",
    ]
    for name in dict.fromkeys(row["set"] for row in ordered_scores(results)):
        images = next(r["images"] for r in results["scores"] if r["set"] == name)
        lines += [f"## {name}, {images} test pictures", "", *scores_table(results, name), ""]
        lines += [*classes_table(results, name), ""]
    lines += views_table(results)
    lines += shunts_table(results)
    lines += tuning_table(results)
    lines += knowledge_table(results)
    if notes:
        lines += [notes.rstrip(), ""]
    return "\n".join([*lines, SEMINAR])
