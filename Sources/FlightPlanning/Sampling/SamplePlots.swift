public import FieldGeometry
public import Quantities

/// Square plots on a regular grid that stand for a field: a systematic sample.
public struct SamplePlots: Sendable, Hashable {
  /// The plots, row by row from the south-west.
  public let plots: [FieldBoundary]

  /// The side of a plot.
  public let side: Length

  /// The part of the field that the plots cover, from 0 to 1.
  public let share: Double

  /// Lays plots out.
  ///
  /// The grid runs north and has a spacing of side / √share. Only plots that lie in the field as a whole are taken, so
  /// that all count the same; of 25 places of the grid the one whose plots come nearest to the share is taken.
  ///
  /// - Parameters:
  ///   - field: the polygons of the field.
  ///   - share: the part of it to sample, above 0 and up to 1.
  ///   - side: the side of a plot.
  /// - Throws: `FlightPlanningError` where share or side cannot be, or no plot fits.
  public init(of field: [FieldBoundary], share: Double, side: Length) throws {
    try Plausible.check(sample: share)
    guard side > .zero, side.meters.isFinite else { throw FlightPlanningError.notPositive(quantity: "plot size") }
    let spacing = side.meters / share.squareRoot()
    let area = field.reduce(0) { $0 + $1.area.squareMeters }
    let most = 100_000
    guard area / (spacing * spacing) < Double(most) else {
      throw FlightPlanningError.tooLarge(what: "plots", count: Int(bounded: area / (spacing * spacing)), limit: most)
    }
    let wanted = share * area / (side.meters * side.meters)
    var best: [FieldBoundary] = []
    for place in 0..<25 {
      let shift = Vector(x: Double(place % 5) / 5 * spacing, y: Double(place / 5) / 5 * spacing)
      let plots = field.flatMap { Self.plots(in: $0, spacing: spacing, side: side.meters, shift: shift) }
      let isBetter = abs(Double(plots.count) - wanted) < abs(Double(best.count) - wanted) - 1e-9
      if isBetter || (best.isEmpty && !plots.isEmpty) { best = plots }
    }
    guard !best.isEmpty else { throw FlightPlanningError.noPlot(side: side) }
    plots = best
    self.side = side
    self.share = best.reduce(0) { $0 + $1.area.squareMeters } / area
  }

  private static func plots(in boundary: FieldBoundary, spacing: Double, side: Double, shift: Vector)
    -> [FieldBoundary]
  {
    let corners = boundary.outer.vertices.map(Vector.init)
    guard let west = corners.map(\.x).min(), let east = corners.map(\.x).max(),
      let south = corners.map(\.y).min(), let north = corners.map(\.y).max()
    else { return [] }
    var plots: [FieldBoundary] = []
    var y = south + shift.y
    while y + side <= north {
      var x = west + shift.x
      while x + side <= east {
        if let plot = try? LinearRing.rectangle(from: Vector(x: x, y: y), to: Vector(x: x + side, y: y + side)),
          boundary.holds(plot), let piece = try? FieldBoundary(outer: plot)
        {
          plots.append(piece)
        }
        x += spacing
      }
      y += spacing
    }
    return plots
  }
}
