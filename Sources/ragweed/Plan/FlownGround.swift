import FieldGeometry
import FlightPlanning
import Foundation
import GeoRaster
import ResultFiles
import SurveyMapping

/// The ground of an earlier flight, as its pictures or its map tell it.
struct FlownGround {
  /// Polygons, of each its outline and its holes.
  let polygons: [[[GeoCoordinate]]]
  /// What the user should know, without the full stop.
  let notes: [String]

  /// Reads pictures, a finished map, or a file of polygons.
  ///
  /// - Throws: `FileError` where nothing there has a place, what the readers throw.
  init(path: String, catalog: Catalog) throws {
    guard let map = Self.map(at: path) else {
      let frames = try FlownFrames(of: [path], catalog: catalog)
      guard !frames.outlines.isEmpty else {
        throw FileError.cannotRead(
          path: path,
          reason: frames.firstReason.map { "none of its pictures has a place on the ground, as \($0)" }
            ?? "it holds no single pictures and no map",
          remedy: "Give a folder of the drone's own pictures, or the map that 'ragweed map' made of them."
        )
      }
      polygons = frames.outlines.map { [$0] }
      var notes = ["\(frames.outlines.count) pictures of '\(path)' count as flown, as if the ground was level"]
      if let reason = frames.firstReason {
        notes.append("\(frames.unplacedCount) pictures of '\(path)' do not count, the first \(reason)")
      }
      self.notes = notes
      return
    }
    let isDatabase = InputFile.beginning(path: map).starts(with: Array("SQLite format 3".utf8))
    let shapes = try isDatabase ? FieldLayers(path: map, preferring: "coverage").shapes : FieldFile.shapes(path: map)
    guard !shapes.polygons.isEmpty else {
      throw FileError.cannotRead(
        path: map,
        reason: "it has no polygon of what was surveyed",
        remedy: "Give the folder of pictures, or a map.gpkg with its layer 'coverage'."
      )
    }
    polygons = shapes.polygons.map { [$0.outer] + $0.holes }
    notes = shapes.notes
  }

  /// The file of polygons that a path means: a map in a folder, or a file that is no picture; nil for pictures.
  private static func map(at path: String) -> String? {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    guard isFolder.boolValue else { return PictureFile.isFrame(URL(fileURLWithPath: path)) ? nil : path }
    let map = URL(fileURLWithPath: path).appendingPathComponent("map.gpkg").path
    return FileManager.default.fileExists(atPath: map) ? map : nil
  }
}
