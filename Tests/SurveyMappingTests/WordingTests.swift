import Testing

@testable import SurveyMapping

/// What the library says itself, which names no option.
@Suite struct WordingTests {
  @Test(arguments: [
    SurveyNotice.unknownLens(frames: 2, of: 3), .assumedTakeoff, .plain("x."),
    .flagged(FrameFlag(source: "a", flag: .black, reason: "'a' is black.", used: false)),
    .valueRange(name: "a", sampleType: "UInt16", low: 0, high: 4095, isStated: true),
    .valueRange(name: "a", sampleType: "UInt16", low: 0, high: 4095, isStated: false),
  ]) func noticesNameNoOption(_ notice: SurveyNotice) {
    let sentence = PlainWording().sentence(of: notice)
    #expect(!sentence.contains("--") && sentence.hasSuffix("."))
  }

  @Test(arguments: [
    SurveyMappingError.videoWithoutTrack(path: "a"), .videoWithoutPlaces(path: "a", track: "b", reason: "c"),
    .trackOfSeveralVideos(count: 2), .noWatchedFolder(path: "a"), .nothingSurveyed(path: "a"),
    .sameStem(first: "a", second: "b"), .changedMeanwhile(path: "a"), .cannotPlace(path: "a", reason: "b"),
    .cannotPlaceFrames(path: "a", count: 1, of: 2, reason: "b"),
  ]) func errorsNameNoOption(_ error: SurveyMappingError) {
    #expect(!PlainWording().sentence(of: error).contains("--"))
  }

  @Test(arguments: [
    ModelError.missing(path: "a"), .quantised(path: "a"), .onlyQuantised(path: "a", precision: "f32"),
    .notQuantised(path: "a", wanted: "b"), .otherTile(path: "a", side: 512, wanted: 100),
    .noClassNames(path: "a", what: "its 3 classes"), .noCrops(path: "a"),
    .unknownCrop(name: "a", path: "b", known: ["c"]), .precisionOfOpenCV(precision: "bf16"), .openVINOOnCUDA,
    .noDevice(name: "cuda", reason: "there is none"),
  ]) func errorsOfModelsNameNoOption(_ error: ModelError) {
    #expect(!PlainWording().sentence(of: error).contains("--"))
  }

  @Test func settingsAreCalledWhatTheyAre() {
    let names = SurveySetting.allCases.map(PlainWording().name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { !$0.hasPrefix("--") })
  }
}
