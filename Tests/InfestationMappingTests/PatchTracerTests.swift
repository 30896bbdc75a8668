import Imagery
import InfestationMapping
import Quantities
import TestSupport
import Testing

@Suite struct PatchTracerTests {
  @Test func aSquareHasItsFourCorners() throws {
    let patches = try trace(["....", ".11.", ".11.", "...."])
    #expect(patches.count == 1)
    #expect(patches[0].pixelCount == 4)
    #expect(Set(patches[0].rings[0]) == [corner(1, 1), corner(3, 1), corner(3, 3), corner(1, 3)])
    #expect(abs(patches[0].confidence - 0.2) < 1e-9)
  }

  @Test func outlineAndScaleLeaveARangeOfTheArea() throws {
    let patch = try trace(["......"] + Array(repeating: ".1111.", count: 4) + ["......"])[0]
    let known = patch.areaRange(scaleDeviation: 0)
    // 16 edges: a strip of 16 pi / 8 pixels to either side.
    let strip = patch.area.squareMeters / 16 * 2 * Double.pi
    #expect(abs(known.lowerBound.squareMeters - (patch.area.squareMeters - strip)) < 1e-9)
    #expect(abs(known.upperBound.squareMeters - (patch.area.squareMeters + strip)) < 1e-9)
    let frame = patch.areaRange(scaleDeviation: 0.1)
    #expect(abs(frame.upperBound / known.upperBound - 1.196 * 1.196) < 1e-9)
    #expect(abs(frame.lowerBound / known.lowerBound - 0.804 * 0.804) < 1e-9)
    #expect(patch.areaRange(scaleDeviation: 0.8).lowerBound == .zero)
  }

  @Test func aHoleIsARingOfItsOwn() throws {
    let patches = try trace(["1111", "1..1", "1111"])
    #expect(patches.count == 1)
    #expect(patches[0].rings.count == 2)
    #expect(patches[0].rings[1].count == 4)
  }

  @Test func pixelsThatTouchInACornerAreTwoPatches() throws {
    #expect(try trace(["1.", ".1"]).map(\.pixelCount) == [1, 1])
  }

  @Test func aHoleThatTouchesTheOutsideStaysAHole() throws {
    // The gap in the lower right meets the outside in one point only.
    let patches = try trace(["111.", "1.11", "1111"])
    #expect(patches.count == 1)
    #expect(patches[0].rings.count == 2)
    for ring in patches[0].rings { #expect(Set(ring).count == ring.count) }
  }

  @Test func neighbouringClassesAreKeptApart() throws {
    let patches = try trace(["1122", "1122"])
    #expect(patches.map(\.classIndex).sorted() == [1, 2])
  }

  @Test func notSurveyedIsNoClass() throws {
    #expect(try trace(["#1#", "###"]).map(\.pixelCount) == [1])
  }

  @Test func armsThatMeetFurtherDownAreOnePatch() throws {
    let patches = try trace(["1.1.1", "1.1.1", "11111"])
    #expect(patches.map(\.pixelCount) == [11])
    #expect(patches[0].rings.count == 1)
  }

  @Test func randomMasksKeepAreaComponentsAndSimpleRings() throws {
    var random = SeededGenerator(seed: 11)
    for round in 0..<300 {
      let (width, height) = (Int.random(in: 1...24, using: &random), Int.random(in: 1...24, using: &random))
      let classes = (0..<(width * height)).map { _ in [0, 1, 1, 2, 255].randomElement(using: &random) ?? 0 as UInt8 }
      let patches = try trace(classes, width: width)
      #expect(patches.map(\.pixelCount).reduce(0, +) == classes.count { $0 == 1 || $0 == 2 })
      #expect(patches.count == componentCount(classes, width: width), "round \(round)")
      for patch in patches {
        #expect(patch.area == .squareMeters(Double(patch.pixelCount)))
        let areas = patch.rings.map(signedArea)
        #expect(areas.reduce(0, +) == patch.pixelCount * 2)
        #expect(areas[0] > 0)
        #expect(areas.dropFirst().allSatisfy { $0 < 0 })
        for ring in patch.rings { #expect(Set(ring).count == ring.count, "a ring touches itself in round \(round)") }
      }
    }
  }

  @Test func rowsMayComeInAnyPortions() throws {
    let whole = try trace(["11.1", "1..1", "1111", "...1"])
    let single = try trace(["11.1", "1..1", "1111", "...1"], rowsAtOnce: 1)
    #expect(whole == single)
  }

  private func corner(_ x: Int, _ y: Int) -> PixelCorner { PixelCorner(x: x, y: y) }

  private func trace(_ rows: [String], rowsAtOnce: Int? = nil) throws -> [Patch] {
    let classes = rows.joined().map { character in
      character == "#" ? 255 : UInt8(character.wholeNumberValue ?? 0)
    }
    return try trace(classes, width: rows[0].count, rowsAtOnce: rowsAtOnce)
  }

  private func trace(_ classes: [UInt8], width: Int, rowsAtOnce: Int? = nil) throws -> [Patch] {
    var tracer = PatchTracer(width: width)
    var patches: [Patch] = []
    let height = classes.count / width
    let step = rowsAtOnce ?? height
    for first in stride(from: 0, to: height, by: step) {
      let part = Array(classes[(first * width)..<(min(first + step, height) * width)])
      let rows = try MaskRows(
        firstRow: first,
        width: width,
        classes: part,
        confidence: [UInt8](repeating: 51, count: part.count)
      )
      tracer.append(rows, pixelArea: { _ in .squareMeters(1) }, emit: { patches.append($0) })
    }
    tracer.finish { patches.append($0) }
    return patches
  }

  /// Twice the area of a ring, positive where it runs clockwise on the screen.
  private func signedArea(_ ring: [PixelCorner]) -> Int {
    zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
  }

  /// Counts 4-connected components by flooding, independently of the tracer.
  private func componentCount(_ classes: [UInt8], width: Int) -> Int {
    var seen = classes.map { $0 == 0 || $0 == 255 }
    var count = 0
    for start in classes.indices where !seen[start] {
      count += 1
      var open = [start]
      seen[start] = true
      while let place = open.popLast() {
        var neighbours: [Int] = []
        if place % width > 0 { neighbours.append(place - 1) }
        if place % width < width - 1 { neighbours.append(place + 1) }
        if place >= width { neighbours.append(place - width) }
        if place + width < classes.count { neighbours.append(place + width) }
        for next in neighbours where !seen[next] && classes[next] == classes[start] {
          seen[next] = true
          open.append(next)
        }
      }
    }
    return count
  }
}
