import FlightPlanning
import Quantities
import Testing

@Suite struct EconomicsTests {
  static func plan(_ change: (inout SurveyRequest) throws -> Void) throws -> SurveyPlan {
    var request = try TestFields.request()
    request.lineBearing = .zero
    request.dynamics.usableBatteryShare = 0.2
    try change(&request)
    return try TestFields.plan(TestFields.square(200), request)
  }

  @Test func theCatalogueCountsAFlightForEachSortie() throws {
    let plan = try Self.plan { _ in }
    #expect(plan.sorties.count > 1)
    #expect(plan.economics.cost.basis == .catalogFlight)
    #expect(plan.cost == .euros(30) * Double(plan.sorties.count))
    #expect(plan.economics.cost.pilot == nil)
  }

  @Test func theRatesAddUp() throws {
    let plan = try Self.plan {
      var rates = CostRates()
      rates.pilotPerHour = .euros(60)
      rates.hardwarePerFlightHour = .euros(36)
      rates.batteryPerSortie = .euros(2.5)
      rates.travelPerDay = .euros(80)
      $0.logistics.rates = rates
      $0.logistics.batteryChange = .minutes(4)
    }
    let cost = plan.economics.cost
    let sorties = Double(plan.sorties.count)
    let onSite = plan.flightTime.inSeconds + (sorties - 1) * 240
    #expect(abs(plan.economics.schedule.onSiteTime.inSeconds - onSite) < 1e-6)
    #expect(abs((try #require(cost.pilot)).euros - onSite / 60) < 1e-6)
    #expect(abs((try #require(cost.hardware)).euros - plan.flightTime.inSeconds / 100) < 1e-6)
    #expect(cost.battery == .euros(2.5) * sorties)
    #expect(cost.travel == .euros(80))
    let sum = [cost.pilot, cost.hardware, cost.battery, cost.travel].compactMap(\.self).reduce(.zero, +)
    #expect(abs((sum - cost.total).euros) < 1e-9)
  }

  @Test func aDroneWithoutACostIsCountedAtTheAssumedRates() throws {
    let request = try TestFields.request("mini-4-pro")
    let plan = try TestFields.plan(TestFields.square(100), request)
    #expect(plan.economics.cost.basis == .rates)
    #expect(plan.cost > .zero)
  }

  @Test func twoDronesTakeAboutHalfTheTime() throws {
    let one = try Self.plan { _ in }.economics.schedule
    let plan = try Self.plan { $0.logistics.drones = 2 }
    let two = plan.economics.schedule
    let longest = try #require(plan.sorties.map(\.duration).max())
    let shortest = try #require(plan.sorties.map(\.duration).min())
    #expect(plan.sorties.count % 2 == 0)
    #expect(shortest.inSeconds > 0.5 * longest.inSeconds)
    #expect(two.drones == 2)
    #expect(two.onSiteTime < one.onSiteTime)
    #expect(two.onSiteTime >= one.onSiteTime / 3)
    #expect(two.batteryChanges <= one.batteryChanges)
  }

  @Test func missingBatteriesAreToldOf() throws {
    let plan = try Self.plan { $0.logistics.batteries = 1 }
    let missing = plan.sorties.count - 1
    #expect(plan.economics.schedule.sortiesWithoutBattery == missing)
    #expect(plan.limits.contains { $0.message.hasPrefix("\(missing) of the sorties have no charged battery left") })
  }

  /// 20 megapixels at 0.4 bytes are 8 MB.
  @Test func thePicturesTakeSpace() throws {
    let storage = try Self.plan { _ in }.economics.storage
    #expect(abs(storage.bytesPerImage - 5472 * 3648 * 0.4) < 1e-6)
    #expect(storage.bytes == storage.bytesPerImage * Double(8 * 19))
    #expect(!storage.isFromCatalog)
  }

  @Test func moreThanADaysWorkIsSaidWithWhatElseCouldBeDone() throws {
    var request = try TestFields.request(centimeters: 0.1)
    request.conditions.exposure = .milliseconds(1)
    let plan = try TestFields.plan(TestFields.square(300), request)
    let limit = try #require(plan.limits.first { $0.kind == .workload })
    #expect(limit.message.contains("km for a square kilometre"))
    #expect(limit.message.contains("working days; on foot it is 2.3 h."))
    #expect(
      limit.message.contains("Sample it: 5% takes") && limit.message.contains("map it at 1cm in")
        && !limit.message.contains("--")
    )
    #expect(!(try Self.plan { _ in }.limits.contains { $0.kind == .workload }))
  }

  @Test(arguments: [0, -1, 1001])
  func impossibleDronesAreRefused(count: Int) throws {
    #expect {
      try Self.plan { $0.logistics.drones = count }
    } throws: {
      "\($0)" == "A number of drones of \(count) is not plausible. Give one from 1 to 1000."
    }
  }

  @Test func impossibleLogisticsAreRefused() throws {
    #expect(throws: FlightPlanningError.self) { try Self.plan { $0.logistics.batteries = 0 } }
    #expect(throws: FlightPlanningError.self) { try Self.plan { $0.logistics.batteryChange = .seconds(-1) } }
    #expect(throws: FlightPlanningError.self) { try Self.plan { $0.logistics.workingDay = .zero } }
    #expect(throws: FlightPlanningError.self) {
      try Self.plan {
        var rates = CostRates()
        rates.pilotPerHour = .euros(-5)
        $0.logistics.rates = rates
      }
    }
  }
}
