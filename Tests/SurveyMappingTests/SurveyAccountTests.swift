import FlightPlanning
import Foundation
import Segmentation
import TestSupport
import Testing
import VisionRuntime

@testable import SurveyMapping

/// What is told and what is kept.
@Suite struct SurveyAccountTests {
  private let folder: TemporaryFolder
  private let events = RecordedEvents()
  private let account: SurveyAccount

  init() throws {
    folder = try TemporaryFolder()
    let model = try LoadedModel(ModelRequest(path: try CropNetwork().write(into: folder)))
    let engine = try Engine(
      .opencv,
      precision: .auto,
      device: .cpu,
      views: .one,
      threshold: 0.5,
      model: model,
      threads: 1
    )
    account = SurveyAccount(
      MapSummary(model: model, engine: engine, folder: folder.url),
      wording: PlainWording(),
      observer: events
    )
  }

  @Test func whatIsToldStandsInTheSummary() throws {
    let flag = FrameFlag(source: "a.jpg", flag: .black, reason: "'a.jpg' is black.", used: false)
    account.flag(flag)
    account.tellFlags()
    account.fail(SurveyMappingError.nothingSurveyed(path: "b.tif"), file: URL(fileURLWithPath: "b.tif"))
    let summary = account.finish()
    #expect(summary.flagged.map(\.source) == ["a.jpg"])
    #expect(summary.failures.map(\.source) == ["b.tif"])
    #expect(events.notices == summary.notices && events.notices.count == 1)
    #expect(summary.wallTime > .zero)
  }

  @Test func whatIsSegmentedAheadIsNeitherToldNorKept() async throws {
    struct Ahead: Error {}
    await #expect(throws: Ahead.self) {
      try await account.silently {
        #expect(account.isSilent)
        account.warn(.assumedTakeoff)
        account.countResumed()
        throw Ahead()
      }
    }
    #expect(!account.isSilent && events.events.isEmpty)
    #expect(account.summary.notices.isEmpty && account.summary.resumedCount == 0)
    account.warn(.assumedTakeoff)
    #expect(events.notices.count == 1)
  }

  @Test func whatAnEarlierRunFinishedIsSaidAtTheEnd() {
    account.countResumed()
    #expect(account.finish().notices == ["1 of 0 inputs were taken from the earlier run."])
  }

  @Test func aFrameThatCannotBeReadIsToldAndTheOthersAreLookedAt() async throws {
    let broken = URL(fileURLWithPath: try folder.write("no picture", as: "broken.jpg"))
    let whole = URL(fileURLWithPath: Sample.frames).appendingPathComponent("DJI_0001.JPG")
    let inspection = FrameInspection(
      knowledge: try FrameKnowledge(
        options: FrameRequest(),
        videos: VideoRequest(),
        sensors: SensorTable(catalog: try Catalog(shipped: []))
      ),
      width: 2,
      account: account,
      observer: events
    )
    let frames = await inspection.frames(of: [broken, folder.url.appendingPathComponent("field.tif"), whole])
    #expect(frames.map(\.name) == ["DJI_0001.JPG"])
    #expect(account.summary.failures.map(\.source) == ["broken.jpg"])
  }
}
