import Foundation
import Testing

@testable import Teaching

/// Pictures of two features, of which the first says the class and the second nothing.
private func pictures(
  _ count: Int,
  seed: UInt64,
  separation: Float,
  prior: (Int) -> [Float] = { _ in [0, 0] }
) -> LabelledFeatures {
  var random = Chance(state: seed)
  var data = LabelledFeatures(classCount: 2, featureCount: 2)
  for picture in 0..<count {
    for index in 0..<200 {
      let label = index % 10 == 0 ? 1 : 0
      let value = Float.random(in: -1...1, using: &random) + (label == 1 ? separation : 0)
      data.add(
        .init(label: label, weight: 5, group: picture, prior: prior(label)),
        features: [10 + 3 * value, Float.random(in: -1...1, using: &random)]
      )
    }
  }
  return data
}

private struct Chance: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 33)
  }
}

@Suite("Fitting a head and choosing one")
struct HeadSearchTests {
  @Test("What features tell is learnt, and found on pictures left out")
  func learns() async throws {
    let outcome = try await HeadSearch(pictures(4, seed: 1, separation: 3), canStay: true).run()
    let score = try #require(outcome.score.meanIoU)
    #expect(outcome.penalty != nil)
    #expect(outcome.foldCount == 4)
    #expect(score > 0.9)
    // The network by itself says nothing: all is background.
    #expect(try #require(outcome.unchangedScore?.meanIoU) < 0.5)
    // The head takes raw features: mean 10, deviation about 1.7.
    let weed = outcome.head.scores(features: [19, 0], prior: [0, 0])
    let ground = outcome.head.scores(features: [10, 0], prior: [0, 0])
    #expect(weed[1] > weed[0])
    #expect(ground[0] > ground[1])
  }

  @Test("What was seen in changed views is learnt from, and is no test of what was learnt")
  func changed() async throws {
    var data = LabelledFeatures(classCount: 2, featureCount: 1)
    for picture in 0..<3 {
      for index in 0..<100 {
        let label = index % 2
        data.add(.init(label: label, weight: 1, group: picture, prior: [0, 0]), features: [Float(label)])
        // Of the other class: they would be found wrong.
        data.add(
          .init(label: 1 - label, weight: 0.01, group: picture, prior: [0, 0], isChanged: true),
          features: [Float(label)]
        )
      }
    }
    let outcome = try await HeadSearch(data, canStay: true).run()
    #expect(outcome.score.meanIoU == 1)
    #expect(outcome.score.counts.flatMap(\.self).reduce(0, +) == 300)
  }

  @Test("Where features tell nothing, a network that knows is left alone")
  func stays() async throws {
    let data = pictures(3, seed: 2, separation: 0) { $0 == 1 ? [0, 2] : [2, 0] }
    let outcome = try await HeadSearch(data, canStay: true).run()
    #expect(outcome.penalty == nil)
    #expect(outcome.head == .unchanged(classCount: 2, featureCount: 2))
    #expect(outcome.score.meanIoU == 1)
  }

  @Test("The loss is lowest where its slope is zero: the share of a class without features to tell it by")
  func prevalence() throws {
    var data = LabelledFeatures(classCount: 2, featureCount: 1)
    for index in 0..<100 {
      data.add(.init(label: index < 20 ? 1 : 0, weight: 1, group: 0, prior: [0, 0]), features: [0])
    }
    let fit = LogisticFit(data, indices: Array(0..<100), penalty: 0.1, balance: 0)
    let head = try fit.head()
    // log odds of 0.2
    #expect(abs(Double(head.bias[1] - head.bias[0]) - log(0.25)) < 1e-3)
  }

  @Test("Weights sum to one and move shares towards equal ones")
  func weights() {
    var data = LabelledFeatures(classCount: 2, featureCount: 1)
    for index in 0..<10 {
      data.add(.init(label: index == 0 ? 1 : 0, weight: 2, group: 0, prior: [0, 0]), features: [0])
    }
    let natural = data.weights(of: Array(0..<10), balance: 0)
    let equal = data.weights(of: Array(0..<10), balance: 1)
    #expect(abs(natural.reduce(0, +) - 1) < 1e-6)
    #expect(abs(natural[0] - 0.1) < 1e-6)
    #expect(abs(equal[0] - 0.5) < 1e-6)
  }

  @Test("The minimiser finds the bottom of a long valley")
  func rosenbrock() throws {
    let bottom = try QuasiNewton(steps: 200, tolerance: 1e-6).minimise(from: [-1.2, 1]) { point in
      let (x, y) = (Double(point[0]), Double(point[1]))
      let value = 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x)
      return (value, [Float(-400 * x * (y - x * x) - 2 * (1 - x)), Float(200 * (y - x * x))])
    }
    #expect(abs(bottom[0] - 1) < 0.01)
    #expect(abs(bottom[1] - 1) < 0.02)
  }
}
