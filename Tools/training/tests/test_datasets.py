"""The tool for public sets: downloads from a server of its own, and reports on folders."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ragweed_training import datasets
from ragweed_training.download import Remote, fetch, plain_name
from ragweed_training.joining import cuts_among, split_zips
from ragweed_training.public_sets import PUBLIC_SETS, describe, public_set

from .conftest import write_set
from .test_importers import picture


def archive_of(size: int = 60_000, seed: int = 1) -> bytes:
    """Make an archive of noise."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("noise", np.random.default_rng(seed).bytes(size))
    return buffer.getvalue()


@dataclass
class Site:
    """What the server holds, how it misbehaves, and what it was asked for."""

    files: dict[str, bytes]
    address: str = ""
    # Bytes after which each of the next answers breaks off.
    cuts: list[int] = field(default_factory=list)
    ranges: list[str | None] = field(default_factory=list)
    takes_ranges: bool = True
    busy: int = 0


def handler_for(site: Site) -> type[BaseHTTPRequestHandler]:
    """Make the server's answers."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

        def do_GET(self) -> None:
            """Answer with a file, a rest of it, or half of that."""
            data = site.files.get(self.path)
            asked = self.headers.get("Range")
            site.ranges.append(asked)
            if site.busy:
                site.busy -= 1
                self.send_error(503)
                return
            if data is None:
                self.send_error(404)
                return
            tag = f'"{hashlib.sha256(data).hexdigest()[:8]}"'
            begin = 0
            if asked and site.takes_ranges and self.headers.get("If-Range") in (None, tag):
                begin = int(asked.removeprefix("bytes=").removesuffix("-"))
            if begin and begin >= len(data):
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(data)}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(206 if begin else 200)
            if begin:
                self.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
            self.send_header("Content-Length", str(len(data) - begin))
            self.send_header("ETag", tag)
            self.end_headers()
            cut = site.cuts.pop(0) if site.cuts else len(data)
            self.wfile.write(data[begin : begin + cut])

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    """Run a server on a free port."""
    held = Site({"/set.zip": archive_of()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(held))
    held.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield held
    server.shutdown()
    server.server_close()
    thread.join()


def remote(site: Site, checksum: str | None = None, size: int | None = None) -> Remote:
    """Name the server's file."""
    return Remote(f"{site.address}/set.zip", "set.zip", size, checksum)


def names(folder: Path) -> list[str]:
    """List what a folder holds."""
    return sorted(path.name for path in folder.iterdir())


def test_good_file(site: Site, tmp_path: Path) -> None:
    """Checked by the checksum; a second call asks for nothing."""
    data = site.files["/set.zip"]
    wanted = remote(site, f"md5:{hashlib.md5(data).hexdigest()}", len(data))
    assert fetch(wanted, tmp_path / "to") == "size and md5 as stated"
    assert (tmp_path / "to" / "set.zip").read_bytes() == data
    assert names(tmp_path / "to") == ["set.zip"]
    assert fetch(wanted, tmp_path / "to").startswith("already here")
    assert len(site.ranges) == 1


def test_first_download_without_checksum_notes_its_own(site: Site, tmp_path: Path) -> None:
    """The archive's own checksums count; another file later is refused."""
    assert "archive is whole" in fetch(remote(site), tmp_path)
    digest = hashlib.sha256(site.files["/set.zip"]).hexdigest()
    assert (tmp_path / "set.zip.sha256").read_text() == f"{digest}  set.zip\n"
    (tmp_path / "set.zip").unlink()
    site.files["/set.zip"] = archive_of(seed=2)
    with pytest.raises(ValueError, match="as at the first download"):
        fetch(remote(site), tmp_path)
    assert names(tmp_path) == ["set.zip.sha256"]


def test_cut_off_download_goes_on_by_itself(site: Site, tmp_path: Path) -> None:
    """Two breaks: the rest is asked for, not the whole."""
    site.cuts = [10_000, 20_000]
    fetch(remote(site), tmp_path, pause_s=0)
    assert (tmp_path / "set.zip").read_bytes() == site.files["/set.zip"]
    assert site.ranges == [None, "bytes=10000-", "bytes=30000-"]


