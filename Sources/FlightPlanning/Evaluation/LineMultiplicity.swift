import FieldGeometry
import Quantities

/// By how many lines the interior of a field is seen: what a sidelap promises, measured on the ground.
public struct LineMultiplicity: Sendable, Hashable {
  /// How many lines a sidelap promises for each place of the interior: 1 / (1 − sidelap), rounded down.
  public let lines: Int
  /// The part of the interior that at least so many lines show, from 0 to 1; 1 where the field has no interior.
  public let share: Double

  /// Measures strips over a field, without what lies within half a picture of an edge or a hole.
  ///
  /// - Parameters:
  ///   - strips: what each line shows.
  ///   - field: the polygons.
  ///   - sidelap: what was asked for.
  init(_ strips: [LineStrip], over field: [FieldBoundary], sidelap: Overlap) {
    let lines = Self.lines(sidelap)
    self.lines = lines
    guard let longest = strips.max(by: { ($0.last - $0.first).length < ($1.last - $1.first).length }) else {
      share = 0
      return
    }
    let bearing = Angle.radians(Vector.direction(of: longest.along))
    let corners = strips.map(\.corners)
    var (shown, total) = (0.0, 0.0)
    for boundary in field {
      let interior = FieldInterior(boundary, bearing: bearing, margin: longest.width / 2)
      let part = interior.shown(by: corners, atLeast: lines)
      shown += part.shown
      total += part.total
    }
    share = total > 0 ? min(1, shown / total) : 1
  }

  /// How many lines a sidelap promises for each place of the interior.
  static func lines(_ sidelap: Overlap) -> Int { Int(bounded: (1 / sidelap.advance + 1e-6).rounded(.down)) }
}
