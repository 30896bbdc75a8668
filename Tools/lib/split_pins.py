"""Divides a list of Python packages with digests, as Tools/pins makes it, into several.

Into pins.txt goes what a project needs, into pins-torch.txt PyTorch, into pins-cuda.txt what only
its build with CUDA needs, and into pins-openvino.txt OpenVINO.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from pathlib import Path

HEAD = "# Made by Tools/pins.\n"
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def entries(text: str) -> list[str]:
    """The packages of a list, each with its lines of digests.

    Args:
        text: the list.

    Returns:
        The packages, in their order.
    """
    found = re.findall(r"^(?!#)\S[^\n]*(?:\n[ \t]+[^\n]*)*", text, flags=re.MULTILINE)
    return [entry.rstrip() for entry in found]


def file_of(entry: str) -> str | None:
    """The file that a package belongs into; nothing for what Python alone needs of OpenVINO.

    Args:
        entry: the package.

    Returns:
        The name of the file.
    """
    name = re.split(r"[=\s;\[]", entry, maxsplit=1)[0]
    if name == "torch":
        return "pins-torch.txt"
    if name.startswith(("nvidia-", "cuda-")) or name == "triton":
        return "pins-cuda.txt"
    if name == "openvino":
        return "pins-openvino.txt"
    return None if name == "openvino-telemetry" else "pins.txt"


def with_digests(entry: str, digests: list[str]) -> str:
    """A package with further digests of its files.

    Args:
        entry: the package.
        digests: the digests, in hexadecimal digits.

    Returns:
        The package.
    """
    first = entry.split(" \\\n", 1)[0]
    every = sorted({*HASH.findall(entry), *digests})
    return " \\\n".join([first, *(f"    --hash=sha256:{digest}" for digest in every)])


def earlier(path: Path, entry: str) -> list[str]:
    """The digests that a file had of the same version of a package.

    Args:
        path: the file.
        entry: the package.

    Returns:
        The digests.
    """
    if not path.exists():
        return []
    version = entry.split(" ", 1)[0]
    same = [
        old for old in entries(path.read_text(encoding="utf-8")) if old.startswith(version + " ")
    ]
    return [digest for old in same for digest in HASH.findall(old)]


def main() -> None:
    """Reads the list and writes the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("list", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("wheel", type=Path, nargs="?")
    given = parser.parse_args()
    files: dict[str, list[str]] = {}
    for entry in entries(given.list.read_text(encoding="utf-8")):
        name = file_of(entry)
        if name is None:
            continue
        if name == "pins-torch.txt":
            known = earlier(given.folder / name, entry)
            if given.wheel:
                known.append(hashlib.sha256(given.wheel.read_bytes()).hexdigest())
            entry = with_digests(entry, known)
        files.setdefault(name, []).append(entry)
    for name, found in files.items():
        (given.folder / name).write_text(HEAD + "\n".join(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
