import Foundation
import GeoRaster
import Imagery
import ResultFiles

/// The project of QGIS that opens all of a map over its pictures.
struct MapProject {
  /// The file's name.
  static let name = "map.qgz"

  private let folder: OutputFolder
  private let provenance: MapProvenance

  /// Takes a folder of results.
  init(in folder: OutputFolder, provenance: MapProvenance) {
    self.folder = folder
    self.provenance = provenance
  }

  /// Writes the project.
  ///
  /// - Parameters:
  ///   - map: what is on the map.
  ///   - pictures: the orthophotos, each with its mask.
  /// - Throws: `FileError.cannotWrite`.
  func write(_ map: MapWriter.Contents, pictures: [(picture: URL, mask: String)]) throws {
    guard let view = map.view else { return }
    let shapes = map.layers.map { layer in
      QGISProject.Layer.shapes(
        .init(
          source: "./map.gpkg|layername=\(layer.name)",
          title: layer.title,
          style: layer.style,
          captionColumn: ["patches", "look_here"].contains(layer.name) ? "number" : nil,
          system: view.system,
          // The numbers of places to label would be taken for those of patches.
          isShown: layer.name != "look_here"
        )
      )
    }
    let mosaics = (try? FolderListing(path: folder.url.path).names) ?? []
    let laid = mosaics.filter { $0.wholeMatch(of: /mosaic(-[0-9]+)?\.tif/) != nil }.sorted().map {
      (picture: folder.url.appendingPathComponent($0), mask: folder.path(of: "\($0.dropLast(4)).mask.tif"))
    }
    let rasters = (pictures + laid).flatMap { picture, mask in
      let name = picture.deletingPathExtension().lastPathComponent
      let system = (try? RasterImage(path: picture.path))?.storedReference.systemName
      let style = LayerStyle.mask(layer: name, classes: provenance.card.classes)
      return [
        QGISProject.Layer.mask(
          source: "./" + URL(fileURLWithPath: mask).lastPathComponent,
          title: "Mask: \(name)",
          style: style,
          system: system
        ),
        QGISProject.Layer.picture(source: folder.relativePath(of: picture), title: name, system: system),
      ]
    }
    try folder.publish([(Self.name, Data(QGISProject("map", shapes + rasters, of: view).archive))])
  }
}
