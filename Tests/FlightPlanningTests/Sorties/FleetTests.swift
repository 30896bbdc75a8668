import FieldGeometry
import Foundation
import Quantities
import TestSupport
import Testing

@testable import FlightPlanning

/// Several drones at the same time.
@Suite struct FleetTests {
  static func plan(seed: UInt64, drones: Int, _ change: (inout SurveyRequest) -> Void = { _ in }) throws -> SurveyPlan {
    var request = try TestFields.request()
    request.logistics.drones = drones
    change(&request)
    return try TestFields.plan(TestFields.random(seed: seed), request)
  }

  /// Where a drone is so long after its start; nil on the ground.
  static func place(_ sortie: Sortie, at time: Double, _ dynamics: FlightDynamics) -> (Vector, Double)? {
    var time = time
    var (place, altitude) = (sortie.legs[0].path[0], Length.zero)
    func rise(to target: Length) -> Double {
      let way = (target - altitude).meters
      return abs(way) / (way > 0 ? dynamics.climbSpeed : dynamics.descentSpeed).metersPerSecond
    }
    var steps: [(LocalPoint, Length, Double)] = [(place, sortie.legs[0].altitudes[0], 0)]
    for leg in sortie.legs {
      steps += zip(leg.path, leg.altitudes).dropFirst().map { ($0, $1, leg.speed.metersPerSecond) }
    }
    steps.append((sortie.legs[0].path[0], .zero, 0))
    for (target, height, speed) in steps {
      let way = target.distance(to: place).meters
      let taken = max(way > 0 ? dynamics.seconds(for: way, at: speed) : 0, rise(to: height))
      if time < taken {
        let part = time / taken
        let found = altitude.meters + (height - altitude).meters * part
        return found < 3 ? nil : (Vector(place) + (Vector(target) - Vector(place)) * part, found)
      }
      time -= taken
      (place, altitude) = (target, height)
    }
    return nil
  }

  @Test(arguments: [1, 4, 7] as [UInt64], [2, 3])
  func dronesInTheAirKeepApart(seed: UInt64, drones: Int) throws {
    let plan = try Self.plan(seed: seed, drones: drones)
    let schedule = plan.economics.schedule
    #expect(schedule.drones == drones)
    #expect(schedule.starts.count == plan.sorties.count)
    var least = Double.infinity
    for (first, one) in plan.sorties.enumerated() {
      for (second, other) in plan.sorties.enumerated().dropFirst(first + 1) where one.drone != other.drone {
        for late in [-10.0, 0, 10] {
          let delay = (schedule.starts[second] - schedule.starts[first]).inSeconds + late
          for time in stride(from: 0, to: one.duration.inSeconds, by: 0.5) {
            guard let here = Self.place(one, at: time, plan.request.dynamics),
              let there = Self.place(other, at: time - delay, plan.request.dynamics), time >= delay
            else { continue }
            let way = here.0 - there.0
            least = min(least, hypot(way.length, here.1 - there.1))
          }
        }
      }
    }
    // Half a second at 10 m/s, and what a sample may miss.
    let separation = schedule.separation?.distance.meters ?? .infinity
    #expect(least >= 9.5, "\(least)")
    #expect(separation >= 10 - 1e-2)
    #expect(least >= separation - 0.5)
  }

  @Test func eachDroneHasAStretchOfTheSorties() throws {
    let plan = try Self.plan(seed: 4, drones: 3) { $0.dynamics.usableBatteryShare = 0.3 }
    let drones = plan.sorties.map(\.drone)
    #expect(drones == drones.sorted())
    #expect(Set(drones) == [0, 1, 2])
    // One after another, each with its battery changed.
    for share in plan.shares {
      for (before, after) in zip(share.sorties, share.sorties.dropFirst()) {
        let ready =
          plan.economics.schedule.starts[before] + plan.sorties[before].duration
          + plan.request.logistics.batteryChange
        #expect(plan.economics.schedule.starts[after] >= ready)
      }
    }
    #expect(plan.shares.map(\.highestWay) == plan.shares.map(\.highestWay).sorted())
  }

  @Test func aStretchOfSortiesIsDoneTheEarliest() {
    #expect(DroneShares.drones(for: [10, 10, 10, 10], change: 1, drones: 2) == [0, 0, 1, 1])
    #expect(DroneShares.drones(for: [30, 10, 10, 10], change: 0, drones: 2) == [0, 1, 1, 1])
    #expect(DroneShares.drones(for: [5], change: 1, drones: 3) == [0])
    #expect(DroneShares.drones(for: [], change: 1, drones: 3) == [])
  }

  @Test func aTransitAltitudeIsFlownOnWaysOnly() throws {
    let low = try Self.plan(seed: 4, drones: 1) { $0.target = .altitude(.meters(12)) }
    let plan = try Self.plan(seed: 4, drones: 1) {
      $0.target = .altitude(.meters(12))
      $0.transitAltitude = .meters(40)
    }
    for leg in plan.sorties.flatMap(\.legs) {
      let heights = leg.altitudes.map(\.meters)
      if leg.line != nil {
        #expect(heights.allSatisfy { abs($0 - 12) < 1e-9 })
      } else if leg.length.meters > 50 {
        #expect(abs((heights.max() ?? 0) - 40) < 1e-9)
      }
    }
    #expect(plan.sorties.flatMap(\.legs).contains { $0.altitudes.contains(.meters(40)) })
    #expect(plan.sorties.count >= low.sorties.count)
    #expect(plan.flightTime > low.flightTime)
    for sortie in plan.sorties {
      for (leg, next) in zip(sortie.legs, sortie.legs.dropFirst()) {
        #expect(leg.path.last == next.path.first && leg.altitudes.last == next.altitudes.first)
      }
    }
  }

  @Test(arguments: [5.0, 130])
  func aTransitBelowTheSurveyOrAboveTheLawIsRefused(altitude: Double) throws {
    #expect(throws: FlightPlanningError.self) {
      try Self.plan(seed: 4, drones: 1) { $0.transitAltitude = .meters(altitude) }
    }
  }
}
