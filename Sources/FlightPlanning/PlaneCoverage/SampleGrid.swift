import FieldGeometry
import Quantities

/// How often each of many sample places of a field is covered by the legs of a path.
///
/// One sample lies at random in each cell of a grid, not at its middle: a path that is improved against the samples
/// would otherwise learn to leave gaps between them.
struct SampleGrid: Sendable {
  /// The side of a cell, in metres.
  let cell: Double
  /// The number of samples in the field.
  let total: Int
  /// The number of them that no leg covers.
  private(set) var uncovered: Int
  private let origin: Vector
  private let columns: Int
  private let rows: Int
  private let half: Double
  private let along: Vector
  private var places: [Vector] = []
  private var counts: [UInt16] = []

  /// What a sample outside the field counts from, so that it never seems uncovered.
  private static let blocked: UInt16 = 20_000

  /// - Parameters:
  ///   - boundary: the field.
  ///   - swath: the width that a leg covers, in metres.
  ///   - along: the unit vector in which most legs run: the rows of the grid run along it, so that a long leg lies in few.
  ///   - fineness: the cells across a swath.
  ///   - most: the most cells; beyond, they are larger.
  ///   - seed: what the places of the samples come from.
  init(_ boundary: FieldBoundary, swath: Double, along: Vector, fineness: Double, most: Double, seed: UInt64) {
    self.along = along
    let vertices = boundary.outer.vertices.map { Self.turned(Vector($0), along) }
    let low = Vector(x: vertices.map(\.x).min() ?? 0, y: vertices.map(\.y).min() ?? 0)
    let high = Vector(x: vertices.map(\.x).max() ?? 0, y: vertices.map(\.y).max() ?? 0)
    let extent = high - low
    cell = max(swath / fineness, (extent.x * extent.y / most).squareRoot())
    origin = low
    columns = Int(bounded: (extent.x / cell).rounded(.up)) + 1
    rows = Int(bounded: (extent.y / cell).rounded(.up)) + 1
    half = swath / 2
    var random = SmallRandom(seed: seed)
    places.reserveCapacity(columns * rows)
    for row in 0..<rows {
      for column in 0..<columns {
        places.append(
          Vector(
            x: low.x + (Double(column) + random.unit()) * cell,
            y: low.y + (Double(row) + random.unit()) * cell
          )
        )
      }
    }
    counts = places.map { boundary.contains(Self.back($0, along)) ? 0 : Self.blocked }
    total = counts.count { $0 == 0 }
    uncovered = total
  }

  /// The area that no leg covers, in square metres.
  var uncoveredArea: Double { Double(uncovered) * cell * cell }

  /// The sample at an index where it is in the field and uncovered.
  func uncoveredPlace(at index: Int) -> Vector? { counts[index] == 0 ? Self.back(places[index], along) : nil }

  private static func turned(_ place: Vector, _ along: Vector) -> Vector {
    Vector(x: along.dot(place), y: along.cross(place))
  }

  private static func back(_ place: Vector, _ along: Vector) -> Vector {
    Vector(x: along.x * place.x - along.y * place.y, y: along.y * place.x + along.x * place.y)
  }

  private func shape(_ from: Vector, _ to: Vector) -> LegShape? {
    LegShape(Self.turned(from, along), Self.turned(to, along), half: half)
  }

  /// The number of cells.
  var count: Int { counts.count }

  /// Forgets all legs.
  mutating func clear() {
    for index in counts.indices { counts[index] = counts[index] >= Self.blocked ? Self.blocked : 0 }
    uncovered = total
  }

  /// Adds a leg.
  mutating func add(_ from: Vector, _ to: Vector) {
    guard let leg = shape(from, to) else { return }
    for row in rows(of: leg) { count(leg, row: row, by: 1, skipping: 0..<0) }
  }

  /// Takes away a leg that was added.
  mutating func remove(_ from: Vector, _ to: Vector) {
    guard let leg = shape(from, to) else { return }
    for row in rows(of: leg) { count(leg, row: row, by: -1, skipping: 0..<0) }
  }

