import FieldGeometry
import Quantities

/// An item of a MAVLink mission; the numbers are MAVLink's.
struct MissionItem {
  /// The number of the command.
  let command: Int
  /// The first four parameters, or all seven where the item has no place; nil stands for NaN.
  let parameters: [Double?]
  /// Where it is; nil for a command without a place.
  let place: GeoCoordinate?
  /// The altitude relative to the take-off, for an item with a place.
  let altitude: Length

  /// The frame: MAV_FRAME_GLOBAL_RELATIVE_ALT or MAV_FRAME_MISSION.
  var frame: Int { place == nil ? 2 : 3 }
}
