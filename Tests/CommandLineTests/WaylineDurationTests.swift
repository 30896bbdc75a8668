import FieldGeometry
import FlightPlanning
import Foundation
import GeoRaster
import Quantities
import TestSupport
import Testing

@testable import MissionFormats

/// Our distance and our time against those that DJI states of its own waylines.
@Suite struct WaylineDurationTests {
  @Test(
    .enabled(if: SharedFiles.exists("samples/missions/mapping3d.kmz"), "../shared is absent"),
    arguments: [("mapping3d", 5, 0.05), ("waypoint", 1, 0.12)]
  )
  func distancesAgreeToATenthOfAMillimetreAndTimesWithinFivePerCent(name: String, count: Int, most: Double) throws {
    let archive = try ArchiveReader(path: SharedFiles.path("samples/missions/\(name).kmz"))
    #expect(archive.names.sorted() == ["wpmz/template.kml", "wpmz/waylines.wpml"])
    let document = try MarkupElement.read(archive.bytes(of: "wpmz/waylines.wpml"))
    let folders = document.all("Folder")
    #expect(folders.count == count)
    for folder in folders {
      let places = try folder.all("coordinates").map { element in
        let numbers = element.trimmed.split(separator: ",").compactMap { Double($0) }
        return try GeoCoordinate(latitude: .degrees(numbers[1]), longitude: .degrees(numbers[0]))
      }
      let distance = try #require(folder.number("distance"))
      #expect(abs(Haversine.length(of: places).meters - distance) < 1e-4)
      let speed = Speed.metersPerSecond(try #require(folder.number("autoFlightSpeed")))
      let time = zip(places, places.dropFirst()).reduce(0.0) { sum, leg in
        sum + FlightDynamics().time(for: Haversine.distance(from: leg.0, to: leg.1), at: speed).inSeconds
      }
      #expect(abs(time / (try #require(folder.number("duration"))) - 1) < most)
    }
  }

  /// The test mission of DJI's Payload SDK (waypoint_v3_test_file.kmz at github.com/dji-sdk/Payload-SDK): the lengths of its 13
  /// legs in metres, flown at 5 m/s from stop to stop; it states 240.979 s, some camera actions among them.
  @Test func theTimeOfThePayloadSDKsMissionIsWithinFivePerCent() {
    let legs = [
      95.703, 101.187, 65.211, 85.689, 69.402, 73.292, 92.572, 75.694, 60.691, 66.278, 66.278, 60.525, 105.025,
    ]
    #expect(abs(legs.reduce(0, +) - 1017.548) < 2e-3)
    let time = legs.reduce(0.0) {
      $0 + FlightDynamics().time(for: .meters($1), at: .metersPerSecond(5)).inSeconds
    }
    #expect(abs(time / 240.979 - 1) < 0.05)
  }
}
