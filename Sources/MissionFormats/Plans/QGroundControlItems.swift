import FieldGeometry
import Quantities

/// The mission items of a QGroundControl plan, numbered as they are added; the numbers are MAVLink's.
struct QGroundControlItems {
  private(set) var json: [JSONValue] = []
  private var speed: Speed?

  /// MAV_CMD_NAV_TAKEOFF.
  ///
  /// Altitudes are relative to the take-off.
  mutating func takeoff(at place: GeoCoordinate, to altitude: Length) {
    positioned(22, [.integer(0), .integer(0), .integer(0), .null], place, altitude)
  }

  /// MAV_CMD_NAV_WAYPOINT.
  mutating func waypoint(_ place: GeoCoordinate, _ altitude: Length) {
    positioned(16, [.integer(0), .integer(0), .integer(0), .null], place, altitude)
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
    _ parameters: [JSONValue],
    _ place: GeoCoordinate,
    _ altitude: Length
  ) {
    json.append(
      .members([
        "AMSLAltAboveTerrain": .null,
        "Altitude": .fixed(altitude.meters, decimals: 3),
        "AltitudeMode": .integer(1),
        "autoContinue": .bool(true),
        "command": .integer(command),
        "doJumpId": .integer(json.count + 1),
        // MAV_FRAME_GLOBAL_RELATIVE_ALT.
        "frame": .integer(3),
        "params": .array(
          parameters + [
            QGroundControlPlan.latitude(place), QGroundControlPlan.longitude(place),
            .fixed(altitude.meters, decimals: 3),
          ]
        ),
        "type": .string("SimpleItem"),
      ])
    )
  }

  private mutating func command(_ command: Int, _ parameters: [Double]) {
    json.append(
      .members([
        "autoContinue": .bool(true),
        "command": .integer(command),
        "doJumpId": .integer(json.count + 1),
        // MAV_FRAME_MISSION.
        "frame": .integer(2),
        "params": .array(parameters.map(JSONValue.number)),
        "type": .string("SimpleItem"),
      ])
    )
  }
}
