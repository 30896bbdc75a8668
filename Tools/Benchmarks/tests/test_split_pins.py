"""Tests of the division of the list of Python packages."""

from pathlib import Path

from split_pins import earlier, entries, file_of, with_digests

A, B, C = "a" * 64, "b" * 64, "c" * 64
LIST = f"""# a comment
numpy==2.4.6 \\
    --hash=sha256:{A}
torch==2.13.0 \\
    --hash=sha256:{B} \\
    --hash=sha256:{A}
nvidia-nccl-cu13==2.29.7 ; sys_platform == 'linux' \\
    --hash=sha256:{C}
openvino==2026.4.1 \\
    --hash=sha256:{C}
openvino-telemetry==2025.2.0 \\
    --hash=sha256:{C}
"""


def test_each_package_goes_into_its_file() -> None:
    """PyTorch, CUDA and OpenVINO stand alone."""
    assert [file_of(entry) for entry in entries(LIST)] == [
        "pins.txt",
        "pins-torch.txt",
        "pins-cuda.txt",
        "pins-openvino.txt",
        None,
    ]


def test_digests_are_added_once(tmp_path: Path) -> None:
    """Those of an earlier list count for the same version only."""
    torch = entries(LIST)[1]
    whole = with_digests(torch, [C, A])
    assert whole == "torch==2.13.0 \\\n" + " \\\n".join(f"    --hash=sha256:{d}" for d in (A, B, C))
    path = tmp_path / "pins-torch.txt"
    path.write_text("# Made by Tools/pins.\n" + whole + "\n")
    assert earlier(path, torch) == [A, B, C]
    assert earlier(path, torch.replace("2.13.0", "2.14.0")) == []
    assert earlier(tmp_path / "none.txt", torch) == []
