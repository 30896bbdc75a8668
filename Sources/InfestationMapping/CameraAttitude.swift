import Quantities

/// Where a camera looked, as makers write it: all become a yaw clockwise from north, a pitch that is -90 degrees straight
/// down, and a roll.
struct CameraAttitude {
  let yaw: Angle
  /// Nil where only the drone's yaw is known.
  let pitch: Angle?
  let roll: Angle?

  /// Reads the attitude; nil where there is no yaw.
  init?(_ properties: XMPProperties) {
    func number(_ name: String, _ space: String) -> Double? { properties.number(name, in: [space]) }
    if let yaw = number("GimbalYawDegree", "drone-dji") ?? number("GimbalYawDegree", "drone") {
      self.init(
        yaw: yaw,
        pitch: properties.number("GimbalPitchDegree", in: ["drone-dji", "drone"]),
        roll: properties.number("GimbalRollDegree", in: ["drone-dji", "drone"])
      )
    } else if let yaw = number("CameraYawDegree", "drone-parrot") {
      // Parrot: from the horizon, as DJI.
      self.init(
        yaw: yaw,
        pitch: number("CameraPitchDegree", "drone-parrot"),
        roll: number("CameraRollDegree", "drone-parrot")
      )
    } else if let yaw = number("CameraOrientationNEDYaw", "drone-skydio") ?? number("Yaw", "drone-skydio") {
      self.init(
        yaw: yaw,
        pitch: number("CameraOrientationNEDPitch", "drone-skydio") ?? number("Pitch", "drone-skydio"),
        roll: number("CameraOrientationNEDRoll", "drone-skydio") ?? number("Roll", "drone-skydio")
      )
    } else if let yaw = number("Yaw", "Camera") {
      // Pix4D's namespace, which senseFly, Wingtra, Sony's drones and Autel write: 0 looks straight down. Some write the
      // pitch from the horizon all the same; a camera that looks at the horizon is of no use here.
      let pitch = number("Pitch", "Camera").map { $0.magnitude > 70 ? -$0.magnitude : $0 - 90 }
      self.init(yaw: yaw, pitch: pitch ?? -90, roll: number("Roll", "Camera"))
    } else if let yaw = number("FlightYawDegree", "drone-dji") {
      // A camera without a gimbal is fixed to the drone and tilts with it.
      let pitch =
        properties.number("GimbalPitchDegree", in: ["drone-dji"])
        ?? number("FlightPitchDegree", "drone-dji").map { $0 - 90 }
      self.init(yaw: yaw, pitch: pitch, roll: properties.number("GimbalRollDegree", in: ["drone-dji"]))
    } else {
      return nil
    }
  }

  private init(yaw: Double, pitch: Double?, roll: Double?) {
    (self.yaw, self.pitch, self.roll) = (.degrees(yaw), pitch.map { .degrees($0) }, roll.map { .degrees($0) })
  }
}
