import FieldGeometry
import Foundation
public import GeoRaster
public import Quantities

/// Where a sprayer is on: zones around patches, clipped to a field.
public struct Prescription {
  /// What was wanted.
  public let request: PrescriptionRequest
  /// The map.
  public let map: SurveyMap
  /// The field.
  public let field: Ground
  /// The zones, each without holes.
  public let zones: [Ground]
  /// How far around patches is treated.
  public let buffer: Length
  /// The treated ground.
  public let treated: Area
  /// What it is compared with: the surveyed part of the field, or the field where nobody knows what was surveyed.
  public let compared: Area
  /// What the user should know.
  public let notices: [String]

  /// Makes a prescription.
  ///
  /// - Parameters:
  ///   - map: the map.
  ///   - path: the field's outline, in any reference system.
  ///   - request: what the sprayer is to do.
  /// - Throws: `ReportingError` where there is no patch in the field, the map lies too badly or zones are too many;
  ///   `GeoRasterError`.
  public init(_ map: SurveyMap, field path: String, request: PrescriptionRequest) throws {
    self.map = map
    self.request = request
    var notices: [String] = []
    let shapes = try VectorLayer.all(of: path).flatMap { layer in
      try layer.features.compactMap(\.wellKnownBinary).map {
        try map.plane.ground(of: $0, in: layer.system, path: path)
      }
    }
    if shapes.contains(where: \.wasMended) {
      notices.append("The outline of '\(path)' crosses itself and was made sound.")
    }
    let field = try Ground.joined(shapes.map(\.ground))
    guard !field.isEmpty else { throw ReportingError.noPolygons(path: path) }
    self.field = field
    let accuracy = map.patches.compactMap(\.positionalAccuracy).max()
    if let accuracy, accuracy * 2 > request.section {
      let sentence = String(
        format: "The map lies to %.2f m only (two sigma), and a section of the boom is %.2f m wide",
        accuracy.meters * 2,
        request.section.meters
      )
      guard request.isForced else { throw ReportingError.tooInaccurate(path: map.path, reason: sentence) }
      notices.append("\(sentence): a boom cannot be steered by it.")
    }
    if accuracy == nil { notices.append("The map does not say how well it lies; the buffer holds nothing for that.") }
    let usual = request.section.meters / 2 + request.swathError.meters + 2 * (accuracy?.meters ?? 0)
    let near = map.patches.filter { $0.ground.meets(field) }
    guard !near.isEmpty else { throw ReportingError.elsewhere(path: path, map: map.path) }
    var buffer = request.buffer ?? .meters(usual)
    let wanted = buffer
    var zones = try Self.zones(near, buffer: buffer, field: field)
    let most = Length.meters(max(20, wanted.meters))
    while zones.count > request.mostZones, buffer < most {
      buffer = .meters(max(buffer.meters * 1.25, 0.1))
      zones = try Self.zones(near, buffer: buffer, field: field)
    }
    guard zones.count <= request.mostZones else {
      throw ReportingError.tooManyZones(found: zones.count, most: request.mostZones)
    }
    self.zones = zones
    self.buffer = buffer
    treated = zones.reduce(.zero) { $0 + $1.area }
    if buffer > wanted {
      let before = try Self.zones(near, buffer: wanted, field: field)
      let area = before.reduce(0) { $0 + $1.area.squareMeters }
      notices.append(
        String(
          format: "%d zones became %d by a buffer of %.2f instead of %.2f m, which treats %.0f instead of %.0f m2.",
          before.count,
          zones.count,
          buffer.meters,
          wanted.meters,
          treated.squareMeters,
          area
        )
      )
    }
    let surveyed = try map.coverage.map { try $0.intersection(field).area }
    compared = surveyed.flatMap { $0 > .zero ? $0 : nil } ?? field.area
    if let surveyed, surveyed < field.area * 0.99 {
      notices.append(
        String(
          format: "%.0f of the field's %.0f m2 were surveyed: nothing is known of the rest, which is not treated.",
          surveyed.squareMeters,
          field.area.squareMeters
        )
      )
    }
    if surveyed == nil {
      notices.append("The map does not say what was surveyed: savings are against the whole field.")
    }
    self.notices = notices
  }

  private static func zones(_ patches: [MappedPatch], buffer: Length, field: Ground) throws -> [Ground] {
    let wide = try Ground.joined(patches.map { try $0.ground.widened(by: buffer) })
    // Terminals do not trust holes, and some join them to the outline by a line.
    return try wide.filled().intersection(field).filled().parts.filter { $0.area.squareMeters > 1e-4 }
  }

  /// The part of what would be used on the compared ground that is saved, from 0 to 1.
  public var saved: Double { max(0, 1 - treated.squareMeters / compared.squareMeters) }

  /// What is used: litres or kilograms.
  public var amount: Double { request.rate.total(squareMeters: treated.squareMeters) }
}
