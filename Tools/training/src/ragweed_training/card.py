"""The model card: what the network is, what it wants, what it was tested on, what it cannot do."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import subprocess
from pathlib import Path
from typing import Any

import torch

from ragweed_training.augment import MEAN, STD
from ragweed_training.kinds import FIRST_CROP, KINDS
from ragweed_training.limitations import limitations_of
from ragweed_training.lite import LiteNet
from ragweed_training.model import Network
from ragweed_training.multiply_adds import count_multiply_adds, count_parameters
from ragweed_training.names import has_seen_target, weeds_of_card
from ragweed_training.network_spec import CLASSES
from ragweed_training.pretrained import VIT_S14

INPUT_NAME = "image"
OUTPUT_NAME = "probabilities"
UNFAMILIARITY_NAME = "unfamiliarity"
CROP_BIAS_NAME = "network.classifier.bias"
TILE_PX = 512


def card_path(onnx_path: Path) -> Path:
    """Return <stem>.card.json beside the model."""
    return onnx_path.with_name(f"{onnx_path.stem}.card.json")


def sha256(path: Path) -> str:
    """Hash a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def environment() -> dict[str, str]:
    """Name what a run depends on besides its command."""
    return {
        "python": platform.python_version(),
        "torch": str(torch.__version__),
        "processor": platform.machine(),
        "commit": commit(),
        "code_sha256": code_digest(),
    }


def commit(folder: Path | None = None) -> str:
    """Return the commit of the code, "+" marks changes; outside a checkout the reason."""
    command = ["git", "describe", "--always", "--dirty=+", "--abbrev=12", "--exclude=*"]
    try:
        done = subprocess.run(
            command,
            cwd=folder or Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"LC_ALL": "C"},
        )
    except OSError as error:
        return f"none: git cannot be run ({error.strerror})"
    except subprocess.CalledProcessError as error:
        if "not a git repository" in error.stderr:
            return "none: the code ran from a copy that is no git checkout"
        lines = error.stderr.strip().splitlines() or ["no reason given"]
        return f"none: git says {public_command(lines[0])}"
    return done.stdout.strip()


