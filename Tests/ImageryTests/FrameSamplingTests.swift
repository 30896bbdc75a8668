import Imagery
import TestSupport
import Testing

/// Which pictures of a stream are taken.
@Suite struct FrameSamplingTests {
  private func sample(step: Double, _ stream: [(place: Double, detail: Double)]) -> (taken: [Int], looks: Int) {
    var sampling = FrameSampling<Int>(step: step)
    var (taken, looks): ([Int], Int) = ([], 0)
    for (index, picture) in stream.enumerated() {
      if let best = sampling.advance(to: picture.place) { taken.append(best) }
      guard sampling.wants(at: picture.place) else { continue }
      looks += 1
      sampling.look(at: index, detail: picture.detail, place: picture.place)
    }
    if let best = sampling.finish() { taken.append(best) }
    return (taken, looks)
  }

  @Test func theSharpestNearEachStepIsTaken() {
    // Ten pictures a second, a step of a second: windows up to 0.25, 0.75 to 1.25, 1.75 to 2.25 s.
    let details: [Int: Double] = [2: 9, 5: 99, 9: 9]
    let stream = (0...22).map { index -> (place: Double, detail: Double) in
      (place: Double(index) / 10, detail: details[index] ?? 1)
    }
    #expect(sample(step: 1, stream).taken == [2, 9, 18])
  }

  @Test func ofEqualsTheFirstIsTaken() {
    #expect(sample(step: 10, (0..<10).map { (place: Double($0) / 10, detail: 5) }).taken == [0])
  }

  @Test func aHoveringDroneIsLookedAtOnce() {
    let stream = (0..<1000).map { _ in (place: 2.0, detail: 1.0) }
    let result = sample(step: 2, stream)
    #expect(result.taken == [0])
    #expect(result.looks == 1)
  }

  @Test func neighboursAreHalfAStepToOneAndAHalfApart() {
    var generator = SeededGenerator(seed: 5)
    var place = 0.0
    let stream = (0..<5000).map { _ -> (place: Double, detail: Double) in
      place += .random(in: 0...0.1, using: &generator)
      return (place, .random(in: 0...1, using: &generator))
    }
    let taken = sample(step: 1.5, stream).taken.map { stream[$0].place }
    #expect(taken.count >= 160)
    for (first, second) in zip(taken, taken.dropFirst()) {
      #expect((0.75 - 1e-9...2.25 + 1e-9).contains(second - first))
    }
  }

  @Test func aGapInTheStreamIsNoPicture() {
    #expect(sample(step: 1, [(0, 1), (7.1, 1), (7.2, 2)]).taken == [0, 2])
  }
}
