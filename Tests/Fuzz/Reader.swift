import ArgumentParser
import Foundation
import Imagery
import InfestationMapping
import MissionFormats
import ModelGraphs
import Telemetry

/// The readers of files that others write.
enum Reader: String, CaseIterable, ExpressibleByArgument {
  case track, poses, xmp, card, outline, patches, mission, waylines, plane, onnx
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
    case .program: break
    }
  }
}