def code_digest() -> str:
    """Hash the sources of this package: names the code also where there is no checkout."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()


def public_command(command: str) -> str:
    """Shorten absolute paths to their last part: folders of one machine help nobody."""
    return re.sub(r"(?<![\w.])/(?:[^/\s:=]+/)*([^/\s:=]+)", r"\1", command)


def describe_training(state: dict[str, Any]) -> dict[str, Any]:
    """Say how the weights came about."""
    if not state:
        return {
            "steps": 0,
            "seconds": 0,
            "device": "none",
            "seed": 0,
            "description": "Untrained weights, for interface tests only.",
        }
    run = state["run"]
    result: dict[str, Any] = {
        "steps": state["step"],
        "seconds": round(state["seconds"]),
        "device": f"{run['device']}, {run['threads']} threads",
        "seed": run["seed"],
        "description": describe_run(run, state["step"])
        + describe_threshold(state["validation"])
        + describe_mean(run),
        "command": public_command(run.get("command", "")),
        "environment": run.get("environment", {}),
        "validation_miou": {
            key.removeprefix("val_miou_"): round(value, 4)
            for key, value in state["validation"].items()
            if key.startswith("val_miou_")
        },
    }
    if "val_threshold" in state["validation"]:
        result["weed_threshold"] = state["validation"]["val_threshold"]
    if run.get("shunt_fit"):
        result["shunt_fit"] = run["shunt_fit"]
    if run.get("initial"):
        initial = run["initial"]
        known = initial.get("card") or initial.get("pretrained")
        result["started_from"] = known or describe_training(initial)
    return result


def started_from(model: Path) -> dict[str, Any]:
    """Name an exported model that a run starts from, as far as its card is there."""
    if not card_path(model).is_file():
        return {"model": model.name}
    card = read_card(model)
    found = {"model": card["name"], "version": card["version"], "sha256": card.get("sha256")}
    weeds = weeds_of_card(card)
    pretrained = card.get("pretrained_weights")
    return (
        found
        | ({"weeds": weeds} if weeds else {})
        | ({"pretrained_weights": pretrained} if pretrained else {})
    )


def describe_mean(run: dict[str, Any]) -> str:
    """Say of which networks the weights are the mean, where they are one."""
    parts = run.get("averaged")
    if not parts:
        return ""
    listed = " and ".join(f"{part['share']:g} of {part['step']} steps" for part in parts)
    return f" The weights are the mean of networks of this line: {listed}."


def describe_threshold(validation: dict[str, float]) -> str:
    """Say what was done to the probabilities; earlier runs did nothing to them."""
    if "val_threshold" not in validation:
        return ""
    return (
        " weed_threshold is the weed probability that suited the validation sets best; the last "
        "bias was shifted to make it one half."
    )


def describe_kind_run(run: dict[str, Any]) -> str:
    """Put the options of a run of ragweed-learn into one sentence."""
    shares = ", ".join(f"{s['name']} {s['share']:g}" for s in run["sets"])
    teacher = (
        f" {run['lesson_batch']} of the crops were lessons, with the features of a frozen "
        f"transformer (weight {run['feature_weight']:g}) beside the labels;"
        if run["lesson_batch"]
        else ""
    )
    if run.get("taught_by"):
        by = run["taught_by"]
        who = f"the model {by['model']}" if "model" in by else f"a network on {by['encoder']}"
        teacher += f" {who} taught its scores of every crop (weight "
        teacher += f"{run['taught_weight']:g});"
    return (
        f"Steps of {run['batch'] + run['lesson_batch']} crops of {run['crop_px']} px, fresh ones "
        f"drawn by the shares {shares}; cross entropy of soil, weed and crops, and Dice of weed; "
        f"the crop was named in {run['crop_share']:.0%} of the crops, plants of other crops being "
        f"weeds there;{teacher} AdamW, peak rate {run['learning_rate']:g}, cosine; averaged "
        "weights, the last ones; the time was set before, nothing was chosen by pictures of the "
        "same fields; test sets were not looked at before. steps and seconds are those of this run."
    )


def describe_run(run: dict[str, Any], step: int) -> str:
    """Put the options of a run into one sentence."""
    if "crop_share" in run:
        return describe_kind_run(run)
    real = any(not s["synthetic"] for s in run["sets"])
    sets = "the real sets" if real else "the SYNTHETIC pictures (no real ones were in this run)"
    if step == 0:
        fit = run.get("shunt_fit") or {}
        probabilities = " and class probabilities" if fit.get("scores_weight") else ""
        fitted = f"with a shunt fitted to its features{probabilities}, " if fit else ""
        return (
            f"The weights of another run, {fitted}without fine-tuning, chosen by the validation "
            f"splits of {sets}; test sets were not looked at before the choice."
        )
    shares = ", ".join(f"{s['name']} {s['share']:g}" for s in run["sets"])
    origin = "From the weights of another run" if run.get("initial") else "From scratch"
    teacher = run.get("distill", "none")
    learned = "" if teacher == "none" else f" {teacher} distillation;"
    loss = f"cross entropy + Dice + auxiliary soil/weed/crop head;{learned}"
    if teacher == "views":
        loss = "no labels, learns the mean of what its teacher says of several views of each crop;"
    chosen = f"the checkpoint with the best mean validation mIoU over {sets}"
    if run.get("take_last"):
        chosen = "the last weights, whatever their validation score"
    early = run["early_share"]
    sides = f"{run['crop_px']} px"
    if early > 0:
        sides = f"{run['early_crop_px']} px in the first {early:.0%} of the run, {sides} after"
    return (
        f"{origin}; steps of {run['batch']} crops, {sides}, drawn by the shares {shares}; "
        f"{loss} AdamW, peak rate "
        f"{run['learning_rate']:g}, cosine; averaged weights; {chosen}; "
        "test sets were not looked at before the choice. "
        "steps and seconds are those of this checkpoint."
    )


def describe_architecture(network: Network) -> str:
    """Put the network's build into one line."""
    spec = network.spec
    if isinstance(network, LiteNet):
        return (
            "DeepLab V3+ on EfficientNet-Lite0 (output stride 32), ASPP 128 with dilations 2/4/6 "
            "and image pooling, decoder with skips at strides 16, 8 and 4; soil, weed and crops "
            "inside, merged into two classes"
        )
    text = f"on MobileNetV3-Small (output stride {spec.output_stride})"
    if spec.head == "light":
        text = f"Light head {text}"
    else:
        reach = "/".join(str(dilation) for dilation in spec.dilations)
        text = (
            f"DeepLab V3+ {text}, ASPP {spec.pyramid_width} with dilations {reach} "
            "and image pooling, decoder with skips at strides 8 and 4"
        )
    if spec.kinds:
        text = f"{text}; soil, weed and crops inside, merged into two classes"
    return f"{text}; shunt {spec.shunt}" if spec.shunt else text


