import ArgumentParser
import FieldGeometry
import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import MissionFormats
import ModelGraphs
import Quantities
import Telemetry
import TestSupport

/// The readers of files that others write.
enum Reader: String, CaseIterable, ExpressibleByArgument {
  case track, poses, xmp, card, outline, patches, mission, waylines, plane, onnx, raster, elevation, shapes
  /// All of the command line, a process for each file.
  case program

  /// Reads a file.
  ///
  /// - Throws: the reader's error where the file is refused.
  func read(_ bytes: [UInt8], name: String) throws {
    switch self {
    case .track: _ = try TrackReader.read(bytes, file: name)
    case .poses: _ = try PoseTable(reading: bytes, file: name)
    case .xmp: _ = FrameMetadata(exif: [:], xmp: String(decoding: bytes, as: UTF8.self))
    case .card: _ = try ModelCard(json: Data(bytes), path: name)
    case .outline: _ = try FieldDocument(reading: bytes, file: name)
    case .patches: _ = try InfestationPatches.outlines(in: bytes, file: name)
    case .mission: _ = try MissionDocument(reading: bytes, file: name)
    case .waylines: _ = try MissionDocument(readingWaylines: bytes, template: bytes, file: name)
    case .plane: _ = try PlaneMap(reading: bytes, file: name)
    case .onnx: _ = try ModelGraph(onnx: Data(bytes), path: name)
    case .raster:
      try withFile(bytes, name) { path in
        let image = try RasterImage(path: path)
        let side = min(image.size.width, image.size.height, 64)
        _ = try image.read(PixelRect(x: 0, y: 0, size: PixelSize(width: side, height: side)))
        _ = try image.undeclaredBorder()
        let place = try Georeference(of: image)
        _ = try place.coordinates(of: [PixelCorner(x: 0, y: 0), PixelCorner(x: image.size.width, y: image.size.height)])
        _ = try place.pixelArea(column: 0, row: 0)
      }
    case .elevation:
      try withFile(bytes, name) { path in
        let heights = try ElevationRaster(path: path)
        let place = try GeoCoordinate(latitude: .degrees(47.85), longitude: .degrees(16.34))
        _ = try heights.elevations(at: [place])
      }
    case .shapes: try withFile(bytes, name) { path in _ = try FieldLayers(path: path) }
    case .program: break
    }
  }

  /// GDAL reads files; what it knows of one of the same name is forgotten with the folder.
  private func withFile(_ bytes: [UInt8], _ name: String, _ body: (String) throws -> Void) throws {
    let folder = try TemporaryFolder()
    try body(try folder.write(Data(bytes), as: name))
    withExtendedLifetime(folder) {}
  }
}
