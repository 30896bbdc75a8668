"""Opens a QGIS project in QGIS itself, says what it found, and draws what a user would see.

It runs in the Python that QGIS comes with (Debian's `python3-qgis`).
"""

import argparse
import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    QgsApplication,
    QgsCoordinateTransform,
    QgsMapLayerType,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


def main() -> None:
    """Reads the project, prints its layers as JSON and keeps a picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project")
    parser.add_argument("--picture", help="a PNG of all layers over the rasters")
    parser.add_argument("--hide", action="append", default=[], help="layers whose name begins so")
    parser.add_argument("--width-px", type=int, default=1000)
    arguments = parser.parse_args()
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], True)
    application.initQgis()
    project = QgsProject.instance()
    if not project.read(arguments.project):
        sys.exit(f"QGIS cannot read {arguments.project}: {project.error()}")
    nodes = project.layerTreeRoot().findLayers()
    layers = [project.mapLayer(node.layerId()) for node in nodes]
    found = []
    extent = QgsRectangle()
    for node, layer in zip(nodes, layers, strict=True):
        if layer is None:
            sys.exit(f"QGIS does not find the layer {node.name()}")
        entry = {"name": layer.name(), "is_valid": layer.isValid(), "crs": layer.crs().authid()}
        if layer.type() == QgsMapLayerType.VectorLayer:
            entry["features"] = layer.featureCount()
            shapes = [feature.geometry() for feature in layer.getFeatures()]
            entry["invalid"] = sum(not shape.isGeosValid() for shape in shapes)
            entry["areas"] = sorted(round(shape.area(), 4) for shape in shapes)
            entry["renderer"] = layer.renderer().type()
            index = layer.fields().indexOf("class")
            entry["form"] = layer.editorWidgetSetup(index).type() if index >= 0 else None
        else:
            way = QgsCoordinateTransform(layer.crs(), project.crs(), project)
            extent.combineExtentWith(way.transformBoundingBox(layer.extent()))
        found.append(entry)
    print(json.dumps({"crs": project.crs().authid(), "layers": found}))
    if arguments.picture:
        settings = QgsMapSettings()
        shown = [each for each in layers if not any(map(each.name().startswith, arguments.hide))]
        settings.setLayers(shown)
        settings.setDestinationCrs(project.crs())
        settings.setExtent(extent)
        height = round(arguments.width_px * extent.height() / extent.width())
        settings.setOutputSize(QSize(arguments.width_px, height))
        settings.setBackgroundColor(QColor(255, 255, 255))
        job = QgsMapRendererSequentialJob(settings)
        job.start()
        job.waitForFinished()
        job.renderedImage().save(arguments.picture)
    application.exitQgis()


if __name__ == "__main__":
    main()
