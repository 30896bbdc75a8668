"""Downloads large files: goes on where it was cut off, checks what came, appears in one go."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
import urllib.error
import urllib.request
import zipfile
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any

from ragweed_training.checkpoint import write_atomically

TRIES = 4
TIMEOUT_S = 60.0
CHUNK_BYTES = 1 << 20
BUSY = (429, 500, 502, 503, 504)
HEADERS = {"User-Agent": "ragweed-datasets"}


@dataclass(frozen=True)
class Remote:
    """A file elsewhere; what is not known is None."""

    url: str
    name: str
    size: int | None = None
    # Algorithm and hexadecimal digits, as md5:0123...
    checksum: str | None = None


def zenodo_files(record: str, host: str = "https://zenodo.org") -> tuple[list[Remote], str]:
    """List the files of a Zenodo record with their sizes and checksums, and its licence.

    Raises:
        OSError: The record cannot be read.
        ValueError: The answer is no record.
    """
    url = f"{host}/api/records/{record}"
    try:
        with open_url(url, {}) as answer:
            document: dict[str, Any] = json.loads(answer.read())
    except json.JSONDecodeError as error:
        raise ValueError(f"{url} is no record of Zenodo ({error}); try again later") from error
    if not isinstance(document, dict) or not document.get("files"):
        raise ValueError(f"{url} lists no files; look at {host}/records/{record}")
    files = [
        Remote(
            url=f"{host}/api/records/{record}/files/{entry['key']}/content",
            name=plain_name(str(entry["key"])),
            size=int(entry["size"]),
            checksum=str(entry["checksum"]),
        )
        for entry in document["files"]
    ]
    licence = document.get("metadata", {}).get("license", {})
    return files, str(licence.get("id", "not stated"))


def plain_name(name: str) -> str:
    """Refuse names that lead out of the folder.

    Raises:
        ValueError: It is such a name.
    """
    if not name or name in (".", "..") or "/" in name or "\\" in name or "\0" in name:
        raise ValueError(f"the server names a file {name!r}, which is no plain file name")
    return name


def open_url(url: str, headers: dict[str, str]) -> HTTPResponse:
    """Open a web address.

    Raises:
        OSError: It cannot be reached.
    """
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"{url} is no web address")
    request = urllib.request.Request(url, headers=HEADERS | headers)
    answer: HTTPResponse = urllib.request.urlopen(request, timeout=TIMEOUT_S)
    return answer


def digest_of(path: Path, algorithm: str) -> str:
    """Hash a file of any size."""
    digest = hashlib.new(algorithm)
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def noted_checksum(target: Path) -> Path:
    """Return the file that holds the checksum of a first download."""
    return target.with_name(f"{target.name}.sha256")


def verify(path: Path, remote: Remote, target: Path) -> str:
    """Check size, checksum and archive; returns what was checked.

    Raises:
        ValueError: The file is another one, or damaged.
    """
    size = path.stat().st_size
    if remote.size is not None and size != remote.size:
        raise ValueError(f"{remote.name} has {size} bytes, not {remote.size}")
    if remote.checksum is not None:
        algorithm, _, wanted = remote.checksum.partition(":")
        if algorithm not in hashlib.algorithms_guaranteed:
            raise ValueError(f"{remote.name}: checksums by {algorithm!r} cannot be computed here")
        found = digest_of(path, algorithm)
        if found != wanted.lower():
            raise ValueError(f"{remote.name} has the {algorithm} {found}, not {wanted}")
        return f"size and {algorithm} as stated"
    found = digest_of(path, "sha256")
    note = noted_checksum(target)
    if note.is_file():
        wanted = note.read_text(encoding="ascii").split()[0]
        if found != wanted:
            raise ValueError(
                f"{remote.name} has the sha256 {found}, not {wanted} as at the first download "
                f"({note.name}); delete that note if the publisher has a new version"
            )
        return "sha256 as at the first download"
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            broken = archive.testzip()
        if broken is not None:
            raise ValueError(f"{remote.name} is damaged: {broken} in it fails its own checksum")
    elif remote.name.endswith(".zip"):
        raise ValueError(f"{remote.name} is no archive; the server may have sent an error page")
    write_atomically(f"{found}  {target.name}\n".encode(), note)
    return f"no checksum is known; the archive is whole, its sha256 is noted in {note.name}"


def fetch(remote: Remote, folder: Path, pause_s: float = 2.0) -> str:
    """Bring a file into a folder; returns what was checked.

    An unfinished download stays as NAME.part and is continued by the next call, where the server
    still has the same file. NAME appears only when it is complete and checked.

    Raises:
        OSError: It cannot be reached or written.
        ValueError: What came is another file, or damaged.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / remote.name
    if target.is_file():
        return f"already here, {verify(target, remote, target)}"
    part = folder / f"{remote.name}.part"
    for attempt in range(1, TRIES + 1):
        try:
            receive(remote, part)
            break
        except urllib.error.HTTPError as error:
            if error.code == 416 and part.is_file():
                # Nothing is missing, or the part is of a file that is shorter now.
                if error.headers.get("Content-Range", "") == f"bytes */{part.stat().st_size}":
                    break
                part.unlink()
            elif error.code not in BUSY or attempt == TRIES:
                raise OSError(f"{remote.url} answers {error.code} {error.reason}") from error
            time.sleep(pause_s * attempt)
        except (urllib.error.URLError, HTTPException, ConnectionError, TimeoutError) as error:
            have = part.stat().st_size if part.is_file() else 0
            if attempt == TRIES and not have:
                raise OSError(f"{remote.url} cannot be reached ({error})") from error
            if attempt == TRIES:
                raise OSError(
                    f"{remote.url} broke off after {have} bytes ({error}); what came is kept in "
                    f"{part}: repeat the command to go on"
                ) from error
            time.sleep(pause_s * attempt)
    try:
        checked = verify(part, remote, target)
    except (ValueError, zipfile.BadZipFile) as error:
        part.unlink()
        tag_of(part).unlink(missing_ok=True)
        raise ValueError(f"{error}; it was deleted: repeat the command") from error
    os.replace(part, target)
    tag_of(part).unlink(missing_ok=True)
    return checked


