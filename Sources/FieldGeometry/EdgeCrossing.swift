/// The search for edges that meet.
enum EdgeCrossing {
  /// Whether two closed segments share a point.
  static func meets(_ a: Vector, _ b: Vector, _ c: Vector, _ d: Vector) -> Bool {
    let first = (b - a).cross(c - a)
    let second = (b - a).cross(d - a)
    let third = (d - c).cross(a - c)
    let fourth = (d - c).cross(b - c)
    if (first > 0) != (second > 0), (third > 0) != (fourth > 0), first != 0, second != 0, third != 0, fourth != 0 {
      return true
    }
    return (first == 0 && isBetween(c, a, b)) || (second == 0 && isBetween(d, a, b))
      || (third == 0 && isBetween(a, c, d)) || (fourth == 0 && isBetween(b, c, d))
  }

  /// A point that two closed segments share.
  static func place(_ a: Vector, _ b: Vector, _ c: Vector, _ d: Vector) -> Vector {
    let turn = (b - a).cross(d - c)
    // Parallel segments share an end.
    guard turn != 0 else { return [c, d].first { isBetween($0, a, b) } ?? a }
    let part = (c - a).cross(d - c) / turn
    return a + (b - a) * min(1, max(0, part))
  }

  /// Whether a point of the line through two others lies between them.
  private static func isBetween(_ point: Vector, _ start: Vector, _ end: Vector) -> Bool {
    min(start.x, end.x) <= point.x && point.x <= max(start.x, end.x)
      && min(start.y, end.y) <= point.y && point.y <= max(start.y, end.y)
  }

  /// The first two edges of a ring that meet elsewhere than at their common vertex, counted from 0.
  static func first(in corners: [Vector]) -> (Int, Int)? {
    let count = corners.count
    for index in 0..<count {
      // A spike: the outline turns straight back on itself.
      let here = corners[(index + 1) % count]
      let before = corners[index] - here
      let after = corners[(index + 2) % count] - here
      if before.cross(after) == 0, before.dot(after) > 0 { return (index, (index + 1) % count) }
    }
    // A sweep from west to east keeps the pairs that are looked at few: only edges that overlap in x meet.
    let order = (0..<count).sorted { west($0, corners) < west($1, corners) }
    var active: [Int] = []
    for edge in order {
      let start = corners[edge]
      let end = corners[(edge + 1) % count]
      let limit = min(start.x, end.x)
      active.removeAll { east($0, corners) < limit }
      for other in active {
        let gap = abs(edge - other)
        guard gap > 1, gap < count - 1 else { continue }
        let otherStart = corners[other]
        let otherEnd = corners[(other + 1) % count]
        guard min(start.y, end.y) <= max(otherStart.y, otherEnd.y), min(otherStart.y, otherEnd.y) <= max(start.y, end.y)
        else { continue }
        if meets(start, end, otherStart, otherEnd) { return (min(edge, other), max(edge, other)) }
      }
      active.append(edge)
    }
    return nil
  }

  /// A place where an edge of one ring meets an edge of another; nil where none does.
  static func between(_ first: LinearRing, _ second: LinearRing) -> Vector? {
    let others = second.edges.map { (Vector($0.start), Vector($0.end)) }
    for edge in first.edges {
      let a = Vector(edge.start)
      let b = Vector(edge.end)
      for (c, d) in others where min(a.x, b.x) <= max(c.x, d.x) && min(c.x, d.x) <= max(a.x, b.x) {
        if meets(a, b, c, d) { return place(a, b, c, d) }
      }
    }
    return nil
  }

  private static func west(_ edge: Int, _ corners: [Vector]) -> Double {
    min(corners[edge].x, corners[(edge + 1) % corners.count].x)
  }

  private static func east(_ edge: Int, _ corners: [Vector]) -> Double {
    max(corners[edge].x, corners[(edge + 1) % corners.count].x)
  }
}
