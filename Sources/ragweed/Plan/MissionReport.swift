import Documents
import FieldGeometry
import FlightPlanning
import Foundation
import MissionFormats
import Quantities
import Tables

/// What a mission would do over a field, in the keys of a plan's summary.
struct MissionReport {
  let evaluation: MissionEvaluation
  let files: [String]
  let site: SurveySite
  let drone: Drone
  let exposure: Duration
  let notes: [String]

  /// The document for machines.
  var json: JSONValue {
    let zones = evaluation.zones
    let figures = JSONValue.members([
      "schema": .string(DocumentSchema.check.rawValue),
      "missions": .array(files.map(JSONValue.string)),
      "drone": .string(drone.id),
      "area_m2": .fixed(site.fieldArea.squareMeters, decimals: 2),
      "polygon_count": .integer(site.polygons.count),
      "line_count": .integer(evaluation.lineCount),
      "altitude_m": .fixed(evaluation.highestAltitude.meters, decimals: 3),
      "gsd_cm_per_px": gsd,
      "height_m": heights,
      "frontlap_percent": Self.overlap(evaluation.frontlap.map { ($0.least, $0.mean) }),
      "sidelap_percent": Self.overlap(evaluation.sidelap.map { ($0.least, $0.mean) }),
      "terrain": terrain,
      "speed_m_per_s": evaluation.highestSpeed.map { .fixed($0.metersPerSecond, decimals: 4) } ?? .null,
      "path_length_m": .fixed(evaluation.pathLength.meters, decimals: 2),
      "flight_time_s": .fixed(evaluation.flightTime.inSeconds, decimals: 1),
      "sorties": .integer(evaluation.flightTimes.count),
      "sortie_list": .array(
        evaluation.flightTimes.map { .members(["flight_time_s": .fixed($0.inSeconds, decimals: 1)]) }
      ),
      "images": .integer(evaluation.imageCount),
      "oblique_images": .integer(evaluation.obliqueImageCount),
      "cost_eur": cost.map { .fixed($0.euros, decimals: 2) } ?? .null,
      "coverage_percent": .fixed(evaluation.coverage * 100, decimals: 3),
      "outside_m": .fixed((evaluation.lengthOverHoles + overZones).meters, decimals: 2),
      "beyond_field_m": .fixed(evaluation.lengthBeyondField.meters, decimals: 2),
      "exposure_s": .number(exposure.inSeconds),
      "blur_px": evaluation.blurInPixels.map { .fixed($0, decimals: 3) } ?? .null,
      "limits": .array(evaluation.limits.map(\.json)),
      "adjustments": .array([]),
      "notes": .array(notes.map(JSONValue.string)),
    ])
    guard let zones, case .object(let members) = figures else { return figures }
    return .object(
      members + [
        JSONMember(key: "no_fly_zones", value: .integer(site.noFly?.zones.count ?? 0)),
        JSONMember(key: "clearance_m", value: .number(zones.clearance.meters)),
        JSONMember(key: "over_no_fly_m", value: .fixed(zones.overZones.meters, decimals: 2)),
        JSONMember(key: "within_clearance_m", value: .fixed(zones.withinClearance.meters, decimals: 2)),
      ]
    )
  }

  private var gsd: JSONValue {
    guard let gsd = evaluation.gsd else { return .null }
    return .members([
      "min": .fixed(gsd.least.centimetersPerPixel, decimals: 6),
      "mean": .fixed(gsd.mean.centimetersPerPixel, decimals: 6),
      "max": .fixed(gsd.most.centimetersPerPixel, decimals: 6),
    ])
  }

  private var heights: JSONValue {
    guard let heights = evaluation.heights else { return .null }
    return Self.range(heights.least, heights.mean, heights.greatest)
  }

  private var terrain: JSONValue {
    guard let clearance = evaluation.clearance else { return .null }
    return .members([
      "source": .string(clearance.source),
      "ground_m": Self.range(clearance.lowestGround, nil, clearance.highestGround),
      "height_on_ways_m": Self.range(clearance.leastHeight, nil, clearance.greatestHeight),
    ])
  }

