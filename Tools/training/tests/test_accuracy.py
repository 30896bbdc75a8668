"""Quantisation, knowledge quotients and the accuracy page on tiny data."""

from __future__ import annotations

import argparse
import json
import re
from itertools import combinations
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from ragweed_training import accuracy, export, knowledge, quantise, score, train
from ragweed_training.accuracy_page import write_page
from ragweed_training.accuracy_plot import accuracy_svg, plot_points, round_steps
from ragweed_training.accuracy_targets import targets_table
from ragweed_training.check import onnx_runner
from ragweed_training.data import SetSpec
from ragweed_training.engines import ENGINES
from ragweed_training.layers import InvertedResidual
from ragweed_training.model import WeedNet
from ragweed_training.split_scores import score_split
from ragweed_training.views import TURNS, many_sided, turned, turned_back

from .test_pipeline import small_model, train_arguments


def perfect(
    blob: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Call green pixels weed, as in the tiny set."""
    green = (blob[:, 1] > 0.4) & (blob[:, 0] < 0)
    return np.stack([1 - green, green], axis=1).astype(np.float32)


def test_a_perfect_network_scores_one(tiny_set: Path) -> None:
    """Every weed found, no crop taken for it; halving costs no more than the edges."""
    spec = SetSpec("tiny", tiny_set, names=((1, "weed"), (2, "crop")))
    row = score_split(spec, "test", perfect)
    assert row["miou"] == 1.0 and row["recall"] == 1.0 and row["images"] == 2
    assert row["taken_for_weed"] == {"value 0": 0.0, "weed": 1.0, "crop": 0.0}
    assert 0.9 < score_split(spec, "test", perfect, 0.5)["miou"] <= 1.0


@pytest.mark.parametrize(
    ("views", "corners"),
    [(1, (1, 0, 0, 0)), (2, (0.5, 0, 0, 0.5)), (4, (0.25,) * 4), (8, (0.25,) * 4)],
)
def test_views_are_turned_back(views: int, corners: tuple[float, ...]) -> None:
    """What a runner finds in one corner is found in as many as it looks from."""

    def corner(
        blob: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        weed = np.zeros((1, 8, 8), np.float32)
        weed[:, 0, 0] = 1
        return np.stack([1 - weed, weed], axis=1)

    weed = many_sided(corner, views)(np.zeros((1, 3, 8, 8), np.float32))[0, 1]
    assert tuple(weed[[0, 0, 7, 7], [0, 7, 0, 7]]) == corners and weed.sum() == 1


def test_eight_views_differ() -> None:
    """No view is taken twice, and each can be undone."""
    tile = torch.arange(16).reshape(1, 1, 4, 4)
    seen = [turned(tile, turn) for turn in TURNS]
    assert len({tuple(view.flatten().tolist()) for view in seen}) == 8
    for view, turn in zip(seen, TURNS, strict=True):
        assert torch.equal(turned_back(view, turn), tile)


def test_score_with_views(
    tiny_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Views and limits are for looking; the card holds neither."""
    model, out = tmp_path / "m.onnx", tmp_path / "scores"
    export.main(["--out", str(model)])
    arguments = ["--model", str(model), "--extra", f"tiny={tiny_set}", "--split", "val"]
    score.main([*arguments, "--views", "4", "--limit", "1", "--results", str(out)])
    row = json.loads((out / "scores.json").read_text(encoding="utf-8"))["scores"][0]
    assert row["images"] == 1 and "4 views" in row["note"]
    assert row["miou_at_best_threshold"] >= row["miou"] and 0.3 <= row["best_threshold"] <= 0.9
    score.main([*arguments[:-1], "test", "--results", str(out)])
    row = json.loads((out / "scores.json").read_text(encoding="utf-8"))["scores"][0]
    assert "best_threshold" not in row
    with pytest.raises(SystemExit, match="by itself"):
        score.main([*arguments, "--views", "2", "--update-card"])
    score.main([*arguments, "--overlap-px", "64", "--results", str(out)])
    row = json.loads((out / "scores.json").read_text(encoding="utf-8"))["scores"][0]
    assert "64 px overlap" in row["note"]
    with pytest.raises(SystemExit, match="by itself"):
        score.main([*arguments, "--overlap-px", "64", "--update-card"])
    with pytest.raises(SystemExit, match="0 to 256"):
        score.main([*arguments, "--overlap-px", "300"])


def test_int8_is_smaller_and_close(tiny_set: Path, tmp_path: Path) -> None:
    """A quarter of the bytes and some; probabilities stay near."""
    model, small = tmp_path / "m.onnx", tmp_path / "m.int8.onnx"
    small_model(model)
    specs = [SetSpec("tiny", tiny_set)]
    tiles = list(quantise.calibration_tiles(specs, 4, 1, 128))
    assert all(tile.shape == (1, 3, 128, 128) for tile in tiles)
    quantise.quantise(model, small, iter(tiles))
    assert small.stat().st_size < 0.6 * model.stat().st_size
    operators = {node.op_type for node in onnx.load(str(small)).graph.node}
    assert "QuantizeLinear" in operators
    full, reduced = (onnx_runner(path)(tiles[0]) for path in (model, small))
    assert float(np.abs(full - reduced).mean()) < 0.1


def test_a_network_is_made_for_other_tiles(tmp_path: Path) -> None:
    """The file is for 128 px, the runner for 256; even ground has the same answer in both."""
    model = tmp_path / "m.onnx"
    small_model(model)
    own, wide = onnx_runner(model), onnx_runner(model, tile_px=256)
    middle = own(np.zeros((1, 3, 128, 128), np.float32))[0, 1, 64, 64]
    result = wide(np.zeros((1, 3, 256, 256), np.float32))
    assert result.shape == (1, 2, 256, 256)
    assert abs(float(result[0, 1, 128, 128] - middle)) < 0.1


def test_bypassed_block_passes_its_input_on() -> None:
    """The identity stands in for the block; the decoder's skip is still computed."""
    network = WeedNet().eval()
    assert knowledge.residual_blocks(network) == ["2", "4", "5", "7", "8", "9", "10"]
    block = network.blocks["2"]
    assert isinstance(block, InvertedResidual)
    block.bypassed = True
    x = torch.rand(1, 24, 8, 8)
    y, feature = block(x)
    assert torch.equal(x, y) and feature.shape == (1, 88, 8, 8)


def test_page_from_trained_network(tiny_set: Path, tmp_path: Path) -> None:
    """One command from models to page, plot and JSON; scores are not measured twice."""
    out = tmp_path / "run"
    train.main(train_arguments(tiny_set, out, 2))
    model = tmp_path / "weed-test.onnx"
    export.main(["--checkpoint", str(out / "best.pt"), "--out", str(model)])
    data = ["--extra", f"tiny={tiny_set}:synthetic=1"]
    quantise.main(
        ["--model", str(model), "--out", str(accuracy.int8_path(model)), "--tiles", "2", *data]
    )
    quotients = tmp_path / "kq.json"
    knowledge.main(["--checkpoint", str(out / "best.pt"), "--out", str(quotients), *data])
    blocks = json.loads(quotients.read_text(encoding="utf-8"))["blocks"]
    assert [b["knowledge_quotient"] is None for b in blocks[:5]] == [True, True, False, True, False]

    page = tmp_path / "results"
    arguments = ["--variant", f"dlv3={model}", "--engine", "onnxruntime-f32", *data]
    arguments += ["--engine", "onnxruntime-int8", "--rounds", "1", "--out", str(page)]
    accuracy.main([*arguments, "--knowledge", str(quotients), "--views", "dlv3=2"])
    accuracy.main([*arguments, "--rounds", "0", "--views", "dlv3=1,auto"])
    first = json.loads((page / "accuracy.json").read_text(encoding="utf-8"))
    assert len(first["scores"]) == 4
    assert all(row["processor_ms_per_mpx"] > 0 for row in first["latency"]["rows"])
    text = (page / "accuracy.md").read_text(encoding="utf-8")
    assert "| dlv3 | onnxruntime-int8 | half |" in text and "Knowledge quotients" in text
    assert "another data set" in text.lower()
    seen, own = first["views"]
    assert f"| tiny | dlv3 | 2 | 0.50 | {seen['miou']:.3f}" in text
    assert own["own_threshold"] and 0 < own["threshold"] < 1
    assert f"| tiny | dlv3 | 1 | {own['threshold']:.2f} | {own['miou']:.3f}" in text
    assert (page / "accuracy.svg").read_text(encoding="utf-8").startswith("<svg")

    with pytest.raises(SystemExit, match="no --variant"):
        accuracy.main([*arguments, "--views", "other=2"])

    doctored = first | {"scores": [row | {"miou": 0.123} for row in first["scores"]]}
    (page / "accuracy.json").write_text(json.dumps(doctored), encoding="utf-8")
    accuracy.main(arguments)
    assert "0.123" in (page / "accuracy.md").read_text(encoding="utf-8")


def test_a_shunt_is_compared_with_what_it_was_made_from() -> None:
    """The first variant is better than the second one, whose shunt loses nothing."""
    names = {"dlv3": 0.9, "weed-v4": 0.7, "weed-v4 5-10-Arch1": 0.7}
    results = {
        "variants": [{"variant": name, "multiply_adds": 100} for name in names],
        "scores": [
            {"variant": n, "engine": "opencv-f32", "scale": "full", "set": "soybean", "miou": miou}
            for n, miou in names.items()
        ],
        "views": [
            {"variant": "dlv3", "set": "soybean"} | look
            for look in (
                {"views": 8, "own_threshold": False, "threshold": 0.5, "miou": 0.79},
                {"views": 1, "own_threshold": True, "threshold": 0.4, "miou": 0.81},
            )
        ],
    }
    lines = targets_table(results)
    assert "| weed-v4 5-10-Arch1: within 0.01 of weed-v4 | soybean -0.000 | met |" in lines
    assert (
        "| soybean test, mIoU of dlv3 at least 0.80, 8 views of each tile | 0.790 | **missed** |"
        in lines
    )
    wanted = "mIoU of dlv3 at least 0.80, threshold found without labels"
    assert f"| soybean test, {wanted} | 0.810 | met |" in lines
    assert not any("within 0.01 of dlv3" in line for line in lines)


def test_looks_are_read() -> None:
    """Views, and with a threshold of the set's own also a single one."""
    assert accuracy.parse_views("a b=8") == ("a b", 8, False)
    assert accuracy.parse_views("a=1,auto") == ("a", 1, True)
    for wrong in ("a=1", "a=3", "a=8,", "a=8,0.4", "8"):
        with pytest.raises(argparse.ArgumentTypeError, match="expected NAME"):
            accuracy.parse_views(wrong)


def test_half_resolution_takes_a_quarter_of_the_time() -> None:
    """Latency is per megapixel of the picture, not of what the network sees."""
    score = {"set": "s", "variant": "v", "engine": "e", "images": 1, "taken_for_weed": {}}
    score |= dict.fromkeys(("iou_background", "iou_weed", "precision", "recall"))
    results = {
        "variants": [
            {
                "variant": "v",
                "multiply_adds": 1,
                "parameters": 1,
                "bytes": 1,
                "bytes_int8": None,
                "training": {},
            }
        ],
        "scores": [
            score | {"scale": "full", "miou": 0.8},
            score | {"scale": "half", "miou": None},
            score | {"scale": "half", "miou": 0.7},
        ],
        "latency": {
            "rows": [
                {
                    "variant": "v",
                    "engine": "e",
                    "processor_ms_per_mpx": 100.0,
                    "least_ms_per_mpx": 120.0,
                }
            ]
        },
    }
    assert plot_points(results) == [
        ("v", "e", 100.0, 0.8, False),
        ("v", "e", 25.0, 0.7, True),
    ]
    assert "25 (30)" in write_page(results, "")
    assert accuracy_svg(results).count("<title>v e") == 2


def text_boxes(svg: str) -> list[tuple[str, float, float, float, float]]:
    """Rough outlines of the upright texts of a plot: 0.62 of the font's height per letter."""
    pattern = r'<text x="([-\d.]+)" y="([-\d.]+)"(?: text-anchor="(\w+)")?>([^<]+)</text>'
    boxes = []
    for x, y, anchor, text in re.findall(pattern, svg):
        width = 0.62 * 11 * len(text)
        left = float(x) - {"middle": width / 2, "end": width}.get(anchor, 0.0)
        boxes.append((text, left, float(y) - 9, left + width, float(y) + 3))
    return boxes


def test_no_text_of_the_plot_covers_another() -> None:
    """Six variants in six engines at both sizes, many of them in one place."""
    engines = [engine.key for engine in ENGINES]
    variants = [f"dlv3 {number}-10-Arch1" for number in range(6)]
    score = {"set": "s", "images": 1, "miou": 0.7}
    results = {
        "variants": [{"variant": name} for name in variants],
        "scores": [
            score | {"variant": v, "engine": e, "scale": s, "miou": 0.7 + 0.001 * k}
            for k, v in enumerate(variants)
            for e in engines
            for s in ("full", "half")
        ],
        "latency": {
            "rows": [
                {"variant": v, "engine": e, "processor_ms_per_mpx": 90.0 + 40 * k}
                for v in variants
                for k, e in enumerate(engines)
            ]
        },
    }
    svg = accuracy_svg(results)
    assert svg.count("<title>") == 72
    boxes = text_boxes(svg)
    assert {text for text, *_ in boxes} >= {*variants, *engines}
    height = float(svg.split('height="')[1].split('"')[0])
    for text, left, top, right, bottom in boxes:
        assert left >= 0 and right <= 760 and top >= 0 and bottom <= height, text
    for (one, *a), (two, *b) in combinations(boxes, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"{one} covers {two}"


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [(0.0, 319.0, [0, 100, 200, 300, 400]), (0.681, 0.722, [0.68, 0.69, 0.7, 0.71, 0.72, 0.73])],
)
def test_axes_have_round_numbers(low: float, high: float, wanted: list[float]) -> None:
    """Ends lie outside the span."""
    assert round_steps(low, high, 6) == pytest.approx(wanted)


def test_unknown_file_is_refused(tmp_path: Path) -> None:
    """A variant must name a model that is there."""
    with pytest.raises(SystemExit):
        accuracy.main(["--variant", f"x={tmp_path / 'no.onnx'}", "--out", str(tmp_path)])


def test_targets_are_judged_by_their_limits() -> None:
    """Hand-made results on both sides of each limit."""

    def score(variant: str, engine: str, miou: float) -> dict[str, object]:
        return {
            "variant": variant,
            "engine": engine,
            "scale": "full",
            "set": "soybean",
            "miou": miou,
        }

    def timed(variant: str, milliseconds: float) -> dict[str, object]:
        return {
            "variant": variant,
            "engine": "opencv-f32",
            "share_of_first": milliseconds / 100,
        }

    results = {
        "variants": [
            {"variant": "a", "multiply_adds": 100},
            {"variant": "a 5-10-Arch1", "multiply_adds": 72},
            {"variant": "a c", "multiply_adds": 73},
        ],
        "scores": [
            score("a", "opencv-f32", 0.79),
            score("a 5-10-Arch1", "opencv-f32", 0.785),
            score("a c", "opencv-f32", 0.77),
            score("a", "openvino-f32", 0.79),
            score("a", "openvino-bf16", 0.787),
            score("a", "openvino-int8", 0.785),
        ],
        "latency": {"rows": [timed("a", 100), timed("a 5-10-Arch1", 70), timed("a c", 80)]},
    }
    missed = [line.split("|")[1].strip() for line in targets_table(results) if "missed" in line]
    assert missed == [
        "soybean test, mIoU of a at least 0.80",
        "a c: within 0.01 of a",
        "a c: at least 28% fewer multiply-adds",
        "a c: at least 22% less latency, opencv-f32",
        "a: bf16 within 0.002 of f32",
    ]
    assert sum(line.endswith("| met |") for line in targets_table(results)) == 4
