import FlightPlanning
import Quantities

/// What the actions of a wayline do with the camera.
struct WaylineCamera {
  /// Turning the camera and taking a picture, in the order of a waypoint's groups.
  private enum Step {
    case turn(pitch: Double, by: String)
    case picture
  }

  /// From where pictures follow each other: the waypoints, and how.
  private typealias Series = (first: Int, last: Int, pictures: FlownPoint.Pictures)

  private let wayline: Int
  /// What is done before the first waypoint.
  private var start: [Step] = []
  /// What is done at each waypoint.
  private var steps: [Int: [Step]] = [:]
  private var series: [Series] = []

  init(_ folder: MarkupElement, wayline: Int) {
    self.wayline = wayline
    for group in folder.children.filter({ $0.name == "startActionGroup" }) { start += Self.steps(of: group) }
    let marks = folder.children.filter { $0.name == "Placemark" }
    for group in marks.flatMap({ mark in mark.children.filter { $0.name == "actionGroup" } }) {
      guard let trigger = group["actionTrigger"], let first = group.whole("actionGroupStartIndex"),
        let last = group.whole("actionGroupEndIndex"), first <= last
      else { continue }
      var found = Self.steps(of: group)
      let amount = trigger.number("actionTriggerParam") ?? 0
      let pictures: FlownPoint.Pictures? =
        switch trigger["actionTriggerType"]?.trimmed {
        case "multipleDistance" where amount > 0: .everyDistance(.meters(amount))
        case "multipleTiming" where amount > 0: .everyTime(.bounded(seconds: min(amount, 86_400)))
        default: nil
        }
      let takesPictures = found.contains { if case .picture = $0 { true } else { false } }
      if let pictures, takesPictures {
        series.append((first, last, pictures))
        found.removeAll { if case .picture = $0 { true } else { false } }
      }
      steps[first, default: []] += found
    }
  }

  private static func steps(of group: MarkupElement) -> [Step] {
    group.children.filter { $0.name == "action" }.flatMap { action -> [Step] in
      let parameters = action["actionActuatorFuncParam"]
      let name = action["actionActuatorFunc"]?.trimmed ?? ""
      var found: [Step] = []
      if ["gimbalRotate", "gimbalEvenlyRotate", "orientedShoot"].contains(name),
        let pitch = parameters?.number("gimbalPitchRotateAngle"),
        parameters?.number("gimbalPitchRotateEnable") ?? 1 != 0
      {
        found.append(.turn(pitch: pitch, by: name))
      }
      if name == "takePhoto" || name == "orientedShoot" { found.append(.picture) }
      return found
    }
  }

  /// Points with their pictures: more of one where it takes pictures in different directions.
  ///
  /// - Parameters:
  ///   - points: the waypoints.
  ///   - aim: where the camera looks, from one wayline to the next.
  ///   - notes: where sentences about the camera go.
  /// - Returns: the points; none where there are no waypoints.
  func photographing(
    _ points: [MissionDocument.Point],
    aim: inout CameraAim,
    notes: inout [String]
  ) -> [MissionDocument.Point] {
    func turn(_ pitch: Double, _ name: String) {
      guard let sentence = aim.turn(to: pitch, by: "\(name) of wayline \(wayline)") else { return }
      if !notes.contains(sentence) { notes.append(sentence) }
    }
    for case .turn(let pitch, let name) in start { turn(pitch, name) }
    var flown: [MissionDocument.Point] = []
    for (index, point) in points.enumerated() {
      let running = series.last { $0.first <= index && index < $0.last }?.pictures
      for step in steps[index] ?? [] {
        switch step {
        case .turn(let pitch, let name): turn(pitch, name)
        case .picture: flown.append(point.taking(.once, down: aim.isDown))
        }
      }
      let isTaken = flown.last?.coordinate == point.coordinate && flown.last?.pictures == .once
      if !isTaken || running != nil || flown.last?.looksDown != aim.isDown {
        flown.append(point.taking(running ?? .none, down: aim.isDown))
      }
    }
    return flown
  }
}