def pretrained_of(state: dict[str, Any]) -> list[dict[str, Any]]:
    """List the pretrained weights that a network comes from, and those of its teachers."""
    found: dict[str, dict[str, Any]] = {}
    run: dict[str, Any] | None = state.get("run")
    while run:
        if run.get("lesson_batch"):
            found[VIT_S14.name] = VIT_S14.as_dict()
        for weights in (run.get("taught_by") or {}).get("pretrained", []):
            found[weights["name"]] = weights
        initial = run.get("initial") or {}
        weights = initial.get("pretrained")
        if weights:
            found[weights["name"]] = weights
        # A shipped model that a run starts from came from somewhere, too.
        for weights in (initial.get("card") or {}).get("pretrained_weights", []):
            found.setdefault(weights["name"], weights)
        run = initial.get("run")
    return list(found.values())


def crops_entry() -> dict[str, Any]:
    """Say how a crop is named: which scores to mask, and where their bias lies in the file."""
    return {"bias": CROP_BIAS_NAME, "classes": list(KINDS), "not_crops": list(KINDS[:FIRST_CROP])}


def build_card(
    network: Network,
    onnx_path: Path,
    state: dict[str, Any],
    name: str,
    version: str,
    date: str,
    weed_name: str = CLASSES[1],
    measured: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Assemble a card with empty test scores; `measured` holds more entries, as measured."""
    sets = state["run"]["sets"] if state else []
    drawn = bool(sets) and all(s["synthetic"] for s in sets)
    return {
        "name": name,
        "version": version,
        "created": date,
        "task": "semantic segmentation of "
        + ("SYNTHETIC (drawn) plants" if drawn else "weeds")
        + " in nadir colour imagery",
        "classes": [CLASSES[0], weed_name],
        "has_seen_target_species": has_seen_target(state),
        "input": {
            "name": INPUT_NAME,
            "width_px": TILE_PX,
            "height_px": TILE_PX,
            "channels": "RGB",
            "layout": "NCHW",
            "mean": [MEAN] * 3,
            "std": [STD] * 3,
        },
        "output": {"name": OUTPUT_NAME, "kind": "probabilities"},
        **({"crops": crops_entry()} if network.spec.kinds else {}),
        "ground_sampling_cm_per_px": {"min": 0.05, "max": 0.5},
        "architecture": describe_architecture(network),
        "parameters": count_parameters(network),
        "multiply_adds": count_multiply_adds(network, TILE_PX),
        "training_data": [
            {
                key: s[key]
                for key in ("name", "licence", "source", "images", "split_rule", "synthetic")
            }
            | ({"name": f"{s['name']} (SYNTHETIC)"} if s["synthetic"] else {})
            | ({"weeds": s["weeds"]} if s.get("weeds") and not s["synthetic"] else {})
            for s in sets
        ],
        "pretrained_weights": pretrained_of(state),
        "test_scores": [],
        "limitations": limitations_of(state, weed_name),
        "sha256": sha256(onnx_path),
        "training": describe_training(state),
        **(measured or {}),
    }


def write_card(card: dict[str, Any], onnx_path: Path) -> Path:
    """Write the card atomically beside its model."""
    path = card_path(onnx_path)
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(partial, path)
    return path


def read_card(onnx_path: Path) -> dict[str, Any]:
    """Read the card beside a model."""
    card: dict[str, Any] = json.loads(card_path(onnx_path).read_text(encoding="utf-8"))
    return card
