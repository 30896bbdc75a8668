"""Tests of the table of kills, full disks and broken files."""

from reliability import with_row

PAGE = "# A page\n\nText.\n\n## Measured\n"


def test_a_row_takes_the_place_of_its_earlier_one() -> None:
    """Rows stand in order, each command once."""
    page = with_row(PAGE, "Tools/faults plan", "100", "nothing lost", "2026-12-01")
    page = with_row(page, "Tools/faults disk", "50", "nothing lost", "2026-12-01")
    page = with_row(page, "Tools/faults plan", "5", "nothing mixed", "2026-12-02")
    assert page.splitlines()[4:] == [
        "## Measured",
        "",
        "| what | runs | found | on |",
        "|---|---|---|---|",
        "| `Tools/faults disk` | 50 | nothing lost | 2026-12-01 |",
        "| `Tools/faults plan` | 5 | nothing mixed | 2026-12-02 |",
    ]
