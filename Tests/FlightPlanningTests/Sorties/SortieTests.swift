import FieldGeometry
import FlightPlanning
import Quantities
import TestSupport
import Testing

@Suite struct SortieTests {
  /// A random field with a random battery and wind; nil where nothing can fly there.
  static func plan(seed: UInt64) throws -> SurveyPlan? {
    var generator = SeededGenerator(seed: seed)
    var request = try TestFields.request(seed % 2 == 0 ? "mini-4-pro" : "phantom-4-pro")
    request.dynamics.usableBatteryShare = .random(in: 0.12...0.5, using: &generator)
    request.wind = try Wind(
      speed: .metersPerSecond(.random(in: 0...7, using: &generator)),
      from: .degrees(.random(in: 0...360, using: &generator))
    )
    let terrain = try TestTerrain(seed: seed, height: 15, radius: 40...150)
    do {
      return try SurveyPlan(
        for: [TestFields.random(seed: seed)],
        in: TestFields.frame(),
        request: request,
        terrain: terrain
      )
    } catch FlightPlanningError.outOfReach {
      return nil
    }
  }

  @Test func everySortieFitsItsBattery() throws {
    var flown = 0
    for seed in 1...24 as ClosedRange<UInt64> {
      guard let plan = try Self.plan(seed: seed) else { continue }
      flown += plan.sorties.count
      let budget = plan.request.drone.flightTime.inSeconds * plan.request.dynamics.usableBatteryShare
      for sortie in plan.sorties {
        #expect(sortie.battery.inSeconds <= budget + 1e-6)
        #expect(sortie.battery.inSeconds >= sortie.duration.inSeconds - 1e-6)
        let first = try #require(sortie.legs.first?.path.first)
        let last = try #require(sortie.legs.last?.path.last)
        #expect(first.distance(to: plan.takeoff).meters < 1e-6)
        #expect(last.distance(to: plan.takeoff).meters < 1e-6)
        for (leg, next) in zip(sortie.legs, sortie.legs.dropFirst()) {
          let (end, start) = (try #require(leg.path.last), try #require(next.path.first))
          #expect(end.distance(to: start).meters < 1e-6)
          #expect(abs((try #require(leg.altitudes.last) - (try #require(next.altitudes.first))).meters) < 1e-6)
        }
      }
    }
    #expect(flown > 40)
  }

  @Test func theSplitHasTheFewestSortiesThereCanBe() throws {
    var request = try TestFields.request()
    request.lineBearing = .zero
    let whole = try TestFields.plan(TestFields.square(200), request)
    let used = try #require(whole.sorties.first).battery.inSeconds
    #expect(whole.sorties.count == 1)
    for parts in [1.02, 0.99, 0.62, 0.45, 0.3] {
      request.dynamics.usableBatteryShare = used * parts / (30 * 60)
      let plan = try TestFields.plan(TestFields.square(200), request)
      // Ways out and home, climb and descent are flown again each time; no split can do with less.
      #expect(plan.sorties.count >= Int((1 / parts).rounded(.up)))
      #expect(Double(plan.sorties.count) <= (1 / parts) * 1.6 + 1)
      #expect(plan.imageCount == whole.imageCount)
    }
  }

  @Test func moreOverlapNeverGivesFewerPictures() throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      var counts: [Int] = []
      for percent in stride(from: 0.0, through: 0.8, by: 0.2) {
        var request = try TestFields.request()
        request.lineBearing = .degrees(Double(seed) * 23)
        request.conditions.sidelap = try Overlap(fraction: percent)
        request.conditions.frontlap = try Overlap(fraction: percent)
        counts.append(try TestFields.plan(TestFields.random(seed: seed), request).imageCount)
      }
      #expect(counts == counts.sorted())
    }
  }

  @Test func aBatteryTooSmallForTheWayOutAndHomeIsRefused() throws {
    var request = try TestFields.request()
    request.dynamics.usableBatteryShare = 0.02
    #expect {
      try TestFields.plan(TestFields.square(200), request)
    } throws: {
      "\($0)".hasPrefix("A battery of 0.6 usable minutes does not suffice to fly ")
    }
  }
}