def test_interrupted_download_is_resumed_by_the_next_call(site: Site, tmp_path: Path) -> None:
    """What came is kept and named; no half file has the final name."""
    site.cuts = [10_000, 0, 0, 0]
    with pytest.raises(OSError, match=r"broke off after 10000 bytes .*repeat the command"):
        fetch(remote(site), tmp_path, pause_s=0)
    assert names(tmp_path) == ["set.zip.part", "set.zip.part.tag"]
    fetch(remote(site), tmp_path, pause_s=0)
    assert (tmp_path / "set.zip").read_bytes() == site.files["/set.zip"]
    assert site.ranges[-1] == "bytes=10000-"


def test_part_of_another_version_is_not_continued(site: Site, tmp_path: Path) -> None:
    """The publisher replaced the file between the two calls."""
    site.cuts = [10_000, 0, 0, 0]
    with pytest.raises(OSError, match="broke off"):
        fetch(remote(site), tmp_path, pause_s=0)
    site.files["/set.zip"] = archive_of(seed=2)
    fetch(remote(site), tmp_path)
    assert (tmp_path / "set.zip").read_bytes() == site.files["/set.zip"]


def test_server_without_ranges(site: Site, tmp_path: Path) -> None:
    """It starts over and still ends with the right file."""
    site.cuts, site.takes_ranges = [10_000], False
    fetch(remote(site), tmp_path, pause_s=0)
    assert (tmp_path / "set.zip").read_bytes() == site.files["/set.zip"]


def test_complete_part_needs_no_more(site: Site, tmp_path: Path) -> None:
    """Killed between the last byte and the check."""
    data = site.files["/set.zip"]
    (tmp_path / "set.zip.part").write_bytes(data)
    (tmp_path / "set.zip.part.tag").write_text("")
    fetch(remote(site), tmp_path, pause_s=0)
    assert (tmp_path / "set.zip").read_bytes() == data
    assert site.ranges == [f"bytes={len(data)}-"]


@pytest.mark.parametrize(
    ("checksum", "size", "reason"),
    [
        ("md5:" + "0" * 32, None, "has the md5"),
        (None, 7, "has 6.... bytes, not 7"),
        ("crc99:12", None, "cannot be computed"),
    ],
)
def test_wrong_file_is_refused_and_removed(
    site: Site, tmp_path: Path, checksum: str | None, size: int | None, reason: str
) -> None:
    """Neither the final name nor a part stays."""
    with pytest.raises(ValueError, match=rf"{reason}.*repeat the command"):
        fetch(remote(site, checksum, size), tmp_path)
    assert names(tmp_path) == []


def test_damaged_archive_and_error_page(site: Site, tmp_path: Path) -> None:
    """Without any checksum these two are still seen."""
    broken = bytearray(site.files["/set.zip"])
    broken[5000] ^= 1
    site.files["/set.zip"] = bytes(broken)
    with pytest.raises(ValueError, match="damaged: noise"):
        fetch(remote(site), tmp_path)
    site.files["/set.zip"] = b"<html>Sign in</html>"
    with pytest.raises(ValueError, match="no archive"):
        fetch(remote(site), tmp_path)
    assert names(tmp_path) == []


def test_busy_and_missing(site: Site, tmp_path: Path) -> None:
    """A busy server is asked again; a missing file ends at once."""
    site.busy = 2
    fetch(remote(site), tmp_path, pause_s=0)
    assert len(site.ranges) == 3
    with pytest.raises(OSError, match="answers 404"):
        fetch(Remote(f"{site.address}/no.zip", "no.zip"), tmp_path)
    nowhere = Remote("http://127.0.0.1:9/x.zip", "x.zip")
    with pytest.raises(OSError, match="cannot be reached"):
        fetch(nowhere, tmp_path, pause_s=0)


