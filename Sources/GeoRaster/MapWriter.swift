import CGDAL
public import FieldGeometry
import Foundation
import Imagery
public import InfestationMapping
import Quantities

/// Writes a map as GeoPackage and as GeoJSON (RFC 7946); the files get their names only when they are whole.
///
/// Patches go into the GeoPackage as they are found, one transaction for each input, so that an input that fails
/// half-way leaves nothing behind. It is in the UTM zone of the survey; the GeoJSON, in degrees, is written from it at the
/// end.
public final class MapWriter {
  let file: VectorFile
  let system: LayerSystem
  let patches: LayerWriter
  let coverage: LayerWriter
  let frames: LayerWriter
  /// Nil until there is such ground.
  private var unfamiliar: LayerWriter?
  let geoJSONPath: String
  let classes: [String]

  private static let patchFields = [
    (name: "number", type: OFTInteger), (name: "class", type: OFTString), (name: "area_m2", type: OFTReal),
    (name: "area_low_m2", type: OFTReal), (name: "area_high_m2", type: OFTReal),
    (name: "mean_probability", type: OFTReal), (name: "source", type: OFTString),
    (name: "positional_accuracy_m", type: OFTReal), (name: "longitude_deg", type: OFTReal),
    (name: "latitude_deg", type: OFTReal),
  ]

  /// How many features the map has.
  public private(set) var featureCount = 0
  private var committedCount = 0

  /// Begins a map, or goes on with one that an earlier run began.
  ///
  /// - Parameters:
  ///   - geoJSONPath: the GeoJSON file to write.
  ///   - geoPackagePath: the GeoPackage to write.
  ///   - stagingPath: where the GeoPackage is until it is whole, and stays where the run ends before; nil for a file that
  ///     goes with its owner.
  ///   - isContinued: whether what lies at the staging path is gone on with.
  ///   - classes: the classes 0, 1, ... for the colours.
  ///   - place: where the survey lies, for its UTM zone; where it is nil or there is no zone, positions are in degrees.
  /// - Throws: `GeoRasterError.writeFailed`.
  public init(
    geoJSONPath: String,
    geoPackagePath: String,
    stagingPath: String? = nil,
    isContinued: Bool = false,
    classes: [String] = [],
    near place: GeoCoordinate? = nil
  ) throws {
    self.geoJSONPath = geoJSONPath
    self.classes = classes
    file = try VectorFile(path: geoPackagePath, stagingPath: stagingPath, driver: "GPKG", isContinued: isContinued)
    let zone = place.flatMap { try? Georeference.utmZone(at: $0, path: geoPackagePath) }
    let grid = isContinued ? file.gridSystem(ofLayer: "patches") : zone
    system = try grid.map { try LayerSystem($0, path: geoPackagePath) } ?? .wgs84()
    // One transaction for all tables; without it, each of forty statements would be one.
    try file.begin()
    if isContinued {
      // All are made anew from what the run knows.
      try file.removeLayer("frames")
      try file.removeLayer("unfamiliar")
      try file.removeLayer("look_here")
      try file.removeLayer("layer_styles")
    }
    patches = try LayerWriter(file, layer: "patches", fields: Self.patchFields, system: system)
    frames = try LayerWriter(
      file,
      layer: "frames",
      fields: [("source", OFTString), ("gsd_cm_per_px", OFTReal), ("positional_accuracy_m", OFTReal)],
      system: system
    )
    coverage = try LayerWriter(file, layer: "coverage", fields: [("source", OFTString)], system: system)
    try LayerStyle.write(["patches", "frames", "coverage"].compactMap(style), to: file)
    // The tables must not go with the first input that fails.
    try file.flush()
    try file.commit()
    if isContinued { featureCount = patches.counts(by: "source").values.reduce(0, +) }
    committedCount = featureCount
  }

  /// How many patches of each source are on a map that was gone on with.
  public var patchCounts: [String: Int] { patches.counts(by: "source") }

