import FieldGeometry
import FlightPlanning
import Documents
import Quantities

/// What a pilot sets and looks at before a flight: places, heights, camera, a check list.
struct FlightSheet {
  private let plan: SurveyPlan

  init(_ plan: SurveyPlan) { self.plan = plan }

  /// The tables and the list.
  var html: String {
    """
    <h2>Take-off and heights</h2>
    \(table(heights))
    <p class="note">All heights count from the place of take-off\(plan.terrain == nil ? "" : ", over the terrain given"): \
    from another place the same mission flies higher or lower over the field.</p>
    <h2>Camera</h2>
    \(table(camera))
    <h2>Before take-off</h2>
    <ul class="checks">
    \(checks.map { "<li>\(MarkupText.escaped($0))</li>\n" }.joined())</ul>
    """
  }

  /// A place as a pilot enters it: latitude and longitude to a decimetre.
  static func place(_ point: LocalPoint, in plan: SurveyPlan) -> String {
    guard let place = try? plan.frame.coordinate(of: point) else { return "not on the Earth" }
    return Figure.fixed(place.latitude.degrees, 6) + ", " + Figure.fixed(place.longitude.degrees, 6)
  }

  private var heights: [(String, String)] {
    let home = plan.wayHome
    let ways = plan.sorties.lazy.flatMap(\.legs).filter { $0.line == nil }.flatMap(\.altitudes).max()
    var rows = [("take-off and landing", Self.place(plan.takeoff, in: plan))]
    if let ground = plan.terrain?.takeoffElevation { rows.append(("ground there, by the terrain", meters(ground, 1))) }
    if let first = plan.lines.first { rows.append(("first line begins at", Self.place(first.start, in: plan))) }
    rows.append((plan.terrain == nil ? "survey" : "survey, above the ground", meters(plan.design.altitude, 1)))
    if let ways { rows.append(("ways without pictures, at most", meters(ways, 1))) }
    rows.append(("return altitude (RTL, RTH), at least", atLeast(home.altitude)))
    rows.append(("highest allowed above the ground", meters(plan.request.conditions.maximumAltitude, 0)))
    rows.append(("farthest from the take-off", meters(home.farthest, 0)))
    return rows
  }

  private var camera: [(String, String)] {
    let conditions = plan.request.conditions
    let exposure = conditions.exposure.inSeconds
    let interval = (plan.design.photoDistance / plan.design.speed).inSeconds
    return [
      ("direction", "straight down"),
      ("shutter", "\(Self.fraction(exposure)) or shorter, by hand or by shutter priority"),
      ("ISO, at f/2.8", isoHint(aperture: 2.8, exposure)), ("ISO, at f/5.6", isoHint(aperture: 5.6, exposure)),
      ("focus", "on the ground from \(meters(plan.design.altitude, 0)), then by hand"),
      ("a picture each", "\(meters(plan.design.photoDistance, 2)), that is \(Figure.text(interval, 1)) s"),
      ("speed", Figure.text(plan.design.speed.metersPerSecond, 1) + " m/s"),
      (
        "space on the card",
        Figure.text(plan.economics.storage.bytes / 1e9, 1) + " GB for \(plan.imageCount) pictures"
      ),
    ]
  }

  /// The ISO by the rule that at f/16 the exposure is one over the ISO in the sun, and eight times as bright as under clouds.
  private func isoHint(aperture: Double, _ exposure: Double) -> String {
    let sun = aperture * aperture / 256 / exposure
    func rounded(_ value: Double) -> String { Figure.text(max(50, (value / 50).rounded() * 50), 0) }
    return "\(rounded(sun)) in the sun, \(rounded(sun * 8)) under clouds"
  }

  private var checks: [String] {
    let schedule = plan.economics.schedule
    var checks = ["The field is the one flown: the map, and the take-off within a few metres of its place."]
    if let zones = plan.site.noFly {
      checks.append(
        "\(zones.zones.count == 1 ? "The no-fly zone is" : "The \(zones.zones.count) no-fly zones are") those of today."
      )
    } else {
      checks.append("No-fly zones and permits: none are in this plan.")
    }
    let obstacles = plan.request.conditions.obstacleHeight
    checks.append(
      obstacles > .zero
        ? "Nothing is higher than \(meters(obstacles, 0)) on the field and on the way."
        : "Trees, masts and wires: none near \(meters(plan.design.altitude, 0)), also on the way home."
    )
    let wind = plan.request.wind
    checks.append(
      wind.speed > .zero
        ? "Wind: no more than the \(Figure.text(wind.speed.metersPerSecond, 0)) m/s planned for."
        : "Wind: little; the plan counts on none."
    )
    checks.append(
      "Return altitude set to at least \(atLeast(plan.wayHome.altitude)), home point taken, compass and GNSS good."
    )
    if plan.wayHome.crossingShare > 0 {
      checks.append("The straight way home crosses a zone: bring it home by hand there.")
    }
    checks.append(
      "\(plan.sorties.count) full \(plan.sorties.count == 1 ? "battery" : "batteries"), memory card empty, lens clean."
    )
    checks.append("Drone in sight up to \(meters(plan.wayHome.farthest, 0)) away, or an observer.")
    if schedule.drones > 1 {
      checks.append("Each of \(schedule.drones) drones has its pilot and its start, a few metres apart.")
    }
    checks.append("First pictures sharp and bright before the rest is flown.")
    return checks
  }

  private func table(_ rows: [(String, String)]) -> String {
    let cells = rows.map { "<tr><th>\(MarkupText.escaped($0))</th><td>\(MarkupText.escaped($1))</td></tr>\n" }
    return "<table>\n\(cells.joined())</table>"
  }

  private func meters(_ length: Length, _ decimals: Int) -> String { Figure.text(length.meters, decimals) + " m" }

  /// What must not be less: whole metres upwards, but for what rounding adds.
  private func atLeast(_ length: Length) -> String { Figure.text((length.meters - 1e-6).rounded(.up), 0) + " m" }

  private static func fraction(_ seconds: Double) -> String {
    seconds < 0.5 ? "1/\(Figure.text(1 / seconds, 0)) s" : "\(Figure.text(seconds, 2)) s"
  }
}
