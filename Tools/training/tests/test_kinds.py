"""Kinds of ground: what a named crop does to labels, scores and losses."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from ragweed_training.data import CROP, CROP_LABELS, IGNORE, WEED, crop_label
from ragweed_training.kinds import (
    CROPS,
    KINDS,
    MASKED,
    WEED_KIND,
    KindMerge,
    NamedCrops,
    draw_crops,
    kind_bias,
    kind_loss,
    kind_targets,
    taught_loss,
)

SOY, MAIZE = CROP_LABELS["soy"], CROP_LABELS["maize"]


def test_crop_names_and_synonyms() -> None:
    """Names of crops in any spelling that is known; others are a crop without a name."""
    assert crop_label("Soybean") == SOY
    assert crop_label("corn") == MAIZE
    assert crop_label("sunflower") == CROP


def test_merge_adds_all_kinds_but_weed() -> None:
    """Softmax of logs of 1, 2, 3, 0, 2, 2: weed is 0.2, the rest 0.8."""
    scores = torch.log(torch.tensor([1.0, 2.0, 3.0, 1e-9, 2.0, 2.0])).view(1, -1, 1, 1)
    merged = torch.softmax(KindMerge()(scores), dim=1).flatten()
    assert merged.tolist() == pytest.approx([0.8, 0.2], abs=1e-4)


def test_naming_a_crop_turns_other_crops_to_weed() -> None:
    """A pixel that is soy by a little and weed next is weed where maize is named."""
    scores = torch.tensor([0.0, 2.0, 3.0, 0.0, 0.0, 0.0]).view(1, -1, 1, 1)
    merge = KindMerge()
    assert merge(scores).argmax(dim=1).item() == 0
    named = merge(scores + kind_bias("maize")[None, :, None, None])
    assert named.argmax(dim=1).item() == 1
    assert merge(scores + kind_bias("soy")[None, :, None, None]).argmax(dim=1).item() == 0


def test_bias_masks_the_other_crops() -> None:
    """Soil, weed and the named crop stay; "none" masks every crop; other names are refused."""
    bias = kind_bias("beet")
    kept = [KINDS[i] for i in range(len(KINDS)) if bias[i] == 0]
    assert kept == ["soil", "weed", "beet"]
    assert (kind_bias("none")[2:] == MASKED).all()
    assert (kind_bias(None) == 0).all()
    with pytest.raises(ValueError, match="soy, beet, maize, peanut; 'sunflower' is not one"):
        kind_bias("sunflower")


def test_targets_follow_the_named_crop() -> None:
    """Soy is soy, or a weed where maize is named; a crop without a name is nobody's target."""
    labels = torch.tensor([[[0, WEED, SOY, CROP, IGNORE]]] * 2, dtype=torch.uint8)
    targets = kind_targets(labels, NamedCrops((None, "maize")))
    assert targets[0, 0].tolist() == [0, WEED_KIND, KINDS.index("soy"), IGNORE, IGNORE]
    assert targets[1, 0].tolist() == [0, WEED_KIND, WEED_KIND, IGNORE, IGNORE]


def test_loss_of_a_crop_without_a_name_is_met_by_any_crop() -> None:
    """Scores that are sure of peanut or of soy are as good for "some crop"."""
    labels = torch.full((1, 4, 4), CROP, dtype=torch.uint8)
    losses = []
    for name in ("peanut", "soy", "weed"):
        scores = torch.zeros(1, len(KINDS), 4, 4)
        scores[:, KINDS.index(name)] = 12
        losses.append(float(kind_loss(scores, labels, NamedCrops((None,)))))
    assert losses[0] == pytest.approx(losses[1])
    assert losses[2] > losses[0] + 5


def test_crop_without_a_name_where_a_crop_is_named() -> None:
    """It is a weed where no crop stands, and unknown where one does; the loss stays finite."""
    labels = torch.full((3, 2, 2), CROP, dtype=torch.uint8)
    named = NamedCrops((None, "none", "soy"))
    targets = kind_targets(labels, named)
    assert targets[:, 0, 0].tolist() == [IGNORE, WEED_KIND, IGNORE]
    assert float(kind_loss(torch.zeros(3, len(KINDS), 2, 2), labels, named)) < 10


def test_loss_is_small_for_the_truth_and_ignores_unknown_ground() -> None:
    """Ignored pixels change nothing."""
    labels = torch.tensor([[[0, WEED], [SOY, IGNORE]]], dtype=torch.uint8)
    scores = torch.zeros(1, len(KINDS), 2, 2)
    for (y, x), kind in {(0, 0): 0, (0, 1): 1, (1, 0): 2}.items():
        scores[0, kind, y, x] = 20
    first = float(kind_loss(scores, labels, NamedCrops((None,))))
    scores[0, :, 1, 1] = torch.randn(len(KINDS)) * 10
    assert float(kind_loss(scores, labels, NamedCrops((None,)))) == pytest.approx(first)
    assert first < 1e-3


def test_taught_loss_vanishes_for_equal_scores() -> None:
    """Also with a named crop, whose mask both sides get."""
    scores = torch.randn(2, len(KINDS), 3, 3)
    named = NamedCrops((None, "beet"))
    assert float(taught_loss(scores, scores, named)) == pytest.approx(0, abs=1e-6)
    assert float(taught_loss(-scores, scores, named)) > 0.1


def test_crops_are_named_for_the_asked_share() -> None:
    """Mostly the crop that grows there; a picture without one gets no name."""
    soy = np.full((4, 4), SOY, np.uint8)
    bare = np.zeros((4, 4), np.uint8)
    rng = np.random.default_rng(1)
    names = [draw_crops(np.stack([soy, bare]), rng, 0.6).names for _ in range(2000)]
    assert {second for _, second in names} == {None}
    own = sum(first == "soy" for first, _ in names) / len(names)
    none = sum(first is None for first, _ in names) / len(names)
    assert none == pytest.approx(0.4, abs=0.04)
    assert own == pytest.approx(0.6 * (0.75 + 0.125 / len(CROPS)), abs=0.04)
