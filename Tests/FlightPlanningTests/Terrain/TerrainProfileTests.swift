import FieldGeometry
import Quantities
import TestSupport
import Testing

@testable import FlightPlanning

@Suite struct TerrainProfileTests {
  static func samples(_ heights: [Double]) -> [TerrainProfile.Point] {
    heights.enumerated().map { index, height in
      TerrainProfile.Point(distance: .meters(Double(index)), ground: .meters(100), altitude: .meters(100 + height))
    }
  }

  @Test func cornersAndTheExtremesOfEachPartStay() {
    // 3 000 m, so that a part is 10 m.
    var heights = [Double](repeating: 50, count: 3001)
    heights[1234] = 40
    heights[1237] = 61
    let profile = TerrainProfile(Self.samples(heights), corners: [0, 1500, 3000], cornerHeights: [])
    #expect(profile.points.map(\.height).min() == .meters(40))
    #expect(profile.points.map(\.height).max() == .meters(61))
    #expect(profile.points.first?.distance == .zero)
    #expect(profile.points.last?.distance == .meters(3000))
    #expect(profile.points.contains { $0.distance == .meters(1500) })
    // One of each of 300 parts and the end; two where they are not alike.
    #expect(profile.points.count == 301 + 1)
    #expect(zip(profile.points, profile.points.dropFirst()).allSatisfy { $0.distance <= $1.distance })
  }

  /// The profile is the ground under the plan's own legs.
  @Test(arguments: 1...4)
  func theProfileOfAPlanIsThatOfItsLegs(seed: UInt64) throws {
    let terrain = try TestTerrain(seed: seed, height: 12, radius: 60...150)
    let plan = try TerrainPlanTests.plan(terrain, seed: seed)
    let report = try #require(plan.terrain)
    #expect(report.profiles.count == plan.sorties.count)
    for (sortie, profile) in zip(plan.sorties, report.profiles) {
      #expect(abs((try #require(profile.points.last).distance - sortie.pathLength).meters) < 1e-6)
      #expect(profile.points.map(\.height).min() ?? .zero >= report.leastHeight)
      #expect(profile.points.map(\.height).max() ?? .zero <= report.greatestHeight)
      #expect(profile.cornerHeights.count == sortie.legs.count)
      for (leg, heights) in zip(sortie.legs, profile.cornerHeights) {
        #expect(heights.count == leg.path.count)
        for (index, height) in heights.enumerated() {
          let ground = terrain.height(at: Vector(leg.path[index]))
          let expected = leg.altitudes[index].meters + report.takeoffElevation.meters - ground
          // Millimetres: the place goes to degrees and back.
          #expect(abs(height.meters - expected) < 5e-3)
        }
      }
    }
    // The extremes of the whole way are in one of the profiles.
    #expect(report.profiles.flatMap(\.points).map(\.height).min() == report.leastHeight)
  }

  /// Where the drone may be lower by the tolerance, blur must keep to its limit there.
  @Test func theBlurKeepsToItsLimitOverTheHighestGround() throws {
    let terrain = try TestTerrain(seed: 3, height: 12, radius: 60...150)
    let follow = try TerrainPlanTests.plan(terrain, seed: 3) { $0.conditions.exposure = .milliseconds(4) }
    #expect(follow.bindingLimit == .motionBlur)
    #expect(follow.greatestBlurInPixels <= 1.005)
    #expect(follow.greatestBlurInPixels > 0.95)
    // At one altitude the highest ground is nearer than any tolerance: the plan says so.
    let flat = try TerrainPlanTests.plan(terrain, seed: 3) {
      $0.conditions.exposure = .milliseconds(4)
      $0.terrain.mode = .flat
    }
    #expect(flat.greatestBlurInPixels > 1.01)
    #expect(
      flat.limits.contains {
        $0.kind == .motionBlur && $0.severity == .warning && $0.message.hasPrefix("Over the highest ground, ")
      }
    )
  }
}