  private static func range(_ least: Length, _ mean: Length?, _ most: Length) -> JSONValue {
    let values = [("min", least), ("mean", mean), ("max", most)]
    return .object(
      values.compactMap { key, value in value.map { JSONMember(key: key, value: .fixed($0.meters, decimals: 2)) } }
    )
  }

  private static func overlap(_ overlap: (least: Double, mean: Double)?) -> JSONValue {
    guard let overlap else { return .null }
    return .members(["min": .fixed(overlap.least * 100, decimals: 2), "mean": .fixed(overlap.mean * 100, decimals: 2)])
  }

  /// The table for people.
  var table: String {
    var table = TextTable()
    table.add(["mission", files.joined(separator: ", ")])
    table.add(["drone", drone.id])
    table.add(["altitude", "up to " + Figure.text(evaluation.highestAltitude.meters, 2) + " m"])
    if let gsd = evaluation.gsd {
      table.add([
        "GSD",
        Figure.text(gsd.least.centimetersPerPixel, 4) + " to " + Figure.text(gsd.most.centimetersPerPixel, 4)
          + " cm/px",
      ])
    }
    if let heights = evaluation.heights {
      table.add([
        "height",
        "\(Figure.text(heights.least.meters, 2)) to \(Figure.text(heights.greatest.meters, 2)) m over "
          + (evaluation.clearance == nil ? "flat ground" : "the ground"),
      ])
    }
    let overlaps = [
      ("frontlap", evaluation.frontlap.map { (least: $0.least, mean: $0.mean) }),
      ("sidelap", evaluation.sidelap.map { (least: $0.least, mean: $0.mean) }),
    ]
    for (name, overlap) in overlaps {
      guard let overlap else { continue }
      table.add([
        name, "\(Figure.text(overlap.mean * 100, 1)) %, at least \(Figure.text(overlap.least * 100, 1)) %",
      ])
    }
    if let speed = evaluation.highestSpeed {
      table.add(["speed", "up to " + Figure.text(speed.metersPerSecond, 3) + " m/s"])
    }
    if let blur = evaluation.blurInPixels { table.add(["blur", "up to " + Figure.text(blur, 2) + " px"]) }
    table.add(["lines", "\(evaluation.lineCount)"])
    table.add([
      "images",
      "\(evaluation.imageCount)"
        + (evaluation.obliqueImageCount > 0
          ? ", \(evaluation.obliqueImageCount) of them not straight down and not counted below" : ""),
    ])
    table.add(["path", Figure.text(evaluation.pathLength.kilometers, 3) + " km"])
    table.add(["flight time", Figure.text(evaluation.flightTime.inMinutes, 1) + " min"])
    table.add(["flights", "\(evaluation.flightTimes.count)"])
    table.add(["coverage", Figure.text(evaluation.coverage * 100, 3) + " %"])
    table.add(["over holes", Figure.text(evaluation.lengthOverHoles.meters, 2) + " m"])
    if let zones = evaluation.zones {
      table.add([
        "over no-fly zones",
        "\(Figure.text(zones.overZones.meters, 2)) m, with a clearance of \(Figure.text(zones.clearance.meters, 2)) m "
          + "\(Figure.text(zones.withinClearance.meters, 2)) m",
      ])
    }
    table.add(["beyond the field", Figure.text(evaluation.lengthBeyondField.meters, 2) + " m"])
    let errors = evaluation.limits.filter { $0.severity == .error }.map { "cannot be flown: \($0.message(.options))" }
    return ([table.text(leftAligned: true)] + errors).joined(separator: "\n")
  }

  /// The path over zones or nearer to them than the clearance.
  private var overZones: Length { evaluation.zones?.withinClearance ?? .zero }

  private var cost: Money? { drone.costPerFlight.map { $0 * Double(evaluation.flightTimes.count) } }
}
