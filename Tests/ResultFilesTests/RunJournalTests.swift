import Foundation
import TestSupport
import Testing

@testable import ResultFiles

/// What of a run is finished.
@Suite struct RunJournalTests {
  private struct Figures: Codable, Hashable {
    let count: Int
  }

  private let folder: TemporaryFolder
  private let input: URL
  private let mask: String

  init() throws {
    folder = try TemporaryFolder()
    input = URL(fileURLWithPath: try folder.write("pixels", as: "field.tif"))
    mask = try folder.write("classes", as: "field.mask.tif")
  }

  private func journal(_ options: [String: String] = ["model": "a"], isResumed: Bool) throws -> RunJournal {
    try RunJournal(
      in: OutputFolder(path: folder.path("out"), overwrite: true),
      options: options,
      isResumed: isResumed
    )
  }

  private func figures(_ journal: RunJournal, place: String? = nil) -> Figures? {
    journal.figures(of: input, origin: input, maskPath: mask, place: place, as: Figures.self)
  }

  private func finish() throws {
    let stamp = FileStamp(input)
    try journal(isResumed: false).finish(input, stamp: stamp, maskPath: mask, place: nil, figures: Figures(count: 3))
  }

  @Test func aLaterRunTakesWhatIsFinished() throws {
    try finish()
    let later = try journal(isResumed: true)
    #expect(later.isContinued)
    #expect(figures(later) == Figures(count: 3))
    #expect(figures(later, place: "elsewhere") == nil)
    #expect(RunJournal.exists(in: folder.path("out")))
  }

  @Test func aChangedInputIsNotFinished() throws {
    try finish()
    _ = try folder.write("other pixels", as: "field.tif")
    #expect(figures(try journal(isResumed: true)) == nil)
  }

  @Test func otherOptionsForgetTheEarlierRunAndSayWhich() throws {
    try finish()
    let later = try journal(["model": "b", "views": "2"], isResumed: true)
    #expect(!later.isContinued)
    #expect(later.notice == "The earlier run differs in model, views, so everything is mapped again.")
    #expect(figures(later) == nil)
  }

  @Test func aRunThatIsNotResumedForgets() throws {
    try finish()
    let later = try journal(isResumed: false)
    #expect(!later.isContinued && later.notice == nil)
    #expect(figures(later) == nil)
  }

  @Test func masksOfAForgottenRunAreNamed() throws {
    try finish()
    var forgotten: [String] = []
    let out = try OutputFolder(path: folder.path("out"), overwrite: true)
    _ = try RunJournal(in: out, options: ["model": "a"], isResumed: true) { forgotten += $0 }
    #expect(forgotten == [])
    _ = try RunJournal(in: out, options: ["model": "b"], isResumed: true) { forgotten += $0 }
    #expect(forgotten == ["field.mask.tif"])
  }

  @Test func inputsThatAreNotWantedAreForgotten() throws {
    try finish()
    let later = try journal(isResumed: true)
    #expect(later.forget { $0 == "field.mask.tif" } == [])
    #expect(figures(later) != nil)
    #expect(later.forget { _ in false } == ["field.mask.tif"])
    #expect(figures(later) == nil)
  }

  @Test func theFilesOfTheJournalAreOnesThatEarlierProgramsRead() throws {
    try finish()
    let entry = try String(contentsOfFile: folder.path("out/.ragweed/inputs/field.tif.json"), encoding: .utf8)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(entry.utf8)) as? [String: Any])
    #expect(Set(document.keys) == ["input", "mask", "figures"])
    #expect(document["figures"] as? [String: Int] == ["count": 3])
    #expect((document["input"] as? [String: Any]).map { Set($0.keys) } == ["path", "size", "modified"])
    let options = try String(contentsOfFile: folder.path("out/.ragweed/options.json"), encoding: .utf8)
    #expect(options == "{\"model\": \"a\"}")
  }
}
