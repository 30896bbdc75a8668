"""The form of the network that is written to files."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from ragweed_training.exported_form import ExportedForm, bilinear_kernel
from ragweed_training.layers import upsample
from ragweed_training.model import NetworkSpec, Probabilities, WeedNet
from tests.test_model import warm


@pytest.mark.parametrize("head", ["deeplab", "light"])
@pytest.mark.parametrize("shunt", [None, "5-10-Arch1"])
def test_it_computes_what_the_network_computes(head: str, shunt: str | None) -> None:
    """Also at the borders, where interpolation repeats the outermost scores."""
    torch.manual_seed(4)
    network = warm(WeedNet(NetworkSpec(head=head, shunt=shunt)))
    image = torch.rand(1, 3, 96, 96) * 2 - 1
    with torch.no_grad():
        wanted = Probabilities(network)(image)
        given = ExportedForm(network, 96).eval()(image)
    assert wanted.std() > 0.01
    assert torch.allclose(given, wanted, atol=1e-5)


@pytest.mark.parametrize("factor", [2, 4, 8])
def test_the_kernel_is_what_interpolation_makes_of_one_score(factor: int) -> None:
    """One score of 1 among zeros, enlarged."""
    scores = torch.zeros(1, 1, 5, 5)
    scores[0, 0, 2, 2] = 1
    around = upsample(scores, factor)[0, 0]
    first = 2 * factor - factor // 2
    window = around[first : first + 2 * factor, first : first + 2 * factor]
    assert torch.allclose(window, bilinear_kernel(factor))
    assert around.sum() == pytest.approx(factor * factor)


def test_it_has_one_trained_network_and_a_kernel_that_is_not_trained() -> None:
    """Nothing else has weights."""
    exported = ExportedForm(WeedNet(), 64)
    own = [name for name, _ in exported.named_parameters() if not name.startswith("network.")]
    assert own == ["enlarge.weight"]
    assert isinstance(exported.enlarge, nn.ConvTranspose2d)
    assert not exported.enlarge.weight.requires_grad


def test_a_side_between_two_scores_is_refused() -> None:
    """A side of 66 px is 16 and a half scores."""
    with pytest.raises(ValueError, match="66 px is no multiple of 4 px"):
        ExportedForm(WeedNet(), 66)
