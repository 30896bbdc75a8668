"""All variants of a tiny reference: trained, chosen, exported, scored and put on one page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from ragweed_training import train, variants
from ragweed_training.checkpoint import load_checkpoint, take_weights
from ragweed_training.model import WeedNet
from ragweed_training.network_spec import NetworkSpec

from .test_model import warm
from .test_pipeline import train_arguments


def arguments_of(data: Path, checkpoint: Path, work: Path, out: Path) -> list[str]:
    """Return the shortest run of everything."""
    text = (
        f"--checkpoint {checkpoint} --extra tiny={data}:synthetic=1 --score-extra tiny={data} "
        f"--work {work} --out {out} --steps 2 --batch 2 --crop-px 64 --val-limit 1 --threads 1 "
        "--device cpu --validate-every 2 --shunt-steps 3 --shunt 7-10-Arch4 --mode none "
        "--mode dark --engine onnxruntime-f32 --rounds 1"
    )
    return text.split()


def test_one_command_makes_the_page_and_repeats_nothing(
    tiny_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Light head and a shunt by two ways of learning; another run finds everything done."""
    train.main(train_arguments(tiny_set, tmp_path / "one", 2))
    work, out = tmp_path / "work", tmp_path / "results"
    arguments = arguments_of(tiny_set, tmp_path / "one" / "best.pt", work, out)
    variants.main(arguments)
    results = json.loads((out / "accuracy.json").read_text(encoding="utf-8"))
    names = ["dlv3", "dlv3 light", "dlv3 7-10-Arch4"]
    assert [row["variant"] for row in results["variants"]] == names
    assert results["variants"][1]["architecture"].startswith("Light head")
    assert "shunt 7-10-Arch4" in results["variants"][2]["architecture"]
    assert {row["variant"] for row in results["scores"]} == set(names)
    assert [row["mode"] for row in results["tuning"]] == ["none", "dark"]
    assert sum(row["chosen"] for row in results["tuning"]) == 1
    assert all(row["steps"] == 2 for row in results["tuning"])
    page = (out / "accuracy.md").read_text(encoding="utf-8")
    assert "## Fine-tuning" in page and "| dlv3 7-10-Arch4 | dark | 2 |" in page
    assert "dlv3 light: at least" not in page
    light, state = load_checkpoint(work / "light" / "best.pt")
    assert light.spec.head == "light" and state["run"]["initial"]["step"] in (1, 2)
    capsys.readouterr()

    variants.main(arguments)
    lines = [line for line in capsys.readouterr().out.splitlines() if ":" in line]
    assert len(lines) >= 10
    assert all("done before" in line for line in lines)


def test_another_reference_starts_anew(tiny_set: Path, tmp_path: Path) -> None:
    """What an earlier checkpoint began is no start for the next one; a failure names its log."""
    checkpoint, made = tmp_path / "in.pt", tmp_path / "work" / "made"
    checkpoint.write_bytes(b"one")
    (tmp_path / "work").mkdir()
    step = variants.Step("s", "nothing", (), (checkpoint,), made / "out.pt", resumable=True)
    with pytest.raises(RuntimeError, match=r"No module named .*whole output is in"):
        variants.run_step(step, tmp_path / "work")
    made.mkdir()
    (made / "last.pt").write_bytes(b"half a run")
    with pytest.raises(RuntimeError):
        variants.run_step(step, tmp_path / "work")
    assert (made / "last.pt").is_file()
    checkpoint.write_bytes(b"two")
    with pytest.raises(RuntimeError):
        variants.run_step(step, tmp_path / "work")
    assert not made.exists()


def test_the_best_on_validation_is_chosen() -> None:
    """For each shunt; the first of equals."""
    rows = [
        {"shunt": "a", "mode": "none", "chosen_by": 0.5, "chosen": False},
        {"shunt": "a", "mode": "dark", "chosen_by": 0.6, "chosen": False},
        {"shunt": "b", "mode": "none", "chosen_by": 0.4, "chosen": False},
        {"shunt": "b", "mode": "dark", "chosen_by": 0.4, "chosen": False},
    ]
    assert variants.choose(rows) == {"a": "dark", "b": "none"}
    assert [row["chosen"] for row in rows] == [False, True, True, False]


def test_weights_with_a_place_are_taken(tmp_path: Path) -> None:
    """The light head keeps the encoder; another output stride has other blocks."""
    path = tmp_path / "best.pt"
    original = warm(WeedNet())
    state = {"average": original.state_dict(), "spec": original.spec.as_dict()}
    torch.save(state | {"step": 5, "seconds": 1.0, "validation": {}, "run": {}}, path)
    light = WeedNet(NetworkSpec(head="light"))
    assert take_weights(light, path)["step"] == 5
    assert torch.equal(light.stem.conv.weight, original.stem.conv.weight)
    with pytest.raises(ValueError, match="another encoder"):
        take_weights(WeedNet(NetworkSpec(expansion8=3)), path)
