import Foundation
public import Quantities

/// How high, how fast and how densely a survey is flown: everything that does not depend on the field.
public struct SurveyDesign: Sendable, Hashable {
  /// The length on the ground of a pixel.
  public let gsd: GroundSamplingDistance
  /// The altitude above the ground.
  public let altitude: Length
  /// The ground across the flight that pictures are counted to show: the swath.
  ///
  /// The picture's width W; for wings that point into the wind, with their camera fixed to them, W · cos θ − L · sin θ: within
  /// it each picture, turned by θ, is as long along the flight as a straight one or longer.
  public let groundWidth: Length
  /// The most θ that pictures are turned against the line: wings point into the wind, multirotors along the line.
  public let crabAngle: Angle
  /// The ground along the flight in one picture.
  public let groundLength: Length
  /// The widest gap between lines that keeps the sidelap: swath · (1 − sidelap).
  public let widestRowGap: Length
  /// The way from one picture to the next: length · (1 − frontlap).
  public let photoDistance: Length
  /// The part of a picture that neighbouring lines share.
  public let sidelap: Overlap
  /// How pictures follow each other on a line, and how far it goes on beyond the last.
  public let captureSpacing: CaptureSpacing
  /// The distance that lines' ends and the turns of ways keep from the edges of field and holes.
  ///
  /// Half a metre, or an eighth of a picture's length where that is less, so that no ground is lost by it. Positions err
  /// by as much.
  public let edgeClearance: Length
  /// The speed over the ground while taking pictures.
  public let speed: Speed
  /// The speeds that blur, shutter and drone allow; the blur where the height above the ground is least.
  public let speedLimits: SpeedLimits
  /// What sets the speed.
  public let bindingLimit: BindingLimit
  /// How the camera's shutter distorts the pictures.
  public let rollingShutter: RollingShutter
  /// What the design meets or comes near to.
  public let limits: [PlanLimit]
  /// What it does otherwise than asked for.
  public let adjustments: [PlanAdjustment]

  /// Designs a survey.
  ///
  /// - Parameters:
  ///   - request: what is wanted.
  ///   - overTerrain: whether it follows terrain, so that the drone may be lower by the tolerance and the blur greater.
  /// - Throws: `FlightPlanningError` where the altitude would be above the limit, wings would fly too slowly, or a
  ///   quantity is not above zero.
  public init(_ request: SurveyRequest, overTerrain: Bool = false) throws {
    let drone = request.drone
    let conditions = request.conditions
    try conditions.check()
    gsd = try request.target.groundSamplingDistance(with: drone.camera)
    try Plausible.check(gsd)
    altitude = drone.camera.altitude(for: gsd)
    guard altitude.meters <= conditions.maximumAltitude.meters * (1 + 1e-9) else {
      throw FlightPlanningError.aboveHeightLaw(
        altitude: altitude,
        limit: conditions.maximumAltitude,
        finestAllowed: drone.camera.groundSamplingDistance(at: conditions.maximumAltitude)
      )
    }
    let overObstacles = conditions.obstacleHeight + FlightConditions.obstacleMargin
    guard conditions.obstacleHeight <= .zero || altitude >= overObstacles else {
      throw FlightPlanningError.belowObstacles(
        altitude: altitude,
        needed: overObstacles,
        finestPossible: drone.camera.groundSamplingDistance(at: overObstacles)
      )
    }
    let pictureWidth = drone.camera.groundWidth(at: gsd)
    groundLength = drone.camera.groundLength(at: gsd)
    crabAngle =
      drone.airframe == .multirotor ? .zero : request.wind.greatestCrabAngle(airspeed: drone.lowestPlannedSpeed)
    groundWidth = pictureWidth * cos(crabAngle.radians) - groundLength * sin(crabAngle.radians)
    guard groundWidth > pictureWidth / 10 else {
      throw FlightPlanningError.crabAngleTooWide(drone: drone.id, angle: crabAngle)
    }
    sidelap = conditions.sidelap
    widestRowGap = groundWidth * conditions.sidelap.advance
    photoDistance = groundLength * conditions.frontlap.advance
    captureSpacing = CaptureSpacing(
      photoDistance,
      shortest: drone.camera.shortestInterval.map { drone.lowestPlannedSpeed * $0 } ?? .zero
    )
    edgeClearance = min(.meters(0.5), groundLength / 8)

    try request.dynamics.check()
    if let speed = request.speed { try Plausible.check(speed) }
    let asked = request.speed ?? drone.maximumSpeed
    var atLeastHeight = conditions
    if overTerrain, request.terrain.mode == .follow {
      try request.terrain.check(altitude: altitude)
      atLeastHeight.blurLimitInPixels *= (altitude - request.terrain.tolerance(at: altitude)) / altitude
    }
    let allowed = SpeedLimits(of: drone, gsd: gsd, conditions: atLeastHeight)
    speedLimits = allowed
    speed = min(asked, allowed.lowest)
    try Plausible.check(speed)
    guard speed.metersPerSecond >= drone.lowestPlannedSpeed.metersPerSecond * (1 - 1e-9) else {
      throw FlightPlanningError.belowMinimumSpeed(
        drone: drone.id,
        needed: speed,
        minimum: drone.lowestPlannedSpeed,
        coarsest: gsd * (drone.lowestPlannedSpeed / speed)
      )
    }
    var adjustments =
      speed < asked
      ? [
        PlanAdjustment(
          "speed_m_per_s",
          from: asked.metersPerSecond,
          to: speed.metersPerSecond,
          reason: "The speed is limited by \(allowed.bindingReason)."
        )
      ] : []
    if groundWidth < pictureWidth {
      adjustments.append(
        PlanAdjustment(
          "ground_width_m",
          from: pictureWidth.meters,
          to: groundWidth.meters,
          reason: """
            The wings point up to \(Figure.text(crabAngle.degrees, 1)) degrees into the wind, and their pictures with them: \
            the lines are closer.
            """
        )
      )
    }
    self.adjustments = adjustments
    // What stands against the speed asked for explains the change; what remains at the speed flown is to be watched.
    let before = LimitCheck.limits(of: drone, gsd: gsd, speed: asked, conditions: conditions)
    let after = LimitCheck.limits(of: drone, gsd: gsd, speed: speed, conditions: conditions)
    bindingLimit = BindingLimit(asked: request.speed, allowed: allowed)
    rollingShutter = RollingShutter(of: drone.camera, exposure: conditions.exposure, speed: speed, gsd: gsd)
    limits =
      before.filter { $0.severity == .error } + after
      + (try OpticsCheck.limits(of: drone.camera, exposure: conditions.exposure, speed: speed, gsd: gsd))
  }
}

extension SurveyDesign {
  /// Metres below which a line is not flown: DJI refuses waypoints nearer than 0.5 m to each other.
  var shortestRow: Double { min(1, groundLength.meters / 8) }
}
