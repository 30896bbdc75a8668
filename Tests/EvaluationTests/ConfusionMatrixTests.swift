import Evaluation
import Imagery
import Testing

@Suite struct ConfusionMatrixTests {
  private func mask(_ classes: [UInt8]) throws -> ClassMask {
    try ClassMask(size: PixelSize(width: classes.count, height: 1), classes: classes)
  }

  private func matrix(truth: [UInt8], prediction: [UInt8], classes: Int, ignoring: UInt8 = 255) throws
    -> ConfusionMatrix
  {
    var matrix = try ConfusionMatrix(classCount: classes)
    try matrix.add(prediction: mask(prediction), truth: mask(truth), ignoring: ignoring, name: "m")
    return matrix
  }

  @Test func theFourFiguresAreThoseComputedByHand() throws {
    // 2 right weeds, 1 missed, 1 false alarm, 2 right backgrounds.
    let matrix = try matrix(truth: [1, 1, 1, 0, 0, 0], prediction: [1, 1, 0, 1, 0, 0], classes: 2)
    #expect(matrix.counts == [[2, 1], [1, 2]])
    #expect(matrix.iou(of: 1) == 0.5)
    #expect(matrix.precision(of: 1) == 2.0 / 3)
    #expect(matrix.recall(of: 1) == 2.0 / 3)
    #expect(matrix.f1(of: 1) == 2.0 / 3)
    #expect(matrix.meanIoU == 0.5)
    #expect(matrix.pixelAccuracy == 4.0 / 6)
  }

  @Test func anEmptyUnionIsNoZero() throws {
    let matrix = try matrix(truth: [0, 0], prediction: [0, 0], classes: 2)
    #expect(matrix.iou(of: 1) == nil)
    #expect(matrix.meanIoU == 1)
    #expect(matrix.foregroundMeanIoU == nil)
  }

  @Test func ignoredTruthNeverCountsAsAFalseAlarm() throws {
    #expect(try matrix(truth: [0, 255], prediction: [0, 1], classes: 2).counts == [[1, 0], [0, 0]])
    #expect(try matrix(truth: [1, 0], prediction: [1, 1], classes: 2, ignoring: 0).counts == [[0, 0], [0, 1]])
  }

  @Test func whatWasNotSurveyedIsCountedApart() throws {
    let matrix = try matrix(truth: [0, 1, 255], prediction: [255, 255, 255], classes: 2)
    #expect(matrix.total == 0)
    #expect(matrix.notPredicted == 2)
    #expect(matrix.meanIoU == nil)
  }

  @Test func countsBeyondThirtyTwoBitsAreExact() throws {
    var sum = try matrix(truth: [1], prediction: [1], classes: 2)
    // Doubling forty times: float counts would stop at 2^24, 32-bit ones at 2^31.
    for _ in 0..<40 { try sum.add(sum) }
    #expect(sum.counts[1][1] == 1 << 40)
  }

  @Test func matricesOfOtherClassesAreNotAdded() throws {
    var matrix = try ConfusionMatrix(classCount: 2)
    #expect(throws: EvaluationError.classCount(3)) { try matrix.add(ConfusionMatrix(classCount: 3)) }
    #expect(throws: EvaluationError.classCount(1)) { try ConfusionMatrix(classCount: 1) }
  }

  @Test func valuesThatAreNoClassAreRefusedWithTheWayOut() {
    #expect {
      try matrix(truth: [0, 9], prediction: [0, 0], classes: 2)
    } throws: {
      "\($0)" == """
        The truth of 'm' has the value 9, and the classes are 0 to 1. \
        Name all classes, say which class the value counts as, or ignore the value 9.
        """
    }
  }
}
