"""What the weed of a network may be called: only what labels of that name taught it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ragweed_training.data import CROP, crop_label
from ragweed_training.network_spec import CLASSES

# Names under which people label the species that this project is about.
TARGET = ("ragweed", "ambrosia")
SYNTHETIC = "synthetic"


def runs_of(state: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the runs that a network comes from, the last one first, as far as they took a step."""
    while state:
        run: dict[str, Any] = state.get("run") or {}
        if state.get("step", 0) > 0:
            yield run
        state = run.get("initial") or {}


def sets_of(state: dict[str, Any]) -> list[dict[str, Any]]:
    """List the sets that a network learnt from, each once, of the last run that had it."""
    found: dict[str, dict[str, Any]] = {}
    for run in runs_of(state):
        for entry in run.get("sets", []):
            if not entry.get("share", 1):
                continue
            found.setdefault(entry["name"], entry)
    return list(found.values())


def learnt_weeds(state: dict[str, Any]) -> list[str]:
    """Name the weeds whose labels a network learnt; drawn ones are called so."""
    names: list[str] = []
    for entry in sets_of(state):
        drawn = f"{SYNTHETIC} " if entry["synthetic"] else ""
        names += [f"{drawn}{name}" for name in entry.get("weeds", [])]
    for run in runs_of(state):
        names += (run.get("taught_by") or {}).get("weeds", [])
        names += ((run.get("initial") or {}).get("card") or {}).get("weeds", [])
    return list(dict.fromkeys(names))


def weeds_of_card(card: dict[str, Any]) -> list[str]:
    """Name the weeds that an exported or taught model learnt, as its card says."""
    names = [name for entry in card.get("training_data", []) for name in entry.get("weeds", [])]
    taught = card.get("taught") or {}
    # Without a penalty the answer of the model before was kept.
    if taught.get("penalty") is not None:
        names += [
            entry["name"]
            for entry in taught["classes"][1:]
            if entry["labelled_px"] and crop_label(entry["name"]) == CROP
        ]
    return list(dict.fromkeys(names))


def is_target(name: str) -> bool:
    """Whether a class is the species that this project is about, and not drawn."""
    plain = name.lower()
    return not plain.startswith(SYNTHETIC) and any(word in plain for word in TARGET)


def has_seen_target(state: dict[str, Any]) -> bool:
    """Whether labels of that species were learnt."""
    return any(is_target(name) for name in learnt_weeds(state))


def refuse_unlearnt(weed_name: str, state: dict[str, Any]) -> None:
    """Check that the weed of a network may have a name.

    Raises:
        ValueError: No labels of that name were learnt.
    """
    known = learnt_weeds(state)
    plain = {name.lower() for name in known}
    if weed_name == CLASSES[1] or weed_name.lower() in plain:
        return
    steps = state.get("step", 0) if state else 0
    raise ValueError(
        f"--weed-name {weed_name}: no labels of that name were learnt ({steps} steps; names of "
        f"what was: {', '.join(known) or 'none'}); import labels with that name in --classes and "
        f"--weed and train on them, or leave the name {CLASSES[1]!r}"
    )
