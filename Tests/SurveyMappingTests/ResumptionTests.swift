import Foundation
import ResultFiles
import TestSupport
import Testing

@testable import SurveyMapping

/// What an earlier run is worth.
@Suite struct ResumptionTests {
  private let temporary: TemporaryFolder
  private let folder: OutputFolder
  private let journal: RunJournal
  private let input: URL

  init() throws {
    temporary = try TemporaryFolder()
    folder = try OutputFolder(path: temporary.path("out"), overwrite: false)
    journal = try RunJournal(in: folder, options: [:], isResumed: false)
    input = URL(fileURLWithPath: try temporary.write("picture", as: "field.ppm"))
  }

  private func resumption(needsQuality: Bool = false) -> Resumption {
    let map = MapFile(in: folder, journal: journal, classes: ["background", "weed"])
    return Resumption(in: folder, journal: journal, map: map, needsQuality: needsQuality)
  }

  private func finish(place: String? = nil) throws -> InputFigures {
    var figures = InputFigures(classCount: 2)
    figures.pixels = [90, 10]
    _ = try temporary.write("mask", as: "out/field.mask.tif")
    try journal.finish(
      input,
      stamp: FileStamp(input),
      maskPath: folder.maskPath(of: input),
      place: place,
      figures: figures
    )
    return figures
  }

  @Test func aFinishedInputIsNotSegmentedAgain() throws {
    #expect(resumption().figures(of: input) == nil)
    let figures = try finish()
    #expect(resumption().figures(of: input) == figures)
    // The figures of quality are missing.
    #expect(resumption(needsQuality: true).figures(of: input) == nil)
  }

  @Test func anInputOrAMaskThatChangedIsSegmentedAgain() throws {
    _ = try finish()
    _ = try temporary.write("another mask", as: "out/field.mask.tif")
    #expect(resumption().figures(of: input) == nil)
    _ = try finish()
    _ = try temporary.write("another picture", as: "field.ppm")
    #expect(resumption().figures(of: input) == nil)
  }

  @Test func aPictureOfAVideoCountsWhereItLay() throws {
    let figures = try finish(place: "here")
    #expect(resumption().figures(of: input, place: "here") == figures)
    #expect(resumption().figures(of: input, place: "there") == nil)
  }

  @Test func anOrthophotoCountsWithItsPatches() throws {
    let photo = URL(fileURLWithPath: Sample.orthophoto)
    var figures = InputFigures(classCount: 2)
    figures.patchCounts = [0, 3]
    _ = try temporary.write("mask", as: "out/orthophoto.mask.tif")
    let maskPath = folder.maskPath(of: photo)
    try journal.finish(photo, stamp: FileStamp(photo), maskPath: maskPath, place: nil, figures: figures)
    let resumption = resumption()
    #expect(resumption.figures(of: photo) == figures)
    #expect(resumption.figures(of: try SurveyedImage(photo, isPlaced: true)) == nil)
    #expect(resumption.figures(of: try SurveyedImage(photo, isPlaced: false)) == figures)
  }

  @Test func whatThisRunSegmentedAheadIsNotFromTheEarlierOne() {
    let resumption = resumption()
    #expect(resumption.isEarlier(input))
    resumption.prepare(input)
    #expect(!resumption.isEarlier(input))
  }
}
