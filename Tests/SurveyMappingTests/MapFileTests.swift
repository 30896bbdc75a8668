import FieldGeometry
import Foundation
import GeoRaster
import InfestationMapping
import Quantities
import ResultFiles
import TestSupport
import Testing

@testable import SurveyMapping

/// The map of one run, and what the next one finds of it.
@Suite struct MapFileTests {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  private func map(isResumed: Bool) throws -> MapFile {
    let folder = try OutputFolder(path: temporary.path("out"), overwrite: false, isResumed: isResumed)
    let journal = try RunJournal(in: folder, options: [:], isResumed: isResumed)
    return MapFile(in: folder, journal: journal, classes: ["background", "weed"])
  }

  private func patch(of source: String) throws -> MapFeature {
    let corners = try [(49.0, 8.0), (49.001, 8.0), (49.001, 8.001)].map {
      try GeoCoordinate(latitude: .degrees($0.0), longitude: .degrees($0.1))
    }
    return MapFeature(
      className: "weed",
      area: .squareMeters(1),
      meanProbability: 0.9,
      source: source,
      positionalAccuracy: nil,
      rings: [corners]
    )
  }

  private func put(_ sources: [String], on map: MapFile) throws {
    let writer = try map.open()
    try writer.begin()
    for source in sources { try writer.append(try patch(of: source)) }
    try writer.commit()
  }

  @Test(arguments: [true, false]) func patchesOfFinishedInputsStay(isWhole: Bool) throws {
    let first = try map(isResumed: false)
    try put(["a.tif", "a.tif", "b.tif"], on: first)
    if isWhole { try first.finish() }
    let second = try map(isResumed: true)
    // Of b a patch is missing, and c put none on the map.
    try second.goOn(with: ["a.tif": 2, "b.tif": 2, "c.tif": 0])
    #expect(second.holds("a.tif", patches: 2) && second.holds("c.tif", patches: 0))
    #expect(!second.holds("b.tif", patches: 1) && !second.holds("b.tif", patches: 2))
    #expect(try second.open().patchCounts == ["a.tif": 2])
  }

  @Test func aMapThatCannotBeReadIsWorthNothing() throws {
    _ = try map(isResumed: false)
    _ = try temporary.write("no map", as: "out/map.gpkg")
    let second = try map(isResumed: true)
    try second.goOn(with: ["a.tif": 0])
    #expect(!second.holds("a.tif", patches: 0))
    #expect(try second.open().patchCounts.isEmpty)
  }

  @Test func whatNothingCameOntoDoesNotAppear() throws {
    try map(isResumed: false).finish()
    #expect(try temporary.visibleFiles(in: "out").isEmpty)
  }
}