  /// Puts a leg in the place of another that was added; what both cover is not looked at.
  mutating func exchange(_ old: (Vector, Vector), for new: (Vector, Vector)) {
    guard let oldLeg = shape(old.0, old.1), let newLeg = shape(new.0, new.1) else {
      add(new.0, new.1)
      remove(old.0, old.1)
      return
    }
    let oldRows = rows(of: oldLeg)
    let newRows = rows(of: newLeg)
    for row in newRows {
      let isShared = oldRows.contains(row)
      let shared = isShared ? inner(oldLeg, row: row).clamped(to: inner(newLeg, row: row)) : 0..<0
      count(newLeg, row: row, by: 1, skipping: shared)
      if isShared { count(oldLeg, row: row, by: -1, skipping: shared) }
    }
    for row in oldRows where !newRows.contains(row) { count(oldLeg, row: row, by: -1, skipping: 0..<0) }
  }

  /// The stretch along a leg, from 0 to its length, that has samples beside it that no leg covers; nil without any.
  func need(_ from: Vector, _ to: Vector) -> ClosedRange<Double>? {
    guard let leg = shape(from, to) else { return nil }
    var least = Double.infinity
    var most = -Double.infinity
    for row in rows(of: leg) {
      for index in outer(leg, row: row) where counts[index] == 0 && leg.covers(places[index]) {
        let along = leg.distanceAlong(places[index])
        least = min(least, along)
        most = max(most, along)
      }
    }
    return least <= most ? least...most : nil
  }

  private func rows(of leg: LegShape) -> Range<Int> {
    let first = max(0, Int(bounded: ((leg.low - origin.y) / cell).rounded(.down)))
    let last = min(rows - 1, Int(bounded: ((leg.high - origin.y) / cell).rounded(.down)))
    return first..<max(first, last + 1)
  }

  /// The indices of a row that a leg may cover.
  private func outer(_ leg: LegShape, row: Int) -> Range<Int> {
    let low = origin.y + Double(row) * cell
    let span = leg.outer(low, low + cell)
    guard span.left <= span.right else { return 0..<0 }
    let first = max(0, Int(bounded: ((span.left - origin.x) / cell).rounded(.down)))
    let last = min(columns - 1, Int(bounded: ((span.right - origin.x) / cell).rounded(.down)))
    return (row * columns + first)..<(row * columns + max(first, last + 1))
  }

  /// The indices of a row whose whole cells a leg covers.
  private func inner(_ leg: LegShape, row: Int) -> Range<Int> {
    let low = origin.y + Double(row) * cell
    let span = leg.inner(low, low + cell)
    guard span.left + cell < span.right else { return 0..<0 }
    let first = max(0, Int(bounded: ((span.left - origin.x) / cell).rounded(.up)))
    let end = min(columns, Int(bounded: ((span.right - origin.x) / cell).rounded(.down)))
    return first < end ? (row * columns + first)..<(row * columns + end) : 0..<0
  }

  private mutating func count(_ leg: LegShape, row: Int, by change: Int, skipping shared: Range<Int>) {
    let outer = outer(leg, row: row)
    guard !outer.isEmpty else { return }
    // Cells that lie inside as a whole need no look at where their sample is.
    let inner = shared.isEmpty ? inner(leg, row: row) : shared
    guard !inner.isEmpty else {
      test(outer, leg, change)
      return
    }
    test(outer.lowerBound..<max(outer.lowerBound, min(inner.lowerBound, outer.upperBound)), leg, change)
    test(min(outer.upperBound, max(inner.upperBound, outer.lowerBound))..<outer.upperBound, leg, change)
    guard shared.isEmpty else { return }
    var span = counts.mutableSpan
    var change16 = UInt16(1)
    if change < 0 { change16 = 0 &- 1 }
    var turned = 0
    let special: UInt16 = change < 0 ? 1 : 0
    for index in inner {
      let count = span[index]
      if count == special { turned += 1 }
      span[index] = count &+ change16
    }
    uncovered -= change * turned
  }

  private mutating func test(_ indices: Range<Int>, _ leg: LegShape, _ change: Int) {
    for index in indices where leg.covers(places[index]) {
      if change > 0 {
        if counts[index] == 0 { uncovered -= 1 }
        counts[index] &+= 1
      } else {
        counts[index] &-= 1
        if counts[index] == 0 { uncovered += 1 }
      }
    }
  }
}
