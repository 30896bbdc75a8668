import Documents
import FieldGeometry
import FlightPlanning
import Quantities

/// The two documents of a wayline mission; names and order of their elements are those of files that DJI's Pilot 2 wrote.
struct WaylineRoute {
  let points: [SortieTrack.Point]
  /// Where the drone takes off, from which the heights count.
  let takeoff: GeoCoordinate
  /// How high the terrain has the take-off; 0 without terrain.
  let takeoffElevation: Length
  let model: WaylineModel
  let altitude: Length
  /// The altitude above the take-off at which the drone comes home by itself, and leaves it.
  let returnAltitude: Length
  let surveySpeed: Speed
  let transitSpeed: Speed
  let dynamics: FlightDynamics

  /// `wpmz/template.kml`.
  var template: String {
    document { document in
      document.add("wpml:author", "ragweed")
      missionConfig(&document, isTemplate: true)
      document.add("Folder") { folder in
        folder.add("wpml:templateType", "waypoint")
        folder.add("wpml:templateId", "0")
        folder.add("wpml:waylineCoordinateSysParam") {
          $0.add("wpml:coordinateMode", "WGS84")
          $0.add("wpml:heightMode", "relativeToStartPoint")
        }
        folder.add("wpml:autoFlightSpeed", number(surveySpeed.metersPerSecond))
        folder.add("wpml:globalHeight", number(altitude.meters))
        folder.add("wpml:caliFlightEnable", "0")
        folder.add("wpml:gimbalPitchMode", "usePointSetting")
        heading(&folder, "wpml:globalWaypointHeadingParam", angle: nil)
        folder.add("wpml:globalWaypointTurnMode", Self.turnMode)
        folder.add("wpml:globalUseStraightLine", "1")
        for index in points.indices { placemark(&folder, index, isTemplate: true) }
        folder.add("wpml:payloadParam") {
          $0.add("wpml:payloadPositionIndex", "0")
          $0.add("wpml:focusMode", "firstPoint")
          $0.add("wpml:meteringMode", "average")
          if let format = model.imageFormat { $0.add("wpml:imageFormat", format) }
        }
      }
    }
  }

  /// `wpmz/waylines.wpml`.
  var waylines: String {
    document { document in
      missionConfig(&document, isTemplate: false)
      document.add("Folder") { folder in
        folder.add("wpml:templateId", "0")
        folder.add("wpml:executeHeightMode", "relativeToStartPoint")
        folder.add("wpml:waylineId", "0")
        folder.add("wpml:distance", number(Haversine.length(of: points.map(\.coordinate)).meters))
        folder.add("wpml:duration", number(duration.inSeconds))
        folder.add("wpml:autoFlightSpeed", number(surveySpeed.metersPerSecond))
        for index in points.indices { placemark(&folder, index, isTemplate: false) }
      }
    }
  }

  /// The time along the waypoints, from stop to stop.
  var duration: Duration {
    var time = Duration.zero
    var length = Length.zero
    for (index, (start, end)) in zip(points, points.dropFirst()).enumerated() {
      length = length + Haversine.distance(from: start.coordinate, to: end.coordinate)
      guard !isPassed(index + 1) else { continue }
      time += dynamics.time(for: length, at: start.speed)
      length = .zero
    }
    return time
  }

  /// Whether a waypoint is flown through: one within a line or a way, where only the height changes.
  private func isPassed(_ index: Int) -> Bool {
    guard index > 0, index < points.count - 1 else { return false }
    let (before, here, after) = (points[index - 1], points[index], points[index + 1])
    // Straight up and down the drone stops.
    guard before.coordinate != here.coordinate, here.coordinate != after.coordinate else { return false }
    guard here.captureCount == 0, before.photoDistance == here.photoDistance, before.speed == here.speed else {
      return false
    }
    let bearings = [(before, here), (here, after)].map {
      Haversine.bearing(from: $0.0.coordinate, to: $0.1.coordinate).degrees
    }
    let turn = (bearings[1] - bearings[0]).magnitude
    return min(turn, 360 - turn) < 1
  }

  /// How far before and behind a waypoint the drone may leave the line.
  ///
  /// 0.2 m as in DJI's own files; the distances of two neighbours must be less than what lies between them.
  private func damping(at index: Int) -> Length {
    let legs = [index - 1, index].filter { points.indices.contains($0) && $0 + 1 < points.count }.map {
      Haversine.distance(from: points[$0].coordinate, to: points[$0 + 1].coordinate)
    }
    return min(.meters(0.2), (legs.min() ?? .zero) / 3)
  }

  private static let turnMode = "toPointAndStopWithDiscontinuityCurvature"

  private func document(_ content: (inout XMLText) -> Void) -> String {
    var document = XMLText()
    document.add(
      "kml",
      attributes: #"xmlns="http://www.opengis.net/kml/2.2" xmlns:wpml="http://www.dji.com/wpmz/1.0.6""#
    ) { $0.add("Document", content) }
    return document.text
  }

