import Documents
import FlightPlanning
import Foundation
import MissionFormats

/// A format of a plan's files.
enum PlanFormat: String, CaseIterable {
  case qgc, wpl, wpml, litchi, kml, gpx, geojson

  /// Reads names joined by commas.
  ///
  /// - Throws: `CommandError` where a name is unknown or there is none.
  static func parse(_ text: String) throws -> Set<PlanFormat> {
    let known = allCases.map(\.rawValue)
    return Set(
      try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
        let name = part.filter { !$0.isWhitespace }
        guard let format = PlanFormat(rawValue: name) else {
          throw CommandError.unknownFormat(name: name, known: known)
        }
        return format
      }
    )
  }

  /// What the names of the format's files end with, with the point; nil where a plan is one file whatever its sorties.
  var suffix: String? {
    switch self {
    case .qgc: ".plan"
    case .wpl: ".waypoints"
    case .wpml: ".kmz"
    case .litchi: ".csv"
    case .kml: ".kml"
    case .gpx: ".gpx"
    case .geojson: nil
    }
  }

  /// The files of a plan in this format, in the order flown.
  ///
  /// - Throws: `MissionFormatsError` where the drone takes no such file, `FieldGeometryError` where a place of the plan is not
  ///   on the Earth.
  func documents(of plan: SurveyPlan, name: String) throws -> [Data] {
    try plan.sorties.enumerated().flatMap { index, sortie -> [Data] in
      let title = plan.sorties.count > 1 ? "\(name), sortie \(index + 1)" : name
      switch self {
      case .qgc: return [Data(try QGroundControlPlan.json(of: sortie, in: plan).bytes)]
      case .wpl: return [Data(try WaypointList.text(of: sortie, in: plan).utf8)]
      case .wpml: return [Data(try WaylineMission.bytes(of: sortie, in: plan))]
      case .litchi: return try LitchiMission.texts(of: sortie, in: plan).map { Data($0.utf8) }
      case .kml: return [Data(try PlanKML.text(of: sortie, in: plan, name: title).utf8)]
      case .gpx: return [Data(try PlanGPX.text(of: sortie, in: plan, name: title).utf8)]
      case .geojson: return []
      }
    }
  }

  /// What the files of a format do otherwise than the plan.
  func adjustments(of plan: SurveyPlan) -> [PlanAdjustment] {
    self == .litchi ? LitchiMission.adjustments(of: plan) : []
  }
}
