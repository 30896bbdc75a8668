import FieldGeometry
import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import ResultFiles
import SurveyMapping

/// A file to draw labels in and a QGIS project that opens it over the survey.
public struct LabelStart: Sendable {
  /// What was written.
  public struct Outcome: Sendable, Hashable {
    /// The project.
    public let project: String
    /// The file to draw in.
    public let labels: String
    /// Patches of the map that wait for a class.
    public let draftCount: Int
  }

  private let request: LabelStartRequest

  /// Takes a request.
  public init(_ request: LabelStartRequest) { self.request = request }

  /// Writes both files into a folder `teach` beside the map.
  ///
  /// - Returns: what was written.
  /// - Throws: `TeachError` where there is no map, no picture to draw over, or labels already; what readers and writers
  ///   throw.
  public func run() throws -> Outcome {
    let folder = URL(fileURLWithPath: request.map, isDirectory: true).standardizedFileURL
    let map = folder.appendingPathComponent("map.gpkg")
    guard FileManager.default.fileExists(atPath: map.path) else { throw TeachError.noMap(folder: request.map) }
    let pictures = try pictures(folder)
    let output = folder.appendingPathComponent("teach", isDirectory: true)
    let labels = output.appendingPathComponent("labels.gpkg")
    guard request.overwrite || !FileManager.default.fileExists(atPath: labels.path) else {
      throw TeachError.labelsExist(path: labels.path)
    }
    let corners = try pictures.flatMap { try Self.corners(of: $0) }
    let drafts = try LabelLayers(path: map.path, column: LabelFile.column).shapes
    try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    try LabelFile.write(to: labels.path, drafts: drafts)
    let view = try GroundView(around: corners, path: request.map)
    let system = try VectorLayer.all(of: map.path).first { $0.name == "look_here" }?.systemName ?? view.system
    let project = QGISProject("teach", layers(pictures, in: output, mapSystem: system), of: view)
    let path = output.appendingPathComponent("teach.qgz").path
    try AtomicFile.write(Data(project.archive), to: path)
    return Outcome(project: path, labels: labels.path, draftCount: drafts.count)
  }

  /// The pictures that are drawn over.
  private func pictures(_ folder: URL) throws -> [URL] {
    guard request.pictures.isEmpty else {
      let files = try InputFiles.collect(request.pictures)
      if let frame = files.first(where: PictureFile.isFrame) { throw TeachError.frameOnGround(path: frame.path) }
      return files.map(\.standardizedFileURL)
    }
    let mosaic = folder.appendingPathComponent("mosaic.tif")
    guard FileManager.default.fileExists(atPath: mosaic.path) else { throw TeachError.noPicture(folder: request.map) }
    return [mosaic]
  }

  private static func corners(of picture: URL) throws -> [GeoCoordinate] {
    let image = try RasterImage(path: picture.path)
    let (width, height) = (image.size.width, image.size.height)
    return try Georeference(of: image).coordinates(of: [
      PixelCorner(x: 0, y: 0), PixelCorner(x: width, y: 0), PixelCorner(x: 0, y: height),
      PixelCorner(x: width, y: height),
    ])
  }

  /// The layers of the project, the topmost first.
  private func layers(_ pictures: [URL], in folder: URL, mapSystem: String) -> [QGISProject.Layer] {
    func drawn(_ name: String, _ title: String, isLine: Bool = false) -> QGISProject.Layer {
      .shapes(
        .init(
          source: "./labels.gpkg|layername=\(name)",
          title: title,
          geometry: isLine ? "Line" : "Polygon",
          style: .labels(layer: name, classes: request.classes, isLine: isLine),
          choices: [LabelFile.column: request.classes]
        )
      )
    }
    let rasters = pictures.map { picture in
      QGISProject.Layer.picture(
        source: Self.path(of: picture, from: folder),
        title: picture.deletingPathExtension().lastPathComponent,
        system: (try? RasterImage(path: picture.path))?.storedReference.systemName
      )
    }
    return [
      .shapes(
        .init(
          source: "../map.gpkg|layername=look_here",
          title: "look_here: label these first",
          style: .outlines(layer: "look_here", color: ClassPalette.color(of: 5)),
          captionColumn: "number",
          system: mapSystem
        )
      ),
      drawn(LabelFile.strokes, "strokes: lines over plants and ground", isLine: true),
      drawn(LabelFile.polygons, "labels: outlines of plants and ground"),
      drawn(LabelFile.drafts, "drafts: what the map found, a label once it has a class"),
      .shapes(
        .init(
          source: "./labels.gpkg|layername=\(LabelFile.area)",
          title: "labelled: here everything is labelled",
          style: .outlines(layer: LabelFile.area, color: ClassPalette.color(of: 2))
        )
      ),
    ] + rasters
  }

  /// A path that stays right when the folder of the map is moved, where the file lies in it.
  private static func path(of file: URL, from folder: URL) -> String {
    let map = folder.deletingLastPathComponent().path + "/"
    return file.path.hasPrefix(map) ? "../" + file.path.dropFirst(map.count) : file.path
  }
}
