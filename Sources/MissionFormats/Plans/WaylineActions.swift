import Documents
import FlightPlanning
import Quantities

/// A group of actions at a waypoint of a wayline mission.
struct WaylineActions {
  /// When the action is done.
  enum Trigger {
    /// Once, at the waypoint.
    case reachPoint
    /// There and at each distance, until the last waypoint of the range.
    case multipleDistance(Length)
  }

  /// What is done.
  enum Action {
    case cameraDown
    case picture
  }

  /// The group's number, different for each of a mission.
  let number: Int
  /// The waypoints from the first to the last that it holds for.
  let range: ClosedRange<Int>
  let trigger: Trigger
  /// What is done, one after the other.
  let actions: [Action]
  /// The lens of the pictures; nil for a camera with one.
  let lens: String?

  func write(to placemark: inout XMLText) {
    placemark.add("wpml:actionGroup") { group in
      group.add("wpml:actionGroupId", String(number))
      group.add("wpml:actionGroupStartIndex", String(range.lowerBound))
      group.add("wpml:actionGroupEndIndex", String(range.upperBound))
      group.add("wpml:actionGroupMode", "sequence")
      group.add("wpml:actionTrigger") {
        switch trigger {
        case .reachPoint: $0.add("wpml:actionTriggerType", "reachPoint")
        case .multipleDistance(let distance):
          $0.add("wpml:actionTriggerType", "multipleDistance")
          $0.add("wpml:actionTriggerParam", Figure.text(distance.meters, 6))
        }
      }
      for (index, action) in actions.enumerated() {
        group.add("wpml:action") {
          $0.add("wpml:actionId", String(index))
          switch action {
          case .cameraDown:
            $0.add("wpml:actionActuatorFunc", "gimbalRotate")
            $0.add("wpml:actionActuatorFuncParam", Self.cameraDown)
          case .picture:
            $0.add("wpml:actionActuatorFunc", "takePhoto")
            $0.add("wpml:actionActuatorFuncParam", picture)
          }
        }
      }
    }
  }

  private static func cameraDown(_ parameters: inout XMLText) {
    let values = [
      ("gimbalHeadingYawBase", "north"), ("gimbalRotateMode", "absoluteAngle"), ("gimbalPitchRotateEnable", "1"),
      ("gimbalPitchRotateAngle", "-90"), ("gimbalRollRotateEnable", "0"), ("gimbalRollRotateAngle", "0"),
      ("gimbalYawRotateEnable", "0"), ("gimbalYawRotateAngle", "0"), ("gimbalRotateTimeEnable", "0"),
      ("gimbalRotateTime", "10"), ("payloadPositionIndex", "0"),
    ]
    for (name, value) in values { parameters.add("wpml:\(name)", value) }
  }

  private func picture(_ parameters: inout XMLText) {
    parameters.add("wpml:payloadPositionIndex", "0")
    parameters.add("wpml:useGlobalPayloadLensIndex", "0")
    if let lens { parameters.add("wpml:payloadLensIndex", lens) }
  }
}
