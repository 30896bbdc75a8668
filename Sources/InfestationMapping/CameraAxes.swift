#if canImport(Glibc)
  import Glibc
#endif
import Quantities

/// The directions of a camera in metres east, north and up: along the image's rows, down its columns, and forward.
struct CameraAxes: Sendable, Hashable {
  /// A direction.
  struct Direction: Sendable, Hashable {
    let east: Double
    let north: Double
    let up: Double

    func dot(_ east: Double, _ north: Double, _ up: Double) -> Double {
      self.east * east + self.north * north + self.up * up
    }
  }

  let right: Direction
  let down: Direction
  let forward: Direction

  /// The axes of a camera that is turned by its yaw, lifted by its pitch and then turned about its own axis by its roll.
  init(yaw: Angle, pitch: Angle, roll: Angle) {
    let (sinYaw, cosYaw) = (sin(yaw.radians), cos(yaw.radians))
    let (sinPitch, cosPitch) = (sin(pitch.radians), cos(pitch.radians))
    let (sinRoll, cosRoll) = (sin(roll.radians), cos(roll.radians))
    forward = Direction(east: sinYaw * cosPitch, north: cosYaw * cosPitch, up: sinPitch)
    // Without roll the image's right is level, and its top is where pitching up would take the view.
    let level = (east: cosYaw, north: -sinYaw)
    let top = (east: -sinYaw * sinPitch, north: -cosYaw * sinPitch, up: cosPitch)
    right = Direction(
      east: level.east * cosRoll - top.east * sinRoll,
      north: level.north * cosRoll - top.north * sinRoll,
      up: -top.up * sinRoll
    )
    down = Direction(
      east: -top.east * cosRoll - level.east * sinRoll,
      north: -top.north * cosRoll - level.north * sinRoll,
      up: -top.up * cosRoll
    )
  }
}
