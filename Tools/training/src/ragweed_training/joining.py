"""Joins archives that their publisher cut into parts."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WHOLE = r"(?P<whole>.+\.(?:zip|tar|tar\.gz|tgz|7z))"
# set.zip.001, set.zip.part02, set.zip-03 and set.zip.aa, set.zip.part_ab.
PART = re.compile(WHOLE + r"[._-](?:part[._-]?)?(?P<number>\d{1,4}|[a-z]{2})", re.IGNORECASE)
# A zip that was cut by zip itself ends in NAME.zip and cannot be joined byte by byte.
SPLIT_ZIP = re.compile(r"(?P<stem>.+)\.z\d{2}", re.IGNORECASE)


@dataclass(frozen=True)
class Cut:
    """An archive and its parts in their order."""

    whole: str
    parts: tuple[str, ...]


def place_of(number: str) -> int:
    """Return the place of a part by its number, or by its letters."""
    if number.isdigit():
        return int(number)
    first, second = (ord(letter) - ord("a") for letter in number.lower())
    return 26 * first + second


def cuts_among(names: Sequence[str]) -> list[Cut]:
    """Find archives that came in parts.

    Raises:
        ValueError: A part is missing between two others, or the first is.
    """
    found: dict[str, dict[int, str]] = {}
    for name in names:
        match = PART.fullmatch(name)
        if match is not None:
            found.setdefault(match["whole"], {})[place_of(match["number"])] = name
    cuts = []
    for whole, parts in sorted(found.items()):
        first, last = min(parts), max(parts)
        missing = [place for place in range(first, last + 1) if place not in parts]
        if first > 1 or missing:
            gaps = ", ".join(str(place) for place in missing) or f"those before {parts[first]}"
            raise ValueError(
                f"{whole} cannot be joined: parts are missing ({gaps}); get all of its parts "
                "(--only takes a pattern)"
            )
        cuts.append(Cut(whole, tuple(parts[place] for place in sorted(parts))))
    return cuts


def join(cut: Cut, folder: Path) -> str:
    """Join the parts of an archive beside them; returns what was done.

    The parts stay: by them a later call sees that nothing has to be downloaded.

    Raises:
        ValueError: What comes out is damaged.
        OSError: There is no room.
    """
    target = folder / cut.whole
    size = sum((folder / part).stat().st_size for part in cut.parts)
    if target.is_file() and target.stat().st_size == size:
        return f"{cut.whole} is joined already"
    room = shutil.disk_usage(folder).free
    if size > room:
        raise ValueError(f"{cut.whole} needs {size} bytes more and {folder} has {room}; make room")
    partial = folder / f"{cut.whole}.joining"
    try:
        with partial.open("wb") as stream:
            for part in cut.parts:
                with (folder / part).open("rb") as source:
                    shutil.copyfileobj(source, stream, 1 << 20)
        if target.suffix.lower() == ".zip":
            refuse_damaged(partial, cut)
    except (OSError, ValueError):
        partial.unlink(missing_ok=True)
        raise
    os.replace(partial, target)
    return f"{cut.whole}: joined from {len(cut.parts)} parts, which may be deleted"


def refuse_damaged(path: Path, cut: Cut) -> None:
    """Check a joined archive by its own checksums.

    Raises:
        ValueError: It is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            broken = archive.testzip()
    except zipfile.BadZipFile as error:
        raise ValueError(
            f"{cut.parts[0]} to {cut.parts[-1]} make no archive together ({error}); "
            "join them as the publisher's page says"
        ) from error
    if broken is not None:
        raise ValueError(f"{cut.whole} is damaged: {broken} in it fails its own checksum")


def split_zips(names: Sequence[str]) -> list[str]:
    """Say how archives that zip itself cut are joined."""
    stems = {match["stem"] for name in names if (match := SPLIT_ZIP.fullmatch(name))}
    return [
        f"{stem}.zip was cut by zip: join it by `zip -s 0 {stem}.zip --out {stem}-whole.zip`"
        for stem in sorted(stems)
    ]
