"""What a model cannot do, for its card: the shipped ones', drawings', and one's own."""

from __future__ import annotations

from typing import Any

from ragweed_training.data import KNOWN_SETS
from ragweed_training.names import has_seen_target, learnt_weeds, sets_of

LIMITATIONS = [
    "This model has never seen ragweed (Ambrosia artemisiifolia): no public ragweed pixel masks "
    "exist. It was trained on other weeds (amaranth, grasses, nutsedge, mixed weeds in maize, "
    "sugar beet and peanut) and on synthetic ragweed-like plants. Its accuracy on ragweed is "
    "unknown.",
    "Plants that are not a crop it has seen (soybean, maize, sugar beet, peanut) may all be called "
    "weed; name the crop (--crop) where it is one of these.",
    "It cannot tell weed species apart. On meadow, verge and forest it cannot say what is a weed: "
    "there it only warns.",
    "Real training pictures have about 0.03-0.2 cm per pixel; from there to 0.5 cm per pixel the "
    "model has seen synthetic and shrunk pictures only, beyond that none.",
    "Scores on synthetic pictures say little about real fields.",
    "Each real test set is a single video or group of recordings, so its scores are more "
    "uncertain than their digits suggest.",
]

DRAWINGS_LIMITATIONS = [
    "SYNTHETIC: this model has never seen ragweed (Ambrosia artemisiifolia). In the training that "
    "this card describes it has seen plants drawn by a program and nothing else; `started_from` "
    "says what came before. Its accuracy on ragweed is unknown.",
    "Scores on SYNTHETIC pictures are those on drawings by the same program; they say nothing "
    "about real fields.",
    "Scores on real pictures are of other weeds.",
    "Plants that the program does not draw may be called anything.",
]

UNTRAINED_LIMITATIONS = [
    "These weights have learnt nothing, no ragweed (Ambrosia artemisiifolia) either: what it "
    "answers means nothing.",
]


def own_sets(state: dict[str, Any]) -> list[dict[str, Any]]:
    """List the real sets that a network learnt from and that are not the project's."""
    return [s for s in sets_of(state) if not s["synthetic"] and s["name"] not in KNOWN_SETS]


def own_limitations(state: dict[str, Any], weed_name: str) -> list[str]:
    """Say what a network that was trained on sets of one's own cannot do."""
    own = own_sets(state)
    names = ", ".join(f"{s['name']} ({s['images']} pictures)" for s in own)
    weeds = learnt_weeds(state)
    taught = f"Labels called {', '.join(weeds)}" if weeds else "Labels of weeds without a name"
    said = [
        f"It learnt in {state['step']} steps from sets of its maker: {names}. It knows the plants, "
        "stages, soils, light and camera of those; on others nobody has tried it.",
        "Nobody but their maker has looked at the labels.",
        f"{taught} taught it what {weed_name} is. Plants that look like it, and that no picture "
        f"showed, may be called {weed_name}.",
        "Another field will score lower than test pictures of the same survey do.",
    ]
    if not has_seen_target(state):
        said.insert(0, "No labels of ragweed (Ambrosia artemisiifolia) are among what it learnt.")
    return said


def limitations_of(state: dict[str, Any], weed_name: str) -> list[str]:
    """Say what a network cannot do, by what it learnt from."""
    if not state:
        return UNTRAINED_LIMITATIONS
    if own_sets(state):
        return own_limitations(state, weed_name)
    drawn = all(s["synthetic"] for s in state["run"]["sets"])
    return DRAWINGS_LIMITATIONS if drawn else LIMITATIONS
