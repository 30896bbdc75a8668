import Documents
import FieldGeometry
import Quantities

/// The items of a MAVLink mission, as they are added.
struct QGroundControlItems {
  private(set) var items: [MissionItem] = []
  private var speed: Speed?

  /// MAV_CMD_NAV_TAKEOFF, to an altitude relative to the take-off.
  mutating func takeoff(at place: GeoCoordinate, to altitude: Length) {
    positioned(22, [0, 0, 0, nil], place, altitude)
  }

  /// MAV_CMD_NAV_WAYPOINT, at an altitude relative to the take-off.
  mutating func waypoint(_ place: GeoCoordinate, _ altitude: Length) {
    positioned(16, [0, 0, 0, nil], place, altitude)
  }

  /// MAV_CMD_DO_MOUNT_CONTROL: pitch -90 degrees, targeted by MAVLink.
  mutating func pointCameraDown() { command(205, [-90, 0, 0, 0, 0, 0, 2]) }

  /// MAV_CMD_DO_CHANGE_SPEED: ground speed, throttle unchanged; nothing where the speed is already that.
  mutating func changeSpeed(to speed: Speed) {
    guard speed != self.speed else { return }
    self.speed = speed
    command(178, [1, speed.metersPerSecond, -1, 0, 0, 0, 0])
  }

  /// MAV_CMD_DO_SET_CAM_TRIGG_DIST: a picture now and at each distance; nil stops it.
  mutating func triggerCamera(every distance: Length?) {
    command(206, [distance?.meters ?? 0, 0, distance == nil ? 0 : 1, 0, 0, 0, 0])
  }

  /// MAV_CMD_NAV_RETURN_TO_LAUNCH.
  mutating func returnHome() { command(20, [0, 0, 0, 0, 0, 0, 0]) }

  private mutating func positioned(
    _ command: Int,
    _ parameters: [Double?],
    _ place: GeoCoordinate,
    _ altitude: Length
  ) {
    items.append(MissionItem(command: command, parameters: parameters, place: place, altitude: altitude))
  }

  private mutating func command(_ command: Int, _ parameters: [Double]) {
    items.append(MissionItem(command: command, parameters: parameters, place: nil, altitude: .zero))
  }

  /// The items as QGroundControl's plan files have them, numbered from 1.
  var json: [JSONValue] { items.enumerated().map { Self.json(of: $1, number: $0 + 1) } }

  private static func json(of item: MissionItem, number: Int) -> JSONValue {
    let parameters = item.parameters.map(JSONValue.number(orNull:))
    guard let place = item.place else {
      return .members([
        "autoContinue": .bool(true), "command": .integer(item.command), "doJumpId": .integer(number),
        "frame": .integer(item.frame), "params": .array(parameters), "type": .string("SimpleItem"),
      ])
    }
    let altitude = JSONValue.fixed(item.altitude.meters, decimals: 3)
    return .members([
      "AMSLAltAboveTerrain": .null,
      "Altitude": altitude,
      "AltitudeMode": .integer(1),
      "autoContinue": .bool(true),
      "command": .integer(item.command),
      "doJumpId": .integer(number),
      "frame": .integer(item.frame),
      "params": .array(
        parameters + [QGroundControlPlan.latitude(place), QGroundControlPlan.longitude(place), altitude]
      ),
      "type": .string("SimpleItem"),
    ])
  }
}
