import FieldGeometry
public import Quantities

/// How high a finished plan is above the terrain, measured on its legs.
public struct TerrainReport: Sendable, Hashable {
  /// Whether the height was kept.
  public let mode: TerrainMode
  /// What the elevation source is called.
  public let source: String
  /// How far the height above the ground may be from the one asked for.
  public let tolerance: Length
  /// The ground at the take-off, in the source's own heights.
  public let takeoffElevation: Length
  /// The lowest ground under the lines, in the source's own heights.
  public let lowestGround: Length
  /// The highest ground under the lines.
  public let highestGround: Length
  /// The least height above the ground on the lines.
  public let leastHeightOnLines: Length
  /// The mean height above the ground on the lines.
  public let meanHeightOnLines: Length
  /// The greatest height above the ground on the lines.
  public let greatestHeightOnLines: Length
  /// The least height above the ground on lines and ways.
  public let leastHeight: Length
  /// The greatest height above the ground on lines and ways.
  public let greatestHeight: Length
  /// The fastest climb of a leg at its speed.
  public let fastestClimb: Speed
  /// The fastest descent of a leg at its speed.
  public let fastestDescent: Speed
  /// The ground under each sortie.
  public let profiles: [TerrainProfile]

  /// Measures the legs of a plan against the terrain.
  ///
  /// - Throws: `FlightPlanningError.terrainMissing` where the terrain lacks a place.
  init(_ sorties: [Sortie], request: SurveyRequest, design: SurveyDesign, sampler: GroundSampler, homeGround: Double)
    throws
  {
    var lines = Range()
    var all = Range()
    var ground = Range()
    var climb = 0.0
    var descent = 0.0
    profiles = try sorties.map { sortie in
      var points: [TerrainProfile.Point] = []
      var cornerPoints: [Int] = []
      var cornerHeights: [[Length]] = []
      var flown = 0.0
      for leg in sortie.legs {
        guard leg.path.count > 1 else {
          cornerHeights.append(
            try zip(leg.altitudes, sampler.heights(at: leg.path.map(Vector.init))).map {
              $0 + .meters(homeGround - $1)
            }
          )
          continue
        }
        let samples = HeightControl.samples(along: leg.path.map(Vector.init), sampler.step)
        let corners = samples.corners.map { samples.distances[$0] }
        let altitudes = leg.altitudes.map(\.meters)
        // Straight up and down the drone has its own speeds.
        for (heights, place) in zip(zip(altitudes, altitudes.dropFirst()), zip(corners, corners.dropFirst()))
        where place.1 > place.0 {
          let rate = (heights.1 - heights.0) / max(place.1 - place.0, 1e-9) * leg.speed.metersPerSecond
          climb = max(climb, rate)
          descent = max(descent, -rate)
        }
        cornerPoints += samples.corners.map { $0 + points.count }
        var corner = 0
        for (index, under) in try sampler.heights(at: samples.places).enumerated() {
          while corner + 1 < corners.count - 1, index > samples.corners[corner + 1] { corner += 1 }
          let length = corners[corner + 1] - corners[corner]
          let part = length > 0 ? (samples.distances[index] - corners[corner]) / length : 0
          let altitude = altitudes[corner] + (altitudes[corner + 1] - altitudes[corner]) * part
          points.append(
            TerrainProfile.Point(
              distance: .meters(flown + samples.distances[index]),
              ground: .meters(under),
              altitude: .meters(altitude + homeGround)
            )
          )
          let height = altitude + homeGround - under
          all.add(height)
          guard leg.line != nil else { continue }
          lines.add(height)
          ground.add(under)
        }
        cornerHeights.append(samples.corners.map { points[$0 + points.count - samples.places.count].height })
        flown += samples.distances.last ?? 0
      }
      return TerrainProfile(points, corners: cornerPoints, cornerHeights: cornerHeights)
    }
    mode = request.terrain.mode
    source = sampler.name
    tolerance = request.terrain.tolerance(at: design.altitude)
    takeoffElevation = .meters(homeGround)
    (lowestGround, highestGround) = (.meters(ground.least), .meters(ground.greatest))
    (leastHeightOnLines, greatestHeightOnLines) = (.meters(lines.least), .meters(lines.greatest))
    meanHeightOnLines = .meters(lines.sum / Double(max(1, lines.count)))
    (leastHeight, greatestHeight) = (.meters(all.least), .meters(all.greatest))
    (fastestClimb, fastestDescent) = (.metersPerSecond(climb), .metersPerSecond(descent))
  }

