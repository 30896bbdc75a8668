"""Where a model comes from: the commit of the code, or why there is none."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ragweed_training import card, names
from ragweed_training.limitations import LIMITATIONS, limitations_of
from ragweed_training.model import WeedNet
from ragweed_training.multiply_adds import count_parameters

from .test_model import warm


def git(folder: Path, *arguments: str) -> None:
    """Run git with a name of its own, whatever the machine is set to."""
    who = {
        f"GIT_{role}_{what}": "a@b.c"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, env=os.environ | who
    )


def test_commit_of_a_checkout(tmp_path: Path) -> None:
    """Twelve digits; a plus once a file was changed."""
    git(tmp_path, "init", "-q")
    (tmp_path / "code.py").write_text("1\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    assert re.fullmatch("[0-9a-f]{12}", card.commit(tmp_path))
    (tmp_path / "code.py").write_text("2\n", encoding="utf-8")
    assert re.fullmatch(r"[0-9a-f]{12}\+", card.commit(tmp_path))


def test_no_commit_has_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy is no checkout; git may be missing or refuse; the hash of the code is always there."""
    assert card.commit(tmp_path) == "none: the code ran from a copy that is no git checkout"
    assert re.fullmatch("[0-9a-f]{64}", card.environment()["code_sha256"])

    def refuse(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(
            128, "git", stderr="fatal: dubious ownership in '/home/a/b'\n"
        )

    monkeypatch.setattr(subprocess, "run", refuse)
    assert card.commit(tmp_path) == "none: git says fatal: dubious ownership in 'b'"
    monkeypatch.undo()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert card.commit(tmp_path) == "none: git cannot be run (No such file or directory)"


def run_of(*sets: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a run on sets."""
    usual = {"share": 1.0, "images": 3, "licence": "MIT", "source": "x", "split_rule": "y"}
    return {"sets": [usual | {"synthetic": False, "weeds": []} | s for s in sets]} | more


def test_a_weed_is_called_only_what_labels_taught() -> None:
    """Steps and a real set of that name; a drawn one is called so; a set without share is none."""
    own = {"name": "own", "weeds": ["Ragweed"]}
    learnt = {"step": 1, "run": run_of(own)}
    names.refuse_unlearnt("ragweed", learnt)
    names.refuse_unlearnt("weed", {})
    assert names.has_seen_target(learnt)
    drawn = {"step": 9, "run": run_of(own | {"synthetic": True})}
    names.refuse_unlearnt("synthetic ragweed", drawn)
    idle = {"step": 9, "run": run_of(own | {"share": 0})}
    other = {"step": 9, "run": run_of({"name": "other", "weeds": ["thistle"]})}
    for state in ({}, learnt | {"step": 0}, drawn, idle, other):
        assert not names.has_seen_target(state)
        with pytest.raises(ValueError, match="no labels of that name were learnt"):
            names.refuse_unlearnt("ragweed", state)


def test_what_earlier_runs_learnt_counts() -> None:
    """A shunt without a step of its own, a model that was taught, a teacher; no untouched start."""
    own = {"step": 5, "run": run_of({"name": "own", "weeds": ["ragweed"]})}
    other = {"name": "other", "weeds": ["thistle"]}
    assert names.has_seen_target({"step": 0, "run": run_of(other, initial=own)})
    untouched = {"step": 3, "run": run_of(other, initial=own | {"step": 0})}
    assert not names.has_seen_target(untouched)
    classes = [{"name": name, "labelled_px": 9} for name in ("background", "ragweed", "maize")]
    taught_card = {"taught": {"penalty": 0.1, "classes": classes}}
    weeds = names.weeds_of_card(taught_card)
    assert weeds == ["ragweed"]
    assert names.weeds_of_card({"taught": {"classes": classes}}) == []
    assert names.weeds_of_card({"training_data": [{"weeds": weeds}, {}]}) == weeds
    started = {"step": 3, "run": run_of(other, initial={"card": {"model": "m", "weeds": weeds}})}
    assert names.learnt_weeds(started) == ["thistle", "ragweed"]
    taught = {"step": 3, "run": run_of(other, taught_by={"weeds": weeds})}
    assert names.has_seen_target(taught)


def test_own_sets_have_limitations_of_their_own() -> None:
    """No sentence of the shipped models; what was not learnt is said."""
    state = {"step": 7, "run": run_of({"name": "own", "weeds": ["thistle"], "images": 12})}
    said = limitations_of(state, "thistle")
    assert not set(said) & set(LIMITATIONS)
    assert "No labels of ragweed (Ambrosia artemisiifolia)" in said[0]
    assert "in 7 steps from sets of its maker: own (12 pictures)" in said[1]
    known = {"step": 7, "run": run_of({"name": "soybean"}, {"name": "drawn", "synthetic": True})}
    assert limitations_of(known, "weed") == LIMITATIONS
    assert "have learnt nothing" in limitations_of({}, "weed")[0]


def test_real_pictures_keep_the_usual_words(tmp_path: Path) -> None:
    """A run with one real set is no synthetic model."""
    network, path = warm(WeedNet()), tmp_path / "m.onnx"
    path.write_bytes(b"model")
    one: dict[str, Any] = {
        "name": "a",
        "share": 1.0,
        "images": 3,
        "licence": "MIT",
        "source": "x",
        "split_rule": "y",
    }
    run: dict[str, Any] = {
        "sets": [one | {"synthetic": True}, one | {"synthetic": False}],
        "batch": 2,
        "crop_px": 64,
    }
    run |= {"early_share": 0.0, "learning_rate": 1e-3, "device": "cpu", "threads": 1, "seed": 1}
    state = {"run": run, "step": 2, "seconds": 1.0, "validation": {"val_miou_a": 0.5}}
    mixed = card.build_card(network, path, state, "m", "1.0.0", "2020-01-01")
    assert mixed["parameters"] == count_parameters(network)
    assert mixed["classes"] == ["background", "weed"]
    assert "the real sets" in mixed["training"]["description"]
    run["sets"] = run["sets"][:1]
    drawn = card.build_card(network, path, state, "m", "1.0.0", "2020-01-01")
    assert "SYNTHETIC" in drawn["limitations"][0] and "SYNTHETIC" not in mixed["limitations"][0]
    assert drawn["has_seen_target_species"] is mixed["has_seen_target_species"] is False
