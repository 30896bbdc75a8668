import Documents
import FlightPlanning
import Quantities

/// The table of what limits a plan: each limit, what it allows, what the plan does.
struct LimitTable {
  private struct Row {
    let name: String
    let allowed: String
    let planned: String
    var limit: BindingLimit?
  }

  private let plan: SurveyPlan

  init(_ plan: SurveyPlan) { self.plan = plan }

  /// The table; the row of the limit that sets the speed is marked.
  var html: String {
    let rows = (speeds + heights + others).map { row -> String in
      let isBinding = row.limit == plan.bindingLimit
      let cells = [row.allowed, row.planned].map { "<td>\(MarkupText.escaped($0))</td>" }.joined()
      return """
        <tr\(isBinding ? " class=\"binding\"" : "")><th>\(MarkupText.escaped(row.name))\(isBinding ? " (sets the speed)" : "")</th>\(cells)</tr>

        """
    }
    return """
      <table class="limit-table">
      <tr><th>limit</th><th>allows</th><th>this plan</th></tr>
      \(rows.joined())</table>
      """
  }

  private var speeds: [Row] {
    let conditions = plan.request.conditions
    let limits = plan.design.speedLimits
    let speed = plan.design.speed
    let blur = plan.greatestBlurInPixels
    let exposure = "1/" + Figure.text(1 / conditions.exposure.inSeconds, 0) + " s"
    let flown = Set(plan.sorties.lazy.flatMap(\.legs).filter { $0.line != nil }.map(\.speed))
    let lines = [flown.min(), flown.max()].map { $0 ?? speed }
    var rows = [
      Row(
        name: "motion blur of \(Figure.text(conditions.blurLimitInPixels, 2)) px at \(exposure)",
        allowed: Self.text(limits.blur),
        planned: Self.text(speed) + ", " + Figure.text(blur, 2) + " px",
        limit: .motionBlur
      ),
      Row(
        name: "shortest photo interval",
        allowed: limits.interval.map(Self.text) ?? "not known",
        planned: Self.text(speed) + ", a picture in "
          + Figure.text((plan.design.photoDistance / speed).inSeconds, 2) + " s",
        limit: .shutterInterval
      ),
      Row(
        name: "highest survey speed of the drone",
        allowed: Self.text(limits.drone),
        planned: Self.text(speed),
        limit: .maximumSpeed
      ),
    ]
    if let asked = plan.request.speed {
      rows.append(
        Row(name: "speed asked for", allowed: Self.text(asked), planned: Self.text(speed), limit: .requestedSpeed)
      )
    }
    let range = Self.text(lines[0]) + (lines[0] < lines[1] ? " to " + Self.text(lines[1]) : "") + " on lines"
    if plan.request.wind.speed > .zero {
      rows.append(
        Row(
          name: "wind of " + Self.text(plan.request.wind.speed),
          allowed: "by direction",
          planned: range,
          limit: .wind
        )
      )
    }
    if let terrain = plan.terrain {
      rows.append(
        Row(
          name: "climb and descent over the terrain",
          allowed: Self.text(plan.request.dynamics.climbSpeed) + " up, " + Self.text(plan.request.dynamics.descentSpeed)
            + " down",
          planned: Self.text(terrain.fastestClimb) + " up, " + Self.text(terrain.fastestDescent) + " down",
          limit: .climbRate
        )
      )
    }
    return rows
  }

  private var heights: [Row] {
    let conditions = plan.request.conditions
    let altitude = plan.design.altitude
    var rows = [
      Row(
        name: "height above the ground, by law",
        allowed: "at most " + Self.text(conditions.maximumAltitude),
        planned: "up to " + Self.text(plan.terrain?.greatestHeight ?? altitude)
      ),
      Row(
        name: "height above plants",
        allowed: "warned of below " + Self.text(conditions.minimumAltitude),
        planned: "from " + Self.text(plan.terrain?.leastHeight ?? altitude)
      ),
    ]
    if conditions.obstacleHeight > .zero {
      rows.append(
        Row(
          name: "obstacles of " + Self.text(conditions.obstacleHeight),
          allowed: "at least " + Self.text(conditions.obstacleHeight + FlightConditions.obstacleMargin),
          planned: Self.text(altitude)
        )
      )
    }
    guard let terrain = plan.terrain else { return rows }
    for (name, overlap) in [("across", conditions.sidelap), ("along", conditions.frontlap)] {
      let least = TerrainReport.overlap(overlap, plannedHeight: altitude, height: terrain.leastHeightOnLines)
      rows.append(
        Row(
          name: "overlap \(name) the flight over the highest ground",
          allowed: "at least 0 %",
          planned: Figure.text(least * 100, 1) + " % of \(Figure.text(overlap.percent, 1)) % asked for"
        )
      )
    }
    return rows
  }

  private var others: [Row] {
    let drone = plan.request.drone
    let usable = drone.flightTime.times(plan.request.dynamics.usableBatteryShare)
    let longest = plan.sorties.map(\.battery).max() ?? .zero
    var rows = [
      Row(
        name: "battery of a sortie, " + Figure.text(plan.request.dynamics.usableBatteryShare * 100, 0) + " % used",
        allowed: Figure.text(usable.inMinutes, 1) + " min",
        planned: "up to " + Figure.text(longest.inMinutes, 1) + " min"
      )
    ]
    if let skew = plan.design.rollingShutter.skewInPixels, plan.design.rollingShutter.kind == .electronic {
      rows.append(
        Row(name: "rolling shutter", allowed: "warned of above 1 px", planned: Figure.text(skew, 2) + " px of skew")
      )
    }
    return rows
  }

  private static func text(_ speed: Speed) -> String { Figure.text(speed.metersPerSecond, 2) + " m/s" }
  private static func text(_ length: Length) -> String { Figure.text(length.meters, 2) + " m" }
}
