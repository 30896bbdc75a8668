import FieldGeometry
import FlightPlanning
import Quantities
import Testing

@Suite struct TransectsTests {
  static func transects(share: Double, seed: UInt64, bearing: Angle? = .zero) throws -> SampleTransects {
    try SampleTransects(
      of: [TestFields.square(1000)],
      share: share,
      width: .meters(20),
      bearing: bearing,
      seed: seed
    )
  }

  /// The part of the square between 0 and 1000 m that strips to the north cover.
  static func covered(_ sample: SampleTransects) -> Double {
    sample.strips.reduce(0) { sum, strip in
      let east = strip.outer.vertices.map(\.east.meters)
      let (low, high) = (max(0, east.min() ?? 0), min(1000, east.max() ?? 0))
      return sum + max(0, high - low) / 1000
    }
  }

  @Test func stripsAreEvenlySpaced() throws {
    let sample = try Self.transects(share: 0.1, seed: 3)
    // 20 m / 10 per cent.
    #expect(abs(sample.spacing.meters - 200) < 1e-9)
    let middles = sample.strips.map { strip in
      strip.outer.vertices.reduce(0) { $0 + $1.east.meters } / 4
    }.sorted()
    for (one, next) in zip(middles, middles.dropFirst()) { #expect(abs(next - one - 200) < 1e-6) }
    for strip in sample.strips { #expect(abs(strip.area.squareMeters - 20 * 1002) < 1e-6) }
  }

  /// Each place has the same chance: over many starts the share is the one asked for.
  @Test(arguments: [0.03, 0.1, 0.5])
  func theShareIsRightOnAverage(share: Double) throws {
    let shares = try (1...400).map { Self.covered(try Self.transects(share: share, seed: $0)) }
    #expect(abs(shares.reduce(0, +) / 400 / share - 1) < 0.05)
    #expect(Set(shares).count > 1)
  }

  @Test func theSeedSetsTheStart() throws {
    #expect(try Self.transects(share: 0.1, seed: 5) == Self.transects(share: 0.1, seed: 5))
    #expect(try Self.transects(share: 0.1, seed: 5) != Self.transects(share: 0.1, seed: 6))
  }

  @Test func stripsRunAlongTheFieldUnlessAskedOtherwise() throws {
    let field = try FieldBoundary(outer: TestFields.ring([(0, 0), (600, 0), (600, 100), (0, 100)], turnedBy: 30))
    let sample = try SampleTransects(of: [field], share: 0.2, width: .meters(10), bearing: nil, seed: 1)
    // The long side runs east, 90 degrees, and is turned by 30.
    #expect(abs(sample.bearing.degrees - 120) < 1e-6)
  }

  @Test func stripsAreFlownToAndFro() throws {
    let strips = try (0..<5).map { index in
      let west = Double(index) * 150
      return try FieldBoundary(outer: TestFields.ring([(west, 0), (west + 20, 0), (west + 20, 400), (west, 400)]))
    }
    var request = try TestFields.request()
    request.lineBearing = .zero
    let plan = try SurveyPlan(for: strips, in: TestFields.frame(), request: request)
    #expect([[0, 1, 2, 3, 4], [4, 3, 2, 1, 0]].contains(plan.lines.map(\.polygon)))
    for (line, next) in zip(plan.lines, plan.lines.dropFirst()) {
      #expect((line.end.north > line.start.north) != (next.end.north > next.start.north))
    }
  }

  @Test(arguments: [0, -0.1, 1.01, Double.nan])
  func aShareThatCannotBeIsRefused(share: Double) {
    #expect(throws: FlightPlanningError.self) { try Self.transects(share: share, seed: 1) }
  }
}
