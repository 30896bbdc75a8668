"""The page that `ragweed map` writes, looked at in Chromium where that is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html

from interop.maps import make

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

# Says how wide the page is in a frame of a phone's width, where only tables may be scrolled.
PROBE = """<iframe src="report.html" style="width:360px;height:600px" id="f"></iframe><script>
f.onload=function(){document.title='width '+f.contentDocument.body.parentNode.scrollWidth}
</script>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's map with a page in German."""
    place = tmp_path_factory.mktemp("page")
    return make(place, "--language", "de", "--survey", "Feld <7>", "--taken", "2026-07-20")


def test_the_page_is_one_sound_file(folder: Path) -> None:
    """No address leads elsewhere, patches have pictures, and what was typed is text."""
    page = folder / "report.html"
    assert page.stat().st_size < 5_000_000
    document = html.fromstring(page.read_text(encoding="utf-8"))
    links = document.xpath("//@href | //@src")
    assert links and all(link.startswith("data:image/jpeg;base64,") for link in links)
    assert len(document.xpath("//div[@class='card']")) == 20
    assert document.findtext(".//h1") == "Unkrautkarte: Feld <7>"
    assert "nie Ambrosia" in document.find_class("warning")[0].text_content()
    numbers = [text.text for text in document.xpath("//g[@class='numbers']/text")]
    assert numbers[:2] == ["1", "2"]


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (apt-get install chromium)")
def test_it_is_drawn_on_a_screen_and_fits_a_phone_and_paper(folder: Path) -> None:
    """Chromium draws it at two widths, prints it, and nothing is wider than a phone."""
    assert CHROMIUM is not None
    call = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--allow-file-access-from-files",
    ]
    for width in (1200, 420):
        picture = folder / f"page-{width}.png"
        size = [f"--window-size={width},1600", f"--screenshot={picture}"]
        subprocess.run(
            [*call, *size, f"file://{folder}/report.html"], check=True, capture_output=True
        )
        assert picture.stat().st_size > 100_000
    paper = folder / "report.pdf"
    subprocess.run(
        [*call, f"--print-to-pdf={paper}", f"file://{folder}/report.html"],
        check=True,
        capture_output=True,
    )
    assert paper.read_bytes().startswith(b"%PDF")
    (folder / "probe.html").write_text(PROBE, encoding="utf-8")
    asked = subprocess.run(
        [*call, "--virtual-time-budget=5000", "--dump-dom", f"file://{folder}/probe.html"],
        check=True,
        capture_output=True,
        text=True,
    )
    title = asked.stdout.split("<title>")[1].split("</title>")[0]
    assert int(title.removeprefix("width ")) <= 360