  /// Takes away what comes from other sources than these.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func keep(only sources: Set<String>) throws {
    try file.begin()
    try patches.remove(where: "source") { !sources.contains($0) }
    try coverage.remove(where: "source") { !sources.contains($0) }
    try file.commit()
    featureCount = patches.counts(by: "source").values.reduce(0, +)
    committedCount = featureCount
  }

  /// Begins an input.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func begin() throws { try file.begin() }

  /// Puts a patch on the map.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func append(_ feature: MapFeature) throws {
    let polygon = unsafe try system.polygon(feature.rings)
    let place = unsafe try system.positionInside(polygon)
    func round(_ value: Double, _ decimals: Double) -> Double { (value * decimals).rounded() / decimals }
    try unsafe patches.append(
      [
        .none, .text(feature.className), .number(feature.area.squareMeters),
        .number(round(feature.areaRange.lowerBound.squareMeters, 1e6)),
        .number(round(feature.areaRange.upperBound.squareMeters, 1e6)), .number(round(feature.meanProbability, 1e4)),
        .text(feature.source), .number(feature.positionalAccuracy.map { round($0.meters, 100) }),
        .number(place.map { round($0.longitude.degrees, 1e9) }), .number(place.map { round($0.latitude.degrees, 1e9) }),
      ],
      geometry: polygon
    )
    featureCount += 1
  }

  /// Puts a piece of surveyed ground on the map.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func append(_ area: SurveyedArea) throws { try coverage.append([.text(area.source)], rings: area.rings) }

  /// Puts the outline of a frame on the map.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func append(_ frame: FrameFootprint) throws {
    try frames.append(
      [
        .text(frame.source), .number(frame.groundSamplingDistance.centimetersPerPixel),
        .number((frame.positionalAccuracy.meters * 100).rounded() / 100),
      ],
      rings: [frame.ring]
    )
  }

  /// Puts ground that is unlike what the model has learnt on the map, between inputs: in a layer that is there only then.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func append(_ ground: [UnfamiliarGround]) throws {
    guard !ground.isEmpty else { return }
    try file.begin()
    do {
      let layer = try unfamiliar ?? unfamiliarLayer()
      for piece in ground {
        let figure = (piece.unfamiliarity * 10_000).rounded() / 10_000
        try layer.append([.number(figure), .text(piece.source)], rings: [piece.ring])
      }
      try file.commit()
      unfamiliar = layer
    } catch {
      file.rollback()
      throw error
    }
  }

  /// Puts the places where labels would teach much on the map, numbered from 1 on, in a layer of their own.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func append(_ places: [LabelPlace]) throws {
    guard !places.isEmpty else { return }
    try file.begin()
    do {
      let layer = try LayerWriter(
        file,
        layer: "look_here",
        fields: [("number", OFTInteger), ("need", OFTReal), ("source", OFTString)],
        system: system
      )
      try LayerStyle.write(["look_here"].compactMap(style), to: file)
      for (index, place) in places.enumerated() {
        let need = (place.need * 10_000).rounded() / 10_000
        try layer.append([.number(Double(index + 1)), .number(need), .text(place.source)], rings: [place.ring])
      }
      try file.commit()
    } catch {
      file.rollback()
      throw error
    }
  }

  private func unfamiliarLayer() throws -> LayerWriter {
    let layer = try LayerWriter(
      file,
      layer: "unfamiliar",
      fields: [("unfamiliarity", OFTReal), ("source", OFTString)],
      system: system
    )
    try LayerStyle.write(["unfamiliar"].compactMap(style), to: file)
    return layer
  }

  /// Keeps what came since `begin()`.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func commit() throws {
    try file.commit()
    committedCount = featureCount
  }

  /// Drops what came since `begin()`.
  public func rollback() {
    file.rollback()
    featureCount = committedCount
  }
}
