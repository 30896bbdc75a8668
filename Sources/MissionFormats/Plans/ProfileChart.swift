import Documents
import FieldGeometry
import FlightPlanning
import Quantities

/// The terrain profile of a sortie: the ground with the flight over it, and below the height above the ground.
struct ProfileChart {
  private let plan: SurveyPlan
  private let sortie: Sortie
  private let profile: TerrainProfile
  private let terrain: TerrainReport
  private let number: Int
  private let along: ChartAxis
  private let elevation: ChartAxis
  private let height: ChartAxis
  /// Whether distances are written in kilometres.
  private let isLong: Bool

  private static let left = 52.0
  private static let right = 706.0
  private static let upper = (top: 14.0, bottom: 190.0)
  private static let lower = (top: 214.0, bottom: 310.0)

  /// The charts of all sorties; empty without terrain.
  static func charts(of plan: SurveyPlan, colors: [String]) -> String {
    guard let terrain = plan.terrain else { return "" }
    let charts = zip(plan.sorties, terrain.profiles).enumerated().map { index, pair in
      ProfileChart(plan, pair.0, pair.1, terrain, number: index + 1).svg(color: colors[index % colors.count])
    }
    return """
      <section class="profiles">
      <h2>Terrain</h2>
      <p class="lead">Ground (\(MarkupText.escaped(terrain.source))), flight and the height between them along each sortie; lines in the sortie's colour.</p>
      \(charts.joined())</section>
      """
  }

  private init(_ plan: SurveyPlan, _ sortie: Sortie, _ profile: TerrainProfile, _ terrain: TerrainReport, number: Int) {
    self.plan = plan
    self.sortie = sortie
    self.profile = profile
    self.terrain = terrain
    self.number = number
    let points = profile.points
    let length = points.last?.distance.meters ?? 0
    isLong = length >= 2000
    let ground = points.map(\.ground.meters)
    let heights = points.map(\.height.meters) + [plan.design.altitude.meters]
    let top = points.map(\.altitude.meters).max() ?? 1
    along = ChartAxis(0...max(1, length), from: Self.left, to: Self.right, count: 8)
    elevation = ChartAxis((ground.min() ?? 0)...top, from: Self.upper.bottom, to: Self.upper.top, count: 6)
    height = ChartAxis(
      min(0, heights.min() ?? 0)...(heights.max() ?? 1),
      from: Self.lower.bottom,
      to: Self.lower.top,
      count: 4
    )
  }

  private func svg(color: String) -> String {
    let points = profile.points
    let base = Figure.text(Self.upper.bottom, 1)
    let ground = points.map { along.text($0.distance.meters) + " " + elevation.text($0.ground.meters) }
    let flight = points.map { along.text($0.distance.meters) + "," + elevation.text($0.altitude.meters) }
    let heights = points.map { along.text($0.distance.meters) + "," + height.text($0.height.meters) }
    let ends = [points.first, points.last].map { along.text($0?.distance.meters ?? 0) }
    let extremes = [points.map(\.height.meters).min(), points.map(\.height.meters).max()].map {
      Figure.text($0 ?? 0, 1)
    }
    return """
      <figure>
      <svg viewBox="0 0 720 350" class="profile" role="img" aria-label="Terrain profile of sortie \(number)">
      \(axes)\(wanted)<path class="ground" d="M\(ends[0]) \(base)L\(ground.joined(separator: "L"))L\(ends[1]) \(base)Z"/>
      <polyline class="flight" points="\(flight.joined(separator: " "))"/>
      <path fill="none" stroke="\(color)" stroke-width="2.5" d="\(lines)"/>
      <polyline class="height" stroke="\(color)" points="\(heights.joined(separator: " "))"/>
      </svg>
      <figcaption><span class="swatch" style="background:\(color)"></span> Sortie \(number): \
      \(extremes[0]) to \(extremes[1]) m above the ground, lines and ways</figcaption>
      </figure>

      """
  }

  /// The lines with pictures on the flight.
  private var lines: String {
    var flown = 0.0
    var path = ""
    for leg in sortie.legs {
      var distances = [flown]
      for (corner, next) in zip(leg.path, leg.path.dropFirst()) {
        flown += corner.distance(to: next).meters
        distances.append(flown)
      }
      guard leg.line != nil else { continue }
      let corners = zip(distances, leg.altitudes).map { distance, altitude in
        along.text(distance) + " " + elevation.text((altitude + terrain.takeoffElevation).meters)
      }
      path += "M" + corners.joined(separator: "L")
    }
    return path
  }

  /// The height asked for with its tolerance.
  private var wanted: String {
    let tolerance = terrain.mode == .follow ? terrain.tolerance.meters : 0
    let altitude = plan.design.altitude.meters
    let top = height.pixel(altitude + tolerance)
    let band = height.pixel(altitude - tolerance) - top
    let width = Self.right - Self.left
    return """
      <rect class="wanted" x="\(Figure.text(Self.left, 1))" y="\(Figure.text(top, 2))" width="\(Figure.text(width, 1))" \
      height="\(Figure.text(max(1, band), 2))"/>

      """
  }

  private var axes: String {
    var text = ""
    for (axis, panel) in [(elevation, Self.upper), (height, Self.lower)] {
      for tick in axis.ticks {
        text += """
          <path class="grid" d="M\(Figure.text(Self.left, 1)) \(axis.text(tick))H\(Figure.text(Self.right, 1))"/>\
          <text x="46" y="\(Figure.text(axis.pixel(tick) + 4, 1))" class="end">\(Figure.text(tick, 2))</text>

          """
      }
      let middle = Figure.text((panel.top + panel.bottom) / 2, 1)
      let label = panel.top == Self.upper.top ? "elevation, m" : "height, m"
      text += "<text class=\"middle\" transform=\"translate(12 \(middle)) rotate(-90)\">\(label)</text>\n"
    }
    for tick in along.ticks {
      text += """
        <path class="grid" d="M\(along.text(tick)) \(Figure.text(Self.upper.top, 1))V\(Figure.text(Self.lower.bottom, 1))"/>\
        <text x="\(along.text(tick))" y="326" class="middle">\(Figure.text(isLong ? tick / 1000 : tick, 3))</text>

        """
    }
    return text + "<text x=\"379\" y=\"345\" class=\"middle\">distance flown, \(isLong ? "km" : "m")</text>\n"
  }
}
