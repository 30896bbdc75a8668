import Documents
import FieldGeometry
public import FlightPlanning
import Quantities

/// A plan as GeoJSON (RFC 7946): a feature for each line, way, picture and footprint, told apart by `kind`.
public enum PlanGeoJSON {
  /// Beyond so many pictures, those of a line share a feature: a MultiPoint, and the strip that they show as footprint.
  public static let mostSeparateCaptures = 20_000

  /// Whether the pictures of a plan are grouped by line.
  public static func isGrouped(_ plan: SurveyPlan) -> Bool { plan.imageCount > mostSeparateCaptures }

  /// The document as UTF-8.
  ///
  /// - Parameter plan: the plan.
  /// - Returns: one feature on each line of text; positions with eight decimals, about a millimetre.
  /// - Throws: `FieldGeometryError` where a place of the plan is not on the Earth.
  public static func bytes(of plan: SurveyPlan) throws -> [UInt8] {
    var features = [try takeoff(plan)] + (try zones(plan))
    var captures: [JSONValue] = []
    var footprints: [JSONValue] = []
    var number = 0
    for (index, sortie) in plan.sorties.enumerated() {
      for leg in sortie.legs {
        guard let line = leg.line else {
          features.append(try transit(leg, sortie: index + 1, plan))
          continue
        }
        number += 1
        features.append(try feature(of: line, leg, number: number, sortie: index + 1, plan))
        if isGrouped(plan) {
          captures.append(try grouped(line, number: number, plan))
          footprints.append(try footprint(line, over: line.length, at: line.start, ["line": .integer(number)], plan))
        } else {
          for (image, place) in line.captures.enumerated() {
            let properties: KeyValuePairs = ["line": JSONValue.integer(number), "image": .integer(image + 1)]
            captures.append(
              feature("capture", properties, "Point", position(try plan.frame.coordinate(of: place)))
            )
            footprints.append(try footprint(line, over: .zero, at: place, properties, plan))
          }
        }
      }
    }
    var writer = JSONWriter()
    writer.writeFeatureCollection(features + captures + footprints, schema: .planFeatures)
    return writer.bytes
  }

  private static func takeoff(_ plan: SurveyPlan) throws -> JSONValue {
    feature(
      "takeoff",
      [
        "altitude_m": .fixed(
          (plan.sorties.first?.legs.first?.altitudes.first ?? plan.design.altitude).meters,
          decimals: 3
        )
      ],
      "Point",
      position(try plan.frame.coordinate(of: plan.takeoff))
    )
  }

  /// The no-fly zones as drawn, and with the clearance that paths keep.
  private static func zones(_ plan: SurveyPlan) throws -> [JSONValue] {
    guard let noFly = plan.site.noFly else { return [] }
    return try [("no-fly", noFly.zones), ("no-fly-clearance", noFly.keepOut)].flatMap { kind, zones in
      try zones.map { zone in
        let rings = try zone.rings.enumerated().map { index, ring -> JSONValue in
          // RFC 7946: outlines counter-clockwise, holes clockwise.
          let corners = index == 0 ? ring.vertices : ring.vertices.reversed()
          return .array(try (corners + corners.prefix(1)).map { position(try plan.frame.coordinate(of: $0)) })
        }
        return feature(kind, ["clearance_m": .number(noFly.clearance.meters)], "Polygon", .array(rings))
      }
    }
  }

  private static func transit(_ leg: FlightLeg, sortie: Int, _ plan: SurveyPlan) throws -> JSONValue {
    feature(
      "transit",
      [
        "sortie": .integer(sortie), "length_m": .fixed(leg.length.meters, decimals: 3),
        "speed_m_per_s": .fixed(leg.speed.metersPerSecond, decimals: 3),
      ],
      "LineString",
      .array(try leg.path.map { position(try plan.frame.coordinate(of: $0)) })
    )
  }

  private static func feature(
    of line: SurveyLine,
    _ leg: FlightLeg,
    number: Int,
    sortie: Int,
    _ plan: SurveyPlan
  ) throws -> JSONValue {
    feature(
      "line",
      [
        "line": .integer(number), "sortie": .integer(sortie), "polygon": .integer(line.polygon + 1),
        "length_m": .fixed(line.length.meters, decimals: 3), "bearing_deg": .fixed(line.bearing.degrees, decimals: 3),
        "altitude_m": altitude(leg), "images": .integer(line.captureCount),
      ],
      "LineString",
      .array(try leg.path.map { position(try plan.frame.coordinate(of: $0)) })
    )
  }

  /// The altitude over the take-off: a number where it stays, a list with one for each corner where it changes.
  private static func altitude(_ leg: FlightLeg) -> JSONValue {
    let altitudes = leg.altitudes.map { JSONValue.fixed($0.meters, decimals: 3) }
    return Set(altitudes).count == 1 ? altitudes[0] : .array(altitudes)
  }

  private static func grouped(_ line: SurveyLine, number: Int, _ plan: SurveyPlan) throws -> JSONValue {
    feature(
      "capture",
      ["line": .integer(number), "images": .integer(line.captureCount)],
      "MultiPoint",
      .array(try line.captures.map { position(try plan.frame.coordinate(of: $0)) })
    )
  }

  /// The ground that a picture shows, or the pictures of a stretch: counter-clockwise.
  private static func footprint(
    _ line: SurveyLine,
    over stretch: Length,
    at place: LocalPoint,
    _ properties: KeyValuePairs<String, JSONValue>,
    _ plan: SurveyPlan
  ) throws -> JSONValue {
    let along = Vector.unit(direction: line.bearing.radians)
    let across = Vector(x: along.y, y: -along.x)
    let half = plan.design.groundLength.meters / 2
    let side = plan.design.groundWidth.meters / 2
    let corners = [(-half, side), (half + stretch.meters, side), (half + stretch.meters, -side), (-half, -side)]
    let ring = try (corners + [corners[0]]).map { corner in
      position(
        try plan.frame.coordinate(of: LocalPoint(Vector(place) + along * corner.0 + across * corner.1))
      )
    }
    return feature("footprint", properties, "Polygon", .array([.array(ring)]))
  }

  private static func feature(
    _ kind: String,
    _ properties: KeyValuePairs<String, JSONValue>,
    _ type: String,
    _ coordinates: JSONValue
  ) -> JSONValue {
    let members =
      [JSONMember(key: "kind", value: .string(kind))]
      + properties.map { JSONMember(key: $0.key, value: $0.value) }
    return .members([
      "type": .string("Feature"), "properties": .object(members),
      "geometry": .members(["type": .string(type), "coordinates": coordinates]),
    ])
  }

  static func position(_ coordinate: GeoCoordinate) -> JSONValue {
    .array([
      .fixed(coordinate.longitude.degrees, decimals: 8), .fixed(coordinate.latitude.degrees, decimals: 8),
    ])
  }
}
