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
  @Test(.enabled(if: SharedFiles.exists("samples/missions/mapping3d.kmz"), "../shared is absent"))
  func distancesAgreeToMillimetresAndTimesWithinFivePerCent() throws {
    let archive = try ArchiveReader(path: SharedFiles.path("samples/missions/mapping3d.kmz"))
    #expect(archive.names.sorted() == ["wpmz/template.kml", "wpmz/waylines.wpml"])
    let document = try #require(MarkupElement.read(try archive.bytes(of: "wpmz/waylines.wpml")))
    let folders = document.all("Folder")
    #expect(folders.count == 5)
    for folder in folders {
      let places = try folder.all("coordinates").map { element in
        let numbers = element.trimmed.split(separator: ",").compactMap { Double($0) }
        return try GeoCoordinate(latitude: .degrees(numbers[1]), longitude: .degrees(numbers[0]))
      }
      let distance = try #require(folder.number("distance"))
      #expect(abs(Haversine.length(of: places).meters - distance) < 2e-3)
      let speed = Speed.metersPerSecond(try #require(folder.number("autoFlightSpeed")))
      let time = zip(places, places.dropFirst()).reduce(0.0) { sum, leg in
        sum + FlightDynamics().time(for: Haversine.distance(from: leg.0, to: leg.1), at: speed).inSeconds
      }
      #expect(abs(time / (try #require(folder.number("duration"))) - 1) < 0.05)
    }
  }
}
