import FieldGeometry

/// The shortest ways between places that do not lead over forbidden ground.
///
/// A shortest way among polygons turns at their corners only (Lozano-Pérez and Wesley, 1979), so it is searched on the
/// graph of corners that see each other. What sees what is found when it is first asked for.
struct PathFinder {
  private let ground: ForbiddenGround
  /// The corners at which a way may turn: those of the ground, moved away from it by the clearance.
  private let corners: [Vector]
  /// The corners of the ground themselves.
  private let tips: [Vector]
  private let clearance: Double
  private var seen: [Int: Bool] = [:]

  /// Finds ways inside a polygon.
  init(inside boundary: FieldBoundary, clearance: Double) {
    // At the outline a way turns where it is dented, at a hole where it bulges.
    self.init(
      ForbiddenGround(outside: boundary),
      corners: Corner.list(of: boundary.outer, bulging: false)
        + boundary.holes.flatMap { Corner.list(of: $0, bulging: true) },
      clearance: clearance
    )
  }

  /// Finds ways that avoid the holes of some polygons, and zones, and are free elsewhere.
  init(avoidingHolesOf field: [FieldBoundary], zones: [FieldBoundary], clearance: Double) {
    self.init(
      ForbiddenGround(holesOf: field, zones: zones),
      corners: (field.flatMap(\.holes) + zones.map(\.outer)).flatMap { Corner.list(of: $0, bulging: true) }
        + zones.flatMap(\.holes).flatMap { Corner.list(of: $0, bulging: false) },
      clearance: clearance
    )
  }

  private init(_ ground: ForbiddenGround, corners: [Corner], clearance: Double) {
    self.ground = ground
    self.clearance = clearance
    tips = corners.map(\.tip)
    self.corners = corners.map { corner in
      let moved = corner.tip + corner.away * clearance
      // In a gap narrower than the clearance the corner itself must do.
      return ground.length(from: corner.tip, to: moved) < 0.01 ? moved : corner.tip
    }
  }

  /// The corners of the shortest way, with its start and its end; nil where there is none.
  mutating func path(from start: Vector, to end: Vector) -> [Vector]? {
    if isClear(start, end) { return [start, end] }
    let goal = corners.count
    func place(_ node: Int) -> Vector { node == goal ? end : corners[node] }
    var length = [Double](repeating: .infinity, count: corners.count + 1)
    var previous = [Int?](repeating: nil, count: corners.count + 1)
    var done = [Bool](repeating: false, count: corners.count + 1)
    for (index, corner) in corners.enumerated() where isClear(start, corner) { length[index] = (corner - start).length }
    while true {
      // A* with the straight distance to the end.
      var best: (node: Int, estimate: Double)?
      for node in length.indices where !done[node] && length[node] < .infinity {
        let estimate = length[node] + (end - place(node)).length
        if estimate < (best?.estimate ?? .infinity) { best = (node, estimate) }
      }
      guard let node = best?.node else { return nil }
      if node == goal { break }
      done[node] = true
      if isClear(corners[node], end) { relax(goal, from: node) }
      for other in corners.indices where !done[other] {
        guard length[node] + (corners[other] - corners[node]).length < length[other], sees(node, other) else {
          continue
        }
        relax(other, from: node)
      }
    }
    func relax(_ node: Int, from other: Int) {
      let candidate = length[other] + (place(node) - corners[other]).length
      guard candidate < length[node] else { return }
      length[node] = candidate
      previous[node] = other
    }
    var path = [end]
    var node = previous[goal]
    while let here = node {
      path.append(corners[here])
      node = previous[here]
    }
    return [start] + path.reversed()
  }

  /// Whether a straight way neither leads over the ground nor brushes a corner of it.
  private func isClear(_ start: Vector, _ end: Vector) -> Bool {
    let near = clearance * 0.5
    let brushes = tips.contains { tip in
      tip.distance(toSegment: start, end) < near && (tip - start).length > clearance && (tip - end).length > clearance
    }
    return !brushes && ground.length(from: start, to: end) < 0.01
  }

  private mutating func sees(_ first: Int, _ second: Int) -> Bool {
    let key = min(first, second) * corners.count + max(first, second)
    if let known = seen[key] { return known }
    let clear = isClear(corners[first], corners[second])
    seen[key] = clear
    return clear
  }
}
