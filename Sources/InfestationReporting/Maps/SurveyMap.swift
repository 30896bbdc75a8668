import Documents
import FieldGeometry
import Foundation
public import GeoRaster
import Quantities
import ResultFiles

/// A finished map: its patches, and the ground that was surveyed.
public struct SurveyMap {
  /// What the user called it.
  public let path: String
  /// The plane on which its ground lies.
  public let plane: GroundPlane
  /// Its patches, numbered by area.
  public let patches: [MappedPatch]
  /// What was surveyed; nil where nothing says it.
  public let coverage: Ground?
  /// How many outlines crossed themselves and were mended.
  public let mendedCount: Int

  /// Reads a map.
  ///
  /// - Parameters:
  ///   - path: the folder of a finished map, its GeoPackage or its GeoJSON.
  ///   - coverage: a file of the ground that was surveyed; nil for the layer `coverage` of the map.
  ///   - shared: the plane of another map, so that both can be compared; nil for that of its own zone.
  /// - Throws: `ReportingError` where it is no map, what the readers throw.
  public init(path: String, coverage: String? = nil, plane shared: GroundPlane? = nil) throws {
    self.path = path
    let file = try Self.file(path)
    let layers = try VectorLayer.all(of: file)
    let found = layers.first { $0.name == "patches" } ?? (layers.count == 1 ? layers[0] : nil)
    guard let layer = found, let classColumn = layer.column("class") else { throw ReportingError.noMap(path: path) }
    let covered: VectorLayer?
    if let coverage {
      covered = try VectorLayer.all(of: coverage).first
      guard covered?.features.isEmpty == false else { throw ReportingError.noCoverage(path: coverage) }
    } else {
      covered = layers.first { $0.name == "coverage" }
    }
    let plane = try shared ?? GroundPlane(around: [layer, covered].compactMap(\.self), path: path)
    var mended = 0
    func ground(_ shape: [UInt8], of layer: VectorLayer, _ path: String) throws -> Ground {
      let made = try plane.ground(of: shape, in: layer.system, path: path)
      if made.wasMended { mended += 1 }
      return made.ground
    }
    let drafts = try layer.features.compactMap { feature -> Draft? in
      guard let shape = feature.wellKnownBinary else { return nil }
      let outline = try ground(shape, of: layer, path)
      guard let box = outline.bounds, !outline.isEmpty else { return nil }
      func value(_ column: String) -> String? { layer.column(column).flatMap { feature.values[$0] } }
      return Draft(
        number: value("number").flatMap { Int($0) },
        className: feature.values[classColumn] ?? "",
        area: value("area_m2").flatMap(Double.init).map { .squareMeters($0) } ?? outline.area,
        areaRange: Self.range(value("area_low_m2"), value("area_high_m2")),
        meanProbability: (value("mean_probability") ?? value("confidence")).flatMap(Double.init),
        source: value("source") ?? "",
        accuracy: value("positional_accuracy_m").flatMap(Double.init).map { .meters($0) },
        ground: outline,
        box: box
      )
    }
    // A map that numbers its patches is followed: people have its numbers on their lists.
    let isNumbered = Set(drafts.compactMap(\.number)).count == drafts.count
    let sorted = isNumbered ? drafts.sorted { ($0.number ?? 0) < ($1.number ?? 0) } : drafts.sorted(by: Draft.isBefore)
    patches = sorted.enumerated().map { $1.patch(number: isNumbered ? $1.number ?? 0 : $0 + 1) }
    self.coverage = try covered.map { layer in
      try Ground.joined(
        layer.features.compactMap(\.wellKnownBinary).map { try ground($0, of: layer, coverage ?? path) }
      )
    }
    self.plane = plane
    mendedCount = mended
  }

  /// The folder that the map lies in.
  var folder: URL {
    let url = URL(fileURLWithPath: path)
    return url.hasDirectoryPath ? url : url.deletingLastPathComponent()
  }

  /// The summary of the run that made it; nil where there is none.
  var summary: JSONValue? {
    let bytes = FileManager.default.contents(atPath: folder.appendingPathComponent("summary.json").path)
    return bytes.flatMap { try? JSONValue(parsing: Array($0)) }
  }

  private static func range(_ low: String?, _ high: String?) -> ClosedRange<Area>? {
    guard let low = low.flatMap(Double.init), let high = high.flatMap(Double.init), low <= high else { return nil }
    return .squareMeters(low)...(.squareMeters(high))
  }

  private static func file(_ path: String) throws -> String {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FileError.missing(path: path)
    }
    guard isFolder.boolValue else { return path }
    let map = URL(fileURLWithPath: path).appendingPathComponent("map.gpkg").path
    guard FileManager.default.fileExists(atPath: map) else { throw ReportingError.noMap(path: path) }
    return map
  }

  /// The ground of all patches, each place once.
  ///
  /// - Throws: `GeoRasterError.geometry`.
  public func infested() throws -> Ground { try Ground.joined(patches.map(\.ground)) }

  /// A patch before it has its number.
  private struct Draft {
    /// As the map says; nil where it does not.
    let number: Int?
    let className: String
    let area: Area
    let areaRange: ClosedRange<Area>?
    let meanProbability: Double?
    let source: String
    let accuracy: Length?
    let ground: Ground
    let box: GroundBox

    /// Larger ones first, then those further north, then those further west: the same map gives the same numbers.
    static func isBefore(_ first: Draft, _ second: Draft) -> Bool {
      let keys = [first, second].map {
        ($0.area.squareMeters, $0.box.northings.upperBound, -$0.box.eastings.lowerBound)
      }
      return keys[0] > keys[1]
    }

    func patch(number: Int) -> MappedPatch {
      MappedPatch(
        number: number,
        className: className,
        area: area,
        areaRange: areaRange,
        meanProbability: meanProbability,
        source: source,
        positionalAccuracy: accuracy,
        ground: ground,
        box: box
      )
    }
  }
}