  /// The least and the greatest of some values, and their sum.
  private struct Range {
    var least = Double.infinity
    var greatest = -Double.infinity
    var sum = 0.0
    var count = 0

    mutating func add(_ value: Double) {
      least = min(least, value)
      greatest = max(greatest, value)
      sum += value
      count += 1
    }
  }

  /// The overlap of pictures that are nearer to the ground than planned: 1 − (1 − overlap) · H / h.
  public static func overlap(_ planned: Overlap, plannedHeight: Length, height: Length) -> Double {
    1 - planned.advance * (plannedHeight / height)
  }

  /// What stands against the heights, or is to be watched.
  ///
  /// - Throws: `FlightPlanningError` where the plan touches the ground, leaves gaps or breaks the law.
  func check(_ request: SurveyRequest, design: SurveyDesign) throws -> [PlanLimit] {
    let conditions = request.conditions
    let needed = min(design.altitude / 2, conditions.minimumAltitude)
    guard leastHeight.meters >= needed.meters * (1 - 1e-9) else {
      throw FlightPlanningError.intoTerrain(height: leastHeight, needed: needed)
    }
    guard greatestHeight.meters <= conditions.maximumAltitude.meters * (1 + 1e-9) else {
      throw FlightPlanningError.tooHighOverTerrain(height: greatestHeight, limit: conditions.maximumAltitude)
    }
    func overlap(_ planned: Overlap) -> Double {
      Self.overlap(planned, plannedHeight: design.altitude, height: leastHeightOnLines)
    }
    let (side, front) = (overlap(conditions.sidelap), overlap(conditions.frontlap))
    guard min(side, front) >= -1e-9 else {
      throw FlightPlanningError.overlapLost(side: side * 100, front: front * 100, height: leastHeightOnLines)
    }
    return blurLimits(request, design: design) + heightLimits(design: design, sidelap: side, frontlap: front)
  }

  /// The blur where the ground is nearest; a design that follows the terrain has allowed for its tolerance.
  private func blurLimits(_ request: SurveyRequest, design: SurveyDesign) -> [PlanLimit] {
    let gsd = request.drone.camera.groundSamplingDistance(at: leastHeightOnLines)
    let blur = design.speed.metersPerSecond * request.conditions.exposure.inSeconds / gsd.metersPerPixel
    guard blur > request.conditions.blurLimitInPixels * 1.01 else { return [] }
    return [
      PlanLimit(
        .motionBlur,
        .warning,
        """
        Over the highest ground, \(Figure.text(leastHeightOnLines.meters, 2)) m below the drone, the motion blur is \
        \(Figure.text(blur, 2)) px, above the limit of \(Figure.text(request.conditions.blurLimitInPixels, 2)) px.
        """,
        advice: .flyMoreSlowly
      )
    ]
  }

  /// Heights that are off by more than the tolerance.
  private func heightLimits(design: SurveyDesign, sidelap side: Double, frontlap front: Double) -> [PlanLimit] {
    let off = max((greatestHeightOnLines - design.altitude).meters, (design.altitude - leastHeightOnLines).meters)
    // The samples of the check lie elsewhere than those of the plan; between them the ground bends a little.
    guard off > tolerance.meters * 1.1 else { return [] }
    return [
      PlanLimit(
        .terrain,
        .warning,
        """
        The height above the ground is between \(Figure.text(leastHeightOnLines.meters, 2)) and \
        \(Figure.text(greatestHeightOnLines.meters, 2)) m on the lines instead of \
        \(Figure.text(design.altitude.meters, 2)) m: \(mode == .flat ? "the altitude is flat" : "the ground is too steep for the climb speed"). \
        At its least the overlap is \(Figure.text(side * 100, 1)) % across and \(Figure.text(front * 100, 1)) % along the flight.
        """
      )
    ]
  }
}
