/// A shape in the making, in OGC's well-known binary form (Simple Features, part 1, 8.2), little-endian.
struct WellKnownBinary {
  /// What there is so far.
  private(set) var bytes: [UInt8] = [1]

  /// Begins a shape: 1 is a point, 2 a line, 3 a polygon.
  init(kind: UInt32) { append(bits: UInt64(kind), width: 32) }

  /// Says how many of something follow.
  mutating func append(count: Int) { append(bits: UInt64(UInt32(clamping: count)), width: 32) }

  /// Adds a coordinate.
  mutating func append(_ number: Double) { append(bits: number.bitPattern, width: 64) }

  /// Adds points with their number.
  mutating func append(_ points: [(x: Double, y: Double)]) {
    append(count: points.count)
    for point in points {
      append(point.x)
      append(point.y)
    }
  }

  private mutating func append(bits: UInt64, width: Int) {
    for shift in stride(from: 0, to: width, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
  }
}
