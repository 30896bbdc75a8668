import Quantities

/// What the shutter says about an exposure.
enum OpticsCheck {
  /// The warnings and errors about exposure and rolling shutter.
  ///
  /// - Throws: `FlightPlanningError.exposureTooShort` where the camera has no such exposure.
  static func limits(of camera: Camera, exposure: Duration, speed: Speed, gsd: GroundSamplingDistance) throws
    -> [PlanLimit]
  {
    if let shortest = camera.shortestExposure, exposure.inSeconds < shortest.inSeconds * (1 - 1e-9) {
      throw FlightPlanningError.exposureTooShort(camera: camera.name, exposure: exposure, shortest: shortest)
    }
    var limits: [PlanLimit] = []
    let shutter = RollingShutter(of: camera, exposure: exposure, speed: speed, gsd: gsd)
    if shutter.kind == .electronic, let mechanical = camera.shortestMechanicalExposure {
      limits.append(
        PlanLimit(
          .exposureRange,
          .warning,
          """
          The mechanical shutter of \(camera.name) ends at 1/\(Figure.text(1 / mechanical.inSeconds, 0)) s; at \
          1/\(Figure.text(1 / exposure.inSeconds, 0)) s the electronic one works, which distorts pictures in flight.
          """
        )
      )
    }
    if let skew = shutter.skewInPixels, skew > 1, let readout = shutter.readout {
      limits.append(
        PlanLimit(
          .rollingShutter,
          .warning,
          """
          \(camera.name) reads its rows in \(Figure.text(readout.inSeconds * 1000, 1)) ms, in which the ground moves by \
          \(Figure.text(skew, 1)) px: pictures are that much longer or shorter along the flight.
          """
        )
      )
    }
    return limits
  }
}