def test_full_disk_is_said_before(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written where it does not fit."""
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Room", (), {"free": 10})())
    with pytest.raises(ValueError, match="make room"):
        fetch(remote(site), tmp_path)
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", "a\\b", "a\0"])
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    """A server does not choose where files go."""
    with pytest.raises(ValueError, match="no plain file name"):
        plain_name(name)


def test_get_from_zenodo(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sizes, checksums and the licence come from the record."""
    data = archive_of(seed=3)
    entry = {"key": "b.zip", "size": len(data), "checksum": f"md5:{hashlib.md5(data).hexdigest()}"}
    record = {"files": [entry], "metadata": {"license": {"id": "cc-by-4.0"}}}
    site.files["/api/records/6697343"] = json.dumps(record).encode()
    site.files["/api/records/6697343/files/b.zip/content"] = data
    datasets.main(["get", "cofly-weeddb", "--to", str(tmp_path), "--zenodo", site.address])
    folder = tmp_path / "cofly-weeddb"
    assert (folder / "b.zip").read_bytes() == data
    note = json.loads((folder / "source.json").read_text(encoding="utf-8"))
    assert note["licence"] == "cc-by-4.0" and note["files"] == ["b.zip"]
    assert "size and md5 as stated" in capsys.readouterr().out
    site.files["/api/records/6697343"] = b"not now"
    with pytest.raises(SystemExit, match="no record of Zenodo"):
        datasets.main(["get", "cofly-weeddb", "--to", str(tmp_path), "--zenodo", site.address])


def test_archives_in_parts_are_joined(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two sets of one record in parts: one is asked for, joined and whole; again is free."""
    whole = archive_of(seed=4)
    parts = {f"drone.zip.{i + 1:03}": whole[i * 20_000 : (i + 1) * 20_000] for i in range(4)}
    parts["ground.zip.001"] = b"other"
    entries = []
    for name, data in parts.items():
        site.files[f"/api/records/23082720/files/{name}/content"] = data
        digest = hashlib.md5(data).hexdigest()
        entries.append({"key": name, "size": len(data), "checksum": f"md5:{digest}"})
    record = {"files": entries, "metadata": {"license": {"id": "cc-by-4.0"}}}
    site.files["/api/records/23082720"] = json.dumps(record).encode()
    name = "ragweed-multiscale-surveillance"
    arguments = ["get", name, "--to", str(tmp_path), "--zenodo", site.address, "--only"]
    datasets.main([*arguments, "drone*"])
    assert (tmp_path / name / "drone.zip").read_bytes() == whole
    assert "joined from 4 parts" in capsys.readouterr().out
    assert not (tmp_path / name / "ground.zip.001").exists()
    datasets.main([*arguments, "drone*"])
    assert "is joined already" in capsys.readouterr().out
    with pytest.raises(SystemExit, match=r"parts are missing \(those before drone.zip.002\)"):
        datasets.main([*arguments, "drone.zip.00[234]"])
    with pytest.raises(SystemExit, match="make no archive together"):
        datasets.main([*arguments, "ground*"])
    assert not (tmp_path / name / "ground.zip").exists()
    with pytest.raises(SystemExit, match=r"fits none of the files: drone\.zip\.001, "):
        datasets.main([*arguments, "air*"])


def test_names_of_parts() -> None:
    """Numbers from 0 or 1, letters as split gives them; gaps are named; zip's own are explained."""
    letters = [f"a.tar.gz.part-a{letter}" for letter in "cab"]
    (cut,) = cuts_among([*letters, "readme.txt", "b.zip"])
    assert cut.whole == "a.tar.gz" and list(cut.parts) == sorted(letters)
    assert cuts_among(["x.zip.1", "x.zip.0"])[0].parts == ("x.zip.0", "x.zip.1")
    with pytest.raises(ValueError, match=r"parts are missing \(2\)"):
        cuts_among(["x.zip.001", "x.zip.003"])
    assert cuts_among(["set.z01", "set.zip"]) == []
    assert split_zips(["set.z01", "set.z02", "set.zip"])[0].startswith("set.zip was cut by zip")


def test_get_with_own_address_and_checksum(site: Site, tmp_path: Path) -> None:
    """A mirror, held to a checksum."""
    digest = hashlib.sha256(site.files["/set.zip"]).hexdigest()
    arguments = ["get", "weedsgalore", "--to", str(tmp_path), "--url", f"{site.address}/set.zip"]
    with pytest.raises(SystemExit, match="has the sha256"):
        datasets.main([*arguments, "--sha256", "0" * 64])
    datasets.main([*arguments, "--sha256", digest])
    assert (tmp_path / "weedsgalore" / "set.zip").is_file()


def test_pages_and_unknown_names(tmp_path: Path) -> None:
    """What has no address says where to look."""
    with pytest.raises(SystemExit, match=r"through a page only: open https://data\.mendeley"):
        datasets.main(["get", "imageweeds", "--to", str(tmp_path)])
    with pytest.raises(SystemExit, match="known are weedsgalore, "):
        datasets.main(["get", "nothing"])


def test_every_set_says_what_may_be_done_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Seven sets; boxes are called boxes; none is for training here."""
    datasets.main(["list"])
    text = capsys.readouterr().out
    assert len(PUBLIC_SETS) == 7
    for entry in PUBLIC_SETS:
        assert describe(entry) in text
        assert "never for training" in entry.use
        assert entry.labels.startswith(("masks", "boxes"))
        assert not (entry.zenodo and entry.url)
    assert public_set("imageweeds").labels == "boxes"
    datasets.main(["list", "--format", "json"])
    assert len(json.loads(capsys.readouterr().out)) == 7
    assert public_set("weed-crop-rgb").page.endswith("mthv4ppwyw/2")
    assert len(public_set("ragweed-multiscale-surveillance").parts) == 3


def test_check_counts_what_a_folder_holds(
    tiny_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Splits, classes, pictures without labels; a good folder ends well."""
    (tiny_set.parent / "flight").mkdir()
    picture(1).save(tiny_set.parent / "flight" / "DJI_0001.png")
    datasets.main(["check", str(tiny_set.parent), "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["unlabelled"] == {"flight": 1}
    (found,) = report["sets"]
    assert found["splits"] == {"train": 6, "val": 2, "test": 2}
    assert found["problems"] == []
    assert set(found["pixels"]) == {"value 0", "value 1", "value 2", "ignored"}
    assert sum(found["pixels"].values()) == 10 * 96 * 96
    assert found["pixels"]["ignored"] == 10 * 4 * 96
    datasets.main(["check", str(tiny_set.parent)])
    assert "6 train, 2 val, 2 test" in capsys.readouterr().out


def test_check_names_every_problem(tiny_set: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Masks of another size, missing and stray files, unknown splits, leaks; the end is 1."""
    Image.new("L", (5, 5)).save(tiny_set / "masks" / "train0.png")
    (tiny_set / "images" / "train1.png").unlink()
    (tiny_set / "images" / "train2.png").write_bytes(b"broken")
    picture(7).save(tiny_set / "images" / "stray.png")
    for key in ("train3", "test0"):
        picture(5, 96, 96).save(tiny_set / "images" / f"{key}.png")
    with (tiny_set / "index.csv").open("a", encoding="utf-8") as stream:
        stream.write("val0,holdout\n")
    with pytest.raises(SystemExit) as end:
        datasets.main(["check", str(tiny_set)])
    assert end.value.code == 1
    text = capsys.readouterr().out
    for part in (
        "train0: train0.png: image is (96, 96), mask is (5, 5)",
        "no image for train1",
        "picture train2: cannot identify",
        "1 files of images/ are not in index.csv (stray.png)",
        "split 'holdout' is none of train, val, test",
        "val0 is listed 2 times",
        "train/train3 shows the same as test/test0",
    ):
        assert part in text, part


def test_check_knows_the_classes_of_known_sets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A value that soybean does not have is a problem there; names are the set's own."""
    folder = write_set(tmp_path / "soybean", {"train": 2, "val": 1, "test": 1})
    Image.new("L", (96, 96), 9).save(folder / "masks" / "train1.png")
    with pytest.raises(SystemExit):
        datasets.main(["check", str(tmp_path)])
    text = capsys.readouterr().out
    assert "mask values [9] are not in the label map" in text
    assert "amaranth (weed)" in text and "licence MIT" in text


def test_check_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty folder is told what a set looks like; a missing one is an error."""
    datasets.main(["check", str(tmp_path)])
    assert "no sets: a set has images/" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="there is no folder"):
        datasets.main(["check", str(tmp_path / "no")])
    (tmp_path / "images").mkdir()
    (tmp_path / "index.csv").write_text("name\nx\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        datasets.main(["check", str(tmp_path)])
    assert "index.csv has no column id and split" in capsys.readouterr().out
