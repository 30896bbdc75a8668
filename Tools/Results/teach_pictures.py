"""Makes the pictures of docs/teach.md: the repository's SYNTHETIC field, taught step by step.

It runs in the Python that GDAL and QGIS come with (Debian's `python3-gdal`, `python3-qgis`). The
user is simulated: he outlines what the truth shows in the first places that the map asks for.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
FIELD = ROOT / "Samples" / "synthetic-field"
PLANT = "synthetic-ragweed"
PLACES = 3
WIDTH_PX = 900


def run(*command: str) -> str:
    """Runs a program.

    Args:
        *command: The program and its arguments.

    Returns:
        What it printed.

    Raises:
        SystemExit: It failed.
    """
    done = subprocess.run(command, check=False, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}")
    return done.stdout


def draw_labels(truth: Path, survey: Path, labels: Path) -> int:
    """Draws as the user would: the plants of the first places, and that no plant is left out there.

    Args:
        truth: The mask of what there is; 1 is the plant.
        survey: The GeoPackage of the map.
        labels: The file to draw in.

    Returns:
        How many outlines were drawn.
    """
    mask = gdal.Open(str(truth))
    grid = osr.SpatialReference(wkt=mask.GetProjection())
    world = osr.SpatialReference()
    world.ImportFromEPSG(4326)
    for system in (grid, world):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    way = osr.CoordinateTransformation(grid, world)
    memory = ogr.GetDriverByName("Memory").CreateDataSource("outlines")
    outlines = memory.CreateLayer("outlines", grid)
    outlines.CreateField(ogr.FieldDefn("value", ogr.OFTInteger))
    gdal.Polygonize(mask.GetRasterBand(1), None, outlines, 0)
    asked = ogr.Open(str(survey))
    asked_layer = asked.GetLayerByName("look_here")
    places = [feature.geometry().Clone() for feature in asked_layer if feature["number"] <= PLACES]
    for place in places:
        place.TransformTo(world)
    drawing = ogr.Open(str(labels), 1)
    plants, looked = drawing.GetLayerByName("labels"), drawing.GetLayerByName("labelled")
    for place in places:
        feature = ogr.Feature(looked.GetLayerDefn())
        feature.SetGeometry(place)
        looked.CreateFeature(feature)
    count = 0
    for outline in outlines:
        if outline["value"] != 1:
            continue
        shape = outline.geometry().Clone()
        shape.Transform(way)
        shape = shape.Buffer(0)
        for place in places:
            both = shape.Intersection(place)
            parts = [both.GetGeometryRef(i) for i in range(both.GetGeometryCount())]
            if both.GetGeometryName() == "POLYGON":
                parts = [both]
            for part in parts:
                if part.GetGeometryName() != "POLYGON" or part.IsEmpty():
                    continue
                feature = ogr.Feature(plants.GetLayerDefn())
                feature["class"] = PLANT
                feature.SetGeometry(part.Clone())
                plants.CreateFeature(feature)
                count += 1
    return count


def keep(project: Path, name: str, *hidden: str) -> None:
    """Keeps what QGIS shows of a project.

    Args:
        project: The project.
        name: The picture in docs/pictures.
        *hidden: Layers that are switched off.
    """
    with tempfile.TemporaryDirectory() as folder:
        picture = str(Path(folder) / "view.png")
        options = [part for layer in hidden for part in ("--hide", layer)]
        view = str(ROOT / "Tools/Results/qgis_view.py")
        options += ["--picture", picture, "--width-px", str(WIDTH_PX)]
        run(sys.executable, view, str(project), *options)
        gdal.Translate(
            str(PICTURES / name),
            picture,
            format="JPEG",
            bandList=[1, 2, 3],
            creationOptions=["QUALITY=80"],
        )
    (PICTURES / f"{name}.aux.xml").unlink(missing_ok=True)


def main() -> None:
    """Maps, asks, labels, teaches and maps again; keeps four pictures and prints the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, default=ROOT / ".build/release/ragweed")
    program = str(parser.parse_args().program.resolve())
    orthophoto = str(FIELD / "orthophoto.tif")
    truth = next((FIELD / "truth").glob("*.tif"))
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "map", Path(folder) / "map-2"
        model = str(Path(folder) / "my.onnx")
        run(program, "map", orthophoto, "--output", str(first))
        run(program, "teach", orthophoto, "--start", str(first), "--classes", f"{PLANT},crop,soil")
        project, labels = first / "teach" / "teach.qgz", first / "teach" / "labels.gpkg"
        keep(project, "teach-1-start.jpg")
        print(draw_labels(truth, first / "map.gpkg", labels), "outlines drawn")
        keep(project, "teach-2-labels.jpg", "drafts", "look_here")
        print(run(program, "teach", orthophoto, "--labels", str(labels), "--output", model))
        run(program, "map", orthophoto, "--model", model, "--output", str(second))
        run(program, "teach", orthophoto, "--start", str(second), "--classes", f"{PLANT},crop,soil")
        keep(second / "teach" / "teach.qgz", "teach-3-map.jpg", "look_here")
        for result in (first, second):
            masks = ("--predictions", str(result), "--truth", str(FIELD / "truth"))
            report = run(program, "evaluate", *masks)
            print(next(line for line in report.splitlines() if line.startswith("mIoU")))


if __name__ == "__main__":
    main()