def tag_of(part: Path) -> Path:
    """Return the file that says of which version a part is."""
    return part.with_name(f"{part.name}.tag")


def receive(remote: Remote, part: Path) -> None:
    """Receive a file, or what is missing of it.

    Raises:
        OSError: The connection broke, or the disk is full.
    """
    have = part.stat().st_size if part.is_file() else 0
    tag = tag_of(part)
    if remote.size is not None and have == remote.size:
        return
    headers = {}
    if have and tag.is_file() and (remote.size is None or have < remote.size):
        version = tag.read_text(encoding="utf-8")
        headers = {"Range": f"bytes={have}-", **({"If-Range": version} if version else {})}
    with open_url(remote.url, headers) as answer:
        begins = f"bytes {have}-"
        goes_on = answer.status == 206 and answer.headers.get("Content-Range", "").startswith(
            begins
        )
        length = answer.headers.get("Content-Length")
        missing = int(length) if length is not None else None
        room = shutil.disk_usage(part.parent).free
        if missing is not None and missing > room:
            raise ValueError(
                f"{remote.name} needs {missing} bytes more and {part.parent} has {room}; make room"
            )
        if not goes_on:
            version = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
            # A weak tag does not tell two versions apart byte by byte.
            write_atomically(("" if version.startswith("W/") else version).encode(), tag)
        received = 0
        with part.open("ab" if goes_on else "wb") as stream:
            while chunk := answer.read(CHUNK_BYTES):
                stream.write(chunk)
                received += len(chunk)
    if missing is not None and received < missing:
        raise ConnectionError(f"{received} of {missing} bytes came")
