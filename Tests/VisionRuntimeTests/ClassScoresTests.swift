import Imagery
import Testing

@testable import VisionRuntime

@Suite struct ClassScoresTests {
  private func probabilities(_ scores: [Float], _ kind: ModelCard.Output.Kind, channels: Int, classes: Int) throws
    -> [Float]
  {
    try ClassScores.probabilities(scores, kind: kind, channels: channels, classes: classes)
  }

  private func expect(_ found: [Float], _ wanted: [Float], _ location: SourceLocation = #_sourceLocation) {
    #expect(found.count == wanted.count, sourceLocation: location)
    for (one, other) in zip(found, wanted) { #expect(abs(one - other) < 1e-6, sourceLocation: location) }
  }

  @Test func theSoftmaxSumsToOneAndKeepsOrder() throws {
    // Two classes, three pixels.
    let scores = try probabilities([0, 100, -3, 1, 90, -3], .logits, channels: 2, classes: 2)
    for pixel in 0..<3 { #expect(abs(scores[pixel] + scores[3 + pixel] - 1) < 1e-6) }
    #expect(scores[0] < scores[3])
    #expect(scores[1] > 0.99)
    #expect(abs(scores[2] - 0.5) < 1e-6)
  }

  @Test func aSingleChannelIsTheProbabilityOfTheClassThatIsNoBackground() throws {
    expect(try probabilities([0.25, 0.75], .probabilities, channels: 1, classes: 2), [0.75, 0.25, 0.25, 0.75])
    // The sigmoid of 0 and of ln 3.
    expect(try probabilities([0, 1.098_612_3], .logits, channels: 1, classes: 2), [0.5, 0.25, 0.5, 0.75])
  }

  @Test func independentChannelsLeaveTheBackgroundWhatNoneClaims() throws {
    // Two pixels of two classes: 1 - 0.6 = 0.4 and 1 - 0.2 = 0.8 are left, then each pixel's three are divided by their sum.
    let found = try probabilities([0.6, 0.2, 0.2, 0.1], .independent, channels: 2, classes: 3)
    expect(found, [0.4 / 1.2, 0.8 / 1.1, 0.6 / 1.2, 0.2 / 1.1, 0.2 / 1.2, 0.1 / 1.1])
  }

  @Test func independentChannelsOfAllClassesKeepTheirOrder() throws {
    let found = try probabilities([0.9, 0, 0.3, 0, 0.6, 0], .independent, channels: 3, classes: 3)
    // Where no channel says anything the pixel is background.
    expect(found, [0.5, 1, 0.3 / 1.8, 0, 0.6 / 1.8, 0])
  }

  @Test func probabilitiesThatAreLeftAloneAreTheSame() throws {
    let scores: [Float] = [0.1, 0.2, 0.9, 0.8]
    #expect(try probabilities(scores, .probabilities, channels: 2, classes: 2) == scores)
  }

  @Test(arguments: [[Float(-1), 2], [0.5, 1.2], [.nan, 0.5], [.infinity, 0]])
  func numbersThatAreNoProbabilitiesAreRefused(scores: [Float]) {
    #expect(throws: ClassScores.NoProbabilities.self) {
      try ClassScores.probabilities(scores, kind: .probabilities, channels: 2, classes: 2)
    }
  }
}
