import Documents
import FieldGeometry
import Foundation
import GeoRaster
import Quantities
import ResultFiles

/// The map that all inputs of a survey come onto; it is made when the first has something for it.
///
/// It is written beside the journal, where a later run finds it however this one ends, and appears whole at the end.
final class MapFile {
  private let folder: OutputFolder
  private let journal: RunJournal
  private let classes: [String]
  private var writer: MapWriter?
  /// How many patches of each finished input an earlier run left.
  private var kept: [String: Int] = [:]
  private var finest: GroundSamplingDistance?
  private var place: GeoCoordinate?

  /// A map that is not made yet.
  ///
  /// - Parameters:
  ///   - folder: where it appears.
  ///   - journal: where it is until then.
  ///   - classes: the names of the classes, the background first.
  init(in folder: OutputFolder, journal: RunJournal, classes: [String]) {
    self.folder = folder
    self.journal = journal
    self.classes = classes
  }

  /// The map, made where there is none.
  ///
  /// - Throws: `GeoRasterError` where it cannot be written.
  func open() throws -> MapWriter { try open(isContinued: false) }

  /// Goes on with the map of an earlier run: what comes from inputs that are finished stays, the rest goes.
  ///
  /// - Parameter finished: how many patches each finished input came to, by its name; an input of which the map has
  ///   another number is not kept.
  /// - Throws: `FileError` or `GeoRasterError` where the folder cannot be written.
  func goOn(with finished: [String: Int]) throws {
    if writer == nil, journal.isContinued, try journal.bringBackMap(from: folder.path(of: "map.gpkg")) {
      // A map that cannot be read is made anew, and with it all inputs that are on it.
      _ = try? open(isContinued: true)
    }
    guard let writer else { return }
    let counts = writer.patchCounts
    let names = Set(finished.filter { counts[$0.key, default: 0] == $0.value }.keys)
    kept = counts.filter { names.contains($0.key) }
    try writer.keep(only: names)
  }

  /// Whether all patches of an input are on it from an earlier run.
  func holds(_ name: String, patches: Int) -> Bool { writer != nil && kept[name, default: 0] == patches }

  /// Takes note of how finely an input was taken, by which coordinates are rounded.
  func note(_ sampling: GroundSamplingDistance) { finest = min(finest ?? sampling, sampling) }

  /// Takes note of where an input lies: the first says in which zone the map is.
  func note(_ position: GeoCoordinate?) { place = place ?? position }

  /// Makes it appear, where there is one.
  ///
  /// - Parameters:
  ///   - survey: the survey with its days, for titles.
  ///   - facts: what the map says of itself.
  /// - Returns: what is on it; nil where there is none.
  /// - Throws: `GeoRasterError` where it cannot be written.
  @discardableResult
  func finish(survey: String = "", facts: [JSONMember] = []) throws -> MapWriter.Contents? {
    let decimals = CoordinateDigits.count(for: finest ?? .centimetersPerPixel(1))
    return try writer?.finish(decimals: decimals, survey: survey, facts: facts)
  }

  private func open(isContinued: Bool) throws -> MapWriter {
    if let writer { return writer }
    let map = try MapWriter(
      geoJSONPath: folder.path(of: "map.geojson"),
      geoPackagePath: folder.path(of: "map.gpkg"),
      stagingPath: journal.mapPath,
      isContinued: isContinued,
      classes: classes,
      near: place
    )
    writer = map
    return map
  }
}
