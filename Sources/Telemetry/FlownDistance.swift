#if canImport(Glibc)
  import Glibc
#endif
public import FieldGeometry
public import Quantities

/// The way over the ground, without what the positions of a hovering drone wander.
public struct FlownDistance: Sendable {
  private let grain: Length
  private var base = Length.zero
  private var anchor: GeoCoordinate?
  private var longest = Length.zero

  /// Begins.
  ///
  /// - Parameter grain: the least way that counts as flown.
  public init(grain: Length) { self.grain = grain }

  /// The way flown up to a position, which never becomes less.
  public mutating func advance(to position: GeoCoordinate) -> Length {
    guard let from = anchor else {
      anchor = position
      return .zero
    }
    let way = LocalFrame(origin: from).localPoint(of: position)
    let moved = Length.meters(hypot(way.east.meters, way.north.meters))
    longest = max(longest, base + moved)
    if moved >= grain {
      base = longest
      anchor = position
    }
    return longest
  }
}
