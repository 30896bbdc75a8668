import FlightPlanning
import Foundation
import GeoRaster
import Imagery
import TestSupport
import Testing

@testable import SurveyMapping

/// A survey mapped without a command line.
@Suite struct SurveyRunTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A picture of squares of 64 x 64 px: `g` green, which is no weed to the network, and `k` black, which is.
  private func picture(_ squares: String, as name: String) throws -> String {
    let line = squares.flatMap { square in
      (0..<64).flatMap { _ -> [UInt8] in square == "g" ? [0, 255, 0] : [0, 0, 0] }
    }
    // A TIFF of one strip: 8 bytes of header, 10 entries of 12 bytes, the bits of a sample three times, pixels.
    let (width, height) = (UInt32(64 * squares.count), UInt32(64))
    let pixels: UInt32 = 8 + 2 + 10 * 12 + 4 + 6
    let entries: [(tag: UInt16, kind: UInt16, count: UInt32, value: UInt32)] = [
      (256, 4, 1, width), (257, 4, 1, height), (258, 3, 3, pixels - 6), (259, 3, 1, 1), (262, 3, 1, 2),
      (273, 4, 1, pixels), (277, 3, 1, 3), (278, 4, 1, height), (279, 4, 1, width * height * 3), (284, 3, 1, 1),
    ]
    var bytes = Data([0x49, 0x49, 42, 0])
    func append(_ value: some FixedWidthInteger) {
      for byte in 0..<(value.bitWidth / 8) { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }
    append(UInt32(8))
    append(UInt16(entries.count))
    for entry in entries {
      append(entry.tag)
      append(entry.kind)
      append(entry.count)
      append(entry.value)
    }
    append(UInt32(0))
    for _ in 0..<3 { append(UInt16(8)) }
    for _ in 0..<64 { bytes.append(contentsOf: line) }
    return try folder.write(bytes, as: name)
  }

  private func request(_ inputs: [String]) throws -> MapRequest {
    let network = try CropNetwork()
    var request = MapRequest(
      inputs: inputs,
      model: ModelRequest(path: try network.write(into: folder)),
      output: folder.path("out"),
      threads: 1,
      programVersion: "test",
      catalog: { try Catalog(shipped: []) }
    )
    // It is always there.
    request.engine = .opencv
    request.masksOnly = true
    return request
  }

  @Test func anImageBecomesAMaskAndItsStepsAreTold() async throws {
    let events = RecordedEvents()
    let summary = try await SurveyRun(try request([picture("gkg", as: "field.tif")]), observer: events).run()
    let mask = try MaskReader.read(path: folder.path("out/field.mask.tif"))
    #expect(mask.classes[32 * 192 + 96] == 1)
    #expect(mask.classes[32 * 192 + 20] == 0)
    let input = try #require(summary.inputs.first)
    #expect(input.classes.map(\.name) == ["weed"])
    #expect(input.classes[0].pixels == mask.classes.count { $0 == 1 })
    #expect(!input.isOnMap && summary.failures.isEmpty)
    #expect(FileManager.default.fileExists(atPath: folder.path("out/summary.json")))
    let told = events.events.compactMap { event -> String? in
      switch event {
      case .began(let label): "began \(label)"
      case .progress(let label, let done, let total) where done == total: "all of \(label)"
      case .finishedInput(let input): "finished \(input.source)"
      case .finishedMap(let summary): "finished \(summary.inputs.count)"
      default: nil
      }
    }
    #expect(told == ["began field.tif", "all of field.tif", "finished field.tif", "finished 1"])
  }

  @Test func anInputThatFailsIsToldAndTheOthersGoOn() async throws {
    let events = RecordedEvents()
    let inputs = [try folder.write("no image", as: "broken.tif"), try picture("gk", as: "field.tif")]
    let summary = try await SurveyRun(try request(inputs), observer: events).run()
    #expect(summary.inputs.map(\.source) == ["field.tif"])
    #expect(summary.failures.map(\.source) == ["broken.tif"])
    let told = events.events.compactMap { if case .failure(let failure) = $0 { failure.source } else { nil } }
    #expect(told == ["broken.tif"])
  }

  @Test func anEarlierRunIsGoneOnWithUnlessASettingDiffers() async throws {
    var request = try request([picture("gk", as: "field.tif")])
    _ = try await SurveyRun(request, observer: RecordedEvents()).run()
    request.resume = true
    let again = RecordedEvents()
    _ = try await SurveyRun(request, observer: again).run()
    let resumed = again.events.compactMap { if case .resumed(let count, _, _) = $0 { count } else { nil } }
    #expect(resumed == [1])
    request.threshold = 0.25
    let other = RecordedEvents()
    _ = try await SurveyRun(request, observer: other).run()
    #expect(other.notices.contains("The earlier run differs in threshold, so everything is mapped again."))
  }

  @Test func aFolderWithResultsIsNotTakenUnasked() async throws {
    _ = try await SurveyRun(try request([picture("gk", as: "field.tif")]), observer: RecordedEvents()).run()
    await #expect {
      try await SurveyRun(try request([folder.path("field.tif")]), observer: RecordedEvents()).run()
    } throws: { "\($0)".hasPrefix("The output folder '\(folder.path("out"))' is not empty.") }
  }
}
