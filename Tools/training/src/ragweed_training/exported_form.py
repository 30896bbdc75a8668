"""The network as it stands in the ONNX file."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from ragweed_training.model import WeedNet


class ExportedForm(nn.Module):
    """A network whose last enlargement is a transposed convolution, with the softmax behind it.

    The numbers are those of bilinear interpolation on pixel centres, at borders too, where it
    repeats the outermost scores. As a Resize of two channels it took a quarter of the network's
    time in OpenVINO.
    """

    def __init__(self, network: WeedNet, size_px: int) -> None:
        """Wrap a network for a square input of this side."""
        super().__init__()
        self.network = network
        self.factor = self.span(size_px)
        classes = network.spec.classes
        self.enlarge = nn.ConvTranspose2d(
            classes,
            classes,
            2 * self.factor,
            stride=self.factor,
            # Half a step at the kernel's side, and the repeated border.
            padding=self.factor // 2 + self.factor,
            groups=classes,
            bias=False,
        )
        weights = bilinear_kernel(self.factor).expand(classes, 1, -1, -1)
        self.enlarge.weight = nn.Parameter(weights.clone(), requires_grad=False)

    @torch.no_grad()
    def span(self, size_px: int) -> int:
        """Return how many input pixels one score spans.

        Raises:
            ValueError: The side is no multiple of that.
        """
        parameter = next(self.network.parameters())
        _, factor = self.network.eval().scores(
            torch.zeros(1, 3, size_px, size_px, device=parameter.device)
        )
        if size_px % factor != 0:
            raise ValueError(f"a side of {size_px} px is no multiple of {factor} px")
        return factor

    def forward(self, image: Tensor) -> Tensor:
        """Return class probabilities at the input's resolution."""
        scores, _ = self.network.scores(image)
        scores = functional.pad(scores, (1, 1, 1, 1), mode="replicate")
        return torch.softmax(self.enlarge(scores), dim=1)


def bilinear_kernel(factor: int) -> Tensor:
    """What one score adds to its surroundings, [2 factor, 2 factor], for an even factor."""
    places = (torch.arange(2 * factor) + 0.5) / factor
    tent = 1 - (places - 1).abs()
    return tent[:, None] * tent[None, :]
