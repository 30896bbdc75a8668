"""What a network is built from; checkpoints carry it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

CLASSES = ("background", "weed")
ENCODERS = ("mobilenetv3-small", "efficientnet-lite0")


@dataclass(frozen=True)
class NetworkSpec:
    """What a network is built from; checkpoints carry it."""

    output_stride: int = 16
    expansion8: int = 6
    head: str = "deeplab"
    classes: int = len(CLASSES)
    shunt: str | None = None
    pyramid_width: int = 128
    dilations: tuple[int, ...] = (3, 6, 12)
    encoder: str = ENCODERS[0]
    # Kinds inside (soil, weed, crops), merged into the two classes at the end.
    kinds: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Turn into plain values for a checkpoint."""
        return asdict(self) | {"dilations": list(self.dilations)}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> NetworkSpec:
        """Read what `as_dict` made; a missing key has its usual value."""
        return cls(**values | {"dilations": tuple(values.get("dilations", (3, 6, 12)))})
