import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import TestSupport
import Testing

@Suite struct PatchOutlineTests {
  private static func corners(_ places: [(Int, Int)]) -> [PixelCorner] { places.map { PixelCorner(x: $0.0, y: $0.1) } }

  @Test func stairsBecomeALine() throws {
    // Ten steps down to the right, then back along the axes.
    let stairs = (0..<10).flatMap { [($0, $0), ($0 + 1, $0)] } + [(10, 10), (0, 10)]
    let simple = try PatchOutline.simplified([Self.corners(stairs)], slackInPixels: 1)
    let left = try #require(simple.first)
    #expect(simple.count == 1 && left.count <= 5)
    #expect(Set(left).isSuperset(of: Self.corners([(10, 10), (0, 10)])))
  }

  @Test func aSinglePixelStaysAPixel() throws {
    let pixel = Self.corners([(4, 4), (5, 4), (5, 5), (4, 5)])
    #expect(try Set(PatchOutline.simplified([pixel], slackInPixels: 50).joined()) == Set(pixel))
  }

  /// Over random patches: as many rings, corners that were there before, none taken away further from what is left than
  /// was allowed.
  @Test(arguments: 1...12) func nothingIsFurtherAwayThanAllowed(seed: UInt64) throws {
    let side = 40
    var random = SeededGenerator(seed: seed)
    // Blots of several sizes, so that there are stairs, holes and points that touch.
    var classes = [UInt8](repeating: 0, count: side * side)
    for _ in 0..<12 {
      let (x, y) = (Int.random(in: 0..<side, using: &random), Int.random(in: 0..<side, using: &random))
      let (reach, value) = (Int.random(in: 1...9, using: &random), UInt8(Bool.random(using: &random) ? 1 : 0))
      for row in 0..<side {
        for column in 0..<side where (row - y) * (row - y) + (column - x) * (column - x) <= reach * reach {
          classes[row * side + column] = value
        }
      }
    }
    var patches: [Patch] = []
    var tracer = PatchTracer(width: side)
    let rows = try MaskRows(
      firstRow: 0,
      width: side,
      classes: classes,
      confidence: [UInt8](repeating: 255, count: classes.count)
    )
    tracer.append(rows, pixelArea: { _ in .squareMeters(1) }, emit: { patches.append($0) })
    tracer.finish { patches.append($0) }
    let slack = Double.random(in: 0.5...3, using: &random)
    for patch in patches {
      let simple = try PatchOutline.simplified(patch.rings, slackInPixels: slack)
      #expect(simple.count == patch.rings.count)
      for (before, after) in zip(patch.rings, simple) {
        #expect(Set(after).isSubset(of: before) && after.count <= before.count)
        for corner in before { #expect(Self.distance(from: corner, to: after) <= slack + 1e-9) }
      }
    }
  }

  private static func distance(from corner: PixelCorner, to ring: [PixelCorner]) -> Double {
    zip(ring, ring.dropFirst() + ring.prefix(1)).map { start, end in
      let (dx, dy) = (Double(end.x - start.x), Double(end.y - start.y))
      let (px, py) = (Double(corner.x - start.x), Double(corner.y - start.y))
      let length = dx * dx + dy * dy
      let part = length > 0 ? min(max((px * dx + py * dy) / length, 0), 1) : 0
      return ((px - part * dx) * (px - part * dx) + (py - part * dy) * (py - part * dy)).squareRoot()
    }.min() ?? .infinity
  }
}
