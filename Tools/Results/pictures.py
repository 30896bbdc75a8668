"""Makes docs/pictures: what a plan and a map of the repository's own data look like."""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
MISSION = ROOT / "Missions" / "concave"
ORTHOPHOTO = ROOT / "Samples" / "synthetic-field" / "orthophoto.tif"
WIDTH_PX = 560
JPEG_QUALITY = 85


def run(program: Path, *arguments: str) -> None:
    """Runs the program; what it says stays on the terminal.

    Args:
        program: The built program.
        *arguments: Its arguments.

    Raises:
        SystemExit: It failed.
    """
    done = subprocess.run([str(program), *arguments], check=False, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"{program.name} {' '.join(arguments)} ended with {done.returncode}")


def publish(data: bytes, path: Path) -> None:
    """Replaces a picture in one go.

    Args:
        data: What it is to hold.
        path: Where.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.part")
    partial.write_bytes(data)
    os.replace(partial, path)


def smaller(path: Path) -> bytes:
    """Shrinks a picture to the width of a README's column.

    Args:
        path: The picture.

    Returns:
        A JPEG.
    """
    picture = Image.open(path).convert("RGB")
    height = round(picture.height * WIDTH_PX / picture.width)
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        picture.resize((WIDTH_PX, height), Image.Resampling.LANCZOS).save(
            file, "JPEG", quality=JPEG_QUALITY
        )
        return Path(file.name).read_bytes()


def main() -> None:
    """Plans, maps, and keeps the two pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--program", type=Path, default=ROOT / ".build/release/ragweed", help="the built program"
    )
    program = parser.parse_args().program.resolve()
    with tempfile.TemporaryDirectory() as folder:
        plan, weeds = Path(folder) / "plan", Path(folder) / "map"
        mission = ["--mission", str(MISSION / "mission.yaml"), "--output", str(plan)]
        run(program, "plan", str(MISSION / "field.geojson"), *mission)
        run(program, "map", str(ORTHOPHOTO), "--overlay", "--output", str(weeds))
        publish((plan / "plan.svg").read_bytes(), PICTURES / "plan.svg")
        publish(smaller(weeds / f"{ORTHOPHOTO.stem}.overlay.jpg"), PICTURES / "map.jpg")


if __name__ == "__main__":
    main()
