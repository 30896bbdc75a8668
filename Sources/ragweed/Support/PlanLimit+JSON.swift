import Documents
import FlightPlanning
import MissionFormats

extension PlanLimit {
  /// The limit as it stands in a result.
  var json: JSONValue {
    .members([
      "kind": .string(kind.rawValue), "severity": .string(severity.rawValue), "message": .string(message(.options)),
    ])
  }
}

extension PlanAdjustment {
  /// The adjustment as it stands in a result.
  var json: JSONValue {
    .members(["what": .string(what), "from": .number(from), "to": .number(to), "reason": .string(reason)])
  }
}
