import Teaching
import Testing

@Suite("Scores of pixels")
struct PixelScoresTests {
  @Test("IoU by hand: 6 of 10 hits, mean of both classes")
  func byHand() {
    var scores = PixelScores(classCount: 2)
    scores.add(truth: 1, said: 1, weight: 6)
    scores.add(truth: 1, said: 0, weight: 3)
    scores.add(truth: 0, said: 1, weight: 1)
    scores.add(truth: 0, said: 0, weight: 16)
    #expect(scores.iou(of: 1) == 0.6)
    #expect(scores.iou(of: 0) == 0.8)
    #expect(scores.meanIoU == 0.7)
  }

  @Test("A class that neither side has does not count")
  func absent() {
    var scores = PixelScores(classCount: 3)
    scores.add(truth: 0, said: 0, weight: 1)
    #expect(scores.iou(of: 2) == nil)
    #expect(scores.meanIoU == 1)
    #expect(PixelScores(classCount: 2).meanIoU == nil)
  }
}