  private func missionConfig(_ document: inout XMLText, isTemplate: Bool) {
    document.add("wpml:missionConfig") {
      $0.add("wpml:flyToWaylineMode", "safely")
      $0.add("wpml:finishAction", "goHome")
      $0.add("wpml:exitOnRCLost", "executeLostAction")
      $0.add("wpml:executeRCLostAction", "goBack")
      // The least that is allowed is 1.2 m.
      $0.add("wpml:takeOffSecurityHeight", number(max(1.2, altitude.meters, returnAltitude.meters)))
      if isTemplate {
        // Only to look at: the drone counts from where it takes off. Latitude first, as DJI's own files have it.
        let place = [takeoff.latitude, takeoff.longitude].map { Figure.fixed($0.degrees, 6) }.joined(separator: ",")
        $0.add("wpml:takeOffRefPoint", place + "," + Figure.fixed(takeoffElevation.meters, 6))
      }
      $0.add("wpml:globalTransitionalSpeed", number(transitSpeed.metersPerSecond))
      $0.add("wpml:globalRTHHeight", number(max(2, returnAltitude.meters)))
      $0.add("wpml:droneInfo") {
        $0.add("wpml:droneEnumValue", String(model.drone))
        $0.add("wpml:droneSubEnumValue", String(model.droneVariant))
      }
      $0.add("wpml:payloadInfo") {
        $0.add("wpml:payloadEnumValue", String(model.payload))
        $0.add("wpml:payloadSubEnumValue", String(model.payloadVariant))
        $0.add("wpml:payloadPositionIndex", "0")
      }
    }
  }

  private func placemark(_ folder: inout XMLText, _ index: Int, isTemplate: Bool) {
    let point = points[index]
    let angle = points.dropFirst(index + 1).first.map { Haversine.bearing(from: point.coordinate, to: $0.coordinate) }
    folder.add("Placemark") {
      $0.add("Point") {
        $0.add(
          "coordinates",
          Figure.fixed(point.coordinate.longitude.degrees, 9) + "," + Figure.fixed(point.coordinate.latitude.degrees, 9)
        )
      }
      $0.add("wpml:index", String(index))
      if isTemplate {
        $0.add("wpml:ellipsoidHeight", number(point.altitude.meters))
        $0.add("wpml:height", number(point.altitude.meters))
      } else {
        $0.add("wpml:executeHeight", number(point.altitude.meters))
      }
      $0.add("wpml:waypointSpeed", number(point.speed.metersPerSecond))
      heading(&$0, "wpml:waypointHeadingParam", angle: isTemplate ? nil : angle ?? .zero)
      $0.add("wpml:waypointTurnParam") {
        if isPassed(index) {
          $0.add("wpml:waypointTurnMode", "toPointAndPassWithContinuityCurvature")
          $0.add("wpml:waypointTurnDampingDist", number(damping(at: index).meters))
        } else {
          $0.add("wpml:waypointTurnMode", Self.turnMode)
          // No meaning where the drone stops; DJI's own files have these two values there.
          $0.add("wpml:waypointTurnDampingDist", isTemplate ? "0.2" : "0")
        }
      }
      if isTemplate {
        $0.add("wpml:useGlobalSpeed", "0")
        $0.add("wpml:useGlobalHeadingParam", "1")
        $0.add("wpml:useGlobalTurnParam", isPassed(index) ? "0" : "1")
        $0.add("wpml:gimbalPitchAngle", "-90")
      }
      $0.add("wpml:useStraightLine", "1")
      actionGroup(at: index)?.write(to: &$0)
      if !isTemplate {
        $0.add("wpml:waypointGimbalHeadingParam") {
          $0.add("wpml:waypointGimbalPitchAngle", "-90")
          $0.add("wpml:waypointGimbalYawAngle", "0")
        }
      }
      $0.add("wpml:isRisky", "0")
      if !isTemplate { $0.add("wpml:waypointWorkType", "0") }
    }
  }

  private func heading(_ parent: inout XMLText, _ name: String, angle: Angle?) {
    parent.add(name) {
      $0.add("wpml:waypointHeadingMode", "followWayline")
      $0.add("wpml:waypointHeadingAngle", number((angle ?? .zero).degrees))
      $0.add("wpml:waypointPoiPoint", "0.000000,0.000000,0.000000")
      if angle != nil { $0.add("wpml:waypointHeadingAngleEnable", "1") }
      $0.add("wpml:waypointHeadingPathMode", "followBadArc")
      $0.add("wpml:waypointHeadingPoiIndex", "0")
    }
  }

  /// What is done from a waypoint on: pictures along the line that starts there.
  ///
  /// On the first line the camera is turned down before each of them, as DJI's own surveys do it.
  private func actionGroup(at index: Int) -> WaylineActions? {
    let point = points[index]
    guard point.captureCount > 0 else { return nil }
    let end = points[index...].firstIndex { $0.photoDistance == nil } ?? points.count - 1
    let distance = point.captureCount > 1 ? point.photoDistance : nil
    let isFirst = !points[..<index].contains { $0.captureCount > 0 }
    return WaylineActions(
      number: index,
      range: index...(distance == nil ? index : end),
      trigger: distance.map(WaylineActions.Trigger.multipleDistance) ?? .reachPoint,
      actions: isFirst ? [.cameraDown, .picture] : [.picture],
      lens: model.imageFormat
    )
  }

  private func number(_ value: Double) -> String { Figure.text(value, 6) }
}
