public import FieldGeometry
public import Quantities

/// Small boxes around patches that an earlier survey found, to be flown over again from nearer by.
public struct RevisitBoxes: Sendable, Hashable {
  /// The boxes, cut to the field.
  public let boxes: [FieldBoundary]

  /// The patches in them.
  public let patchCount: Int

  /// The patches that lie outside of the field and are left out.
  public let outsideCount: Int

  private struct Box {
    var low: Vector
    var high: Vector
    var patches: Int
    var polygon: Int

    var area: Double { (high.x - low.x) * (high.y - low.y) }

    func joined(with other: Box) -> Box {
      Box(
        low: Vector(x: min(low.x, other.low.x), y: min(low.y, other.low.y)),
        high: Vector(x: max(high.x, other.high.x), y: max(high.y, other.high.y)),
        patches: patches + other.patches,
        polygon: polygon
      )
    }

    func overlaps(_ other: Box) -> Bool {
      low.x < other.high.x && other.low.x < high.x && low.y < other.high.y && other.low.y < high.y
    }
  }

  /// Puts patches into boxes.
  ///
  /// Each patch gets a box with a margin. Two boxes become one where they overlap, or where the ground that is flown for
  /// nothing is less than a picture's width squared: a way between boxes costs about as much.
  ///
  /// - Parameters:
  ///   - patches: the outlines of the patches.
  ///   - field: the polygons of the field.
  ///   - margin: the ground to show around each patch.
  ///   - reach: the ground across the flight in one picture.
  /// - Throws: `FlightPlanningError` where no patch lies in the field or the margin is below zero.
  public init(around patches: [[LocalPoint]], in field: [FieldBoundary], margin: Length, reach: Length) throws {
    guard margin > .zero, margin.meters.isFinite else {
      throw FlightPlanningError.notPositive(quantity: "revisit margin")
    }
    var boxes: [Box] = []
    var outside = 0
    for patch in patches {
      let corners = patch.map(Vector.init)
      guard let first = corners.first else { continue }
      var box = Box(low: first, high: first, patches: 1, polygon: 0)
      for corner in corners { box = box.joined(with: Box(low: corner, high: corner, patches: 0, polygon: 0)) }
      let middle = (box.low + box.high) * 0.5
      guard
        let polygon = field.firstIndex(where: { boundary in ([middle] + corners).contains(where: boundary.contains) })
      else {
        outside += 1
        continue
      }
      box.polygon = polygon
      let rim = Vector(x: margin.meters, y: margin.meters)
      (box.low, box.high) = (box.low - rim, box.high + rim)
      boxes.append(box)
    }
    guard !boxes.isEmpty else { throw FlightPlanningError.nothingToRevisit(patches: patches.count) }
    let joined = Self.joined(boxes, slack: reach.meters * reach.meters)
    patchCount = joined.reduce(0) { $0 + $1.patches }
    outsideCount = outside
    self.boxes = try joined.map { try Self.boundary(of: $0, in: field[$0.polygon]) }
  }

  private static func joined(_ boxes: [Box], slack: Double) -> [Box] {
    var boxes = boxes
    var index = 0
    // A box that grew may now meet one that it passed before, so it begins again.
    while index < boxes.count {
      let box = boxes[index]
      let partner = boxes.indices.first { other in
        guard other != index, boxes[other].polygon == box.polygon else { return false }
        return box.overlaps(boxes[other])
          || box.joined(with: boxes[other]).area <= box.area + boxes[other].area + slack
      }
      if let partner {
        boxes[min(index, partner)] = box.joined(with: boxes[partner])
        boxes.remove(at: max(index, partner))
        index = min(index, partner)
      } else {
        index += 1
      }
    }
    return boxes
  }

  private static func boundary(of box: Box, in boundary: FieldBoundary) throws -> FieldBoundary {
    let rectangle = try LinearRing.rectangle(from: box.low, to: box.high)
    if boundary.holds(rectangle) { return try FieldBoundary(outer: rectangle) }
    // Where an outline with bays falls apart, the box stays whole; what leads beyond the field is measured and told.
    let ring = boundary.clipped(from: box.low, to: box.high) ?? rectangle
    let holes = boundary.holes.filter { (try? FieldBoundary(outer: ring, holes: [$0])) != nil }
    return try FieldBoundary(outer: ring, holes: holes)
  }
}
