import Foundation

/// The numbers of units between features and classes while they are fitted.
struct LayeredNet {
  typealias Lane = LabelledFeatures.Lane

  /// Standardised features beyond this are as good as this: one odd pixel must not lead.
  private static let mostDeviation: Float = 6
  /// How much units count at first: the network's own answer is where a fit begins.
  private static let firstOutput: Float = 0.1

  /// The weights of the units, lane by lane, then all other numbers, sixteen in a lane.
  var values: [Lane]

  private let classes: Int
  private let features: Int
  private let units: Int
  /// Lanes of a unit.
  private let width: Int

  private var ofUnits: Int { units * width }
  // Where the other numbers begin: biases of units, outputs by class, biases of classes, the gain less 1.
  private var outputs: Int { units }
  private var biases: Int { units * (1 + classes) }
  private var gain: Int { units * (1 + classes) + classes }

  /// Begins with weights by chance.
  init(_ data: LabelledFeatures, units: Int, using chance: inout some RandomNumberGenerator) {
    (classes, features, self.units, width) = (data.classCount, data.featureCount, units, data.lanesPerPixel)
    let others = units * (1 + classes) + classes + 1
    let size = units * data.lanesPerPixel + (others + Lane.scalarCount - 1) / Lane.scalarCount
    values = [Lane](repeating: .zero, count: size)
    // Uniform, with the deviation 1 / root of the number of inputs.
    let bound = (3 / Float(features)).squareRoot()
    for unit in 0..<units {
      for feature in 0..<features {
        let lane = unit * width + feature / Lane.scalarCount
        values[lane][feature % Lane.scalarCount] = Float.random(in: -bound...bound, using: &chance)
      }
    }
    let outer = Self.firstOutput * (3 / Float(units)).squareRoot()
    for place in outputs..<biases {
      let lane = units * width + place / Lane.scalarCount
      values[lane][place % Lane.scalarCount] = Float.random(in: -outer...outer, using: &chance)
    }
  }

  /// The head that it is.
  var head: TaughtHead {
    let others = flat(values)
    let rows = (0..<units).map { unit in
      (0..<features).map { values[unit * width + $0 / Lane.scalarCount][$0 % Lane.scalarCount] }
    }
    return TaughtHead(
      weights: [[Float]](repeating: [Float](repeating: 0, count: features), count: classes),
      bias: Array(others[biases..<gain]),
      gain: 1 + others[gain],
      units: UnitLayer(
        weights: rows,
        bias: Array(others[..<outputs]),
        output: (0..<classes).map { Array(others[(outputs + $0 * units)..<(outputs + ($0 + 1) * units)]) }
      )
    )
  }

  private func flat(_ lanes: [Lane]) -> [Float] {
    (0...gain).map { lanes[ofUnits + $0 / Lane.scalarCount][$0 % Lane.scalarCount] }
  }

  /// The slope of the mean cross entropy over a sample.
  ///
  /// - Parameters:
  ///   - sample: the pixels.
  ///   - data: where they are.
  ///   - dropped: the share of features, for the whole sample, and of units, for each pixel, that are left out.
  ///   - chance: what is left out.
  func gradient(
    over sample: [Int],
    of data: LabelledFeatures,
    dropped: Float,
    using chance: inout some RandomNumberGenerator
  ) -> [Lane] {
    func kept(using chance: inout some RandomNumberGenerator) -> Float {
      Float.random(in: 0..<1, using: &chance) < dropped ? 0 : 1 / (1 - dropped)
    }
    let mask = (0..<width).map { _ in
      var lane = Lane.zero
      for place in 0..<Lane.scalarCount { lane[place] = kept(using: &chance) }
      return lane
    }
    var masked = Array(values[..<ofUnits])
    for lane in masked.indices { masked[lane] *= mask[lane % width] }
    let others = flat(values)
    var ofWeights = [Lane](repeating: .zero, count: ofUnits)
    var ofOthers = [Float](repeating: 0, count: gain + 1)
    var active = [Float](repeating: 0, count: units)
    var factor = active
    var scores = [Float](repeating: 0, count: classes)
    var row = [Lane](repeating: .zero, count: width)
    let share = 1 / Float(sample.count)
    let (least, most) = (Lane(repeating: -Self.mostDeviation), Lane(repeating: Self.mostDeviation))
    for index in sample {
      let pixel = data.pixels[index]
      for lane in 0..<width {
        row[lane] = data.lanes[index * width + lane].clamped(lowerBound: least, upperBound: most)
      }
      for unit in 0..<units {
        var product = Lane.zero
        for lane in 0..<width { product += masked[unit * width + lane] * row[lane] }
        let sum = product.sum() + others[unit]
        factor[unit] = sum > 0 ? kept(using: &chance) : 0
        active[unit] = sum * factor[unit]
      }
      for label in 0..<classes {
        var sum = others[biases + label] + (1 + others[gain]) * pixel.prior[label]
        for unit in 0..<units { sum += others[outputs + label * units + unit] * active[unit] }
        scores[label] = sum
      }
      let top = scores.max() ?? 0
      let total = scores.reduce(0) { $0 + exp($1 - top) }
      for label in 0..<classes {
        let error = share * (exp(scores[label] - top) / total - (label == pixel.label ? 1 : 0))
        scores[label] = error
        ofOthers[biases + label] += error
        ofOthers[gain] += error * pixel.prior[label]
        for unit in 0..<units { ofOthers[outputs + label * units + unit] += error * active[unit] }
      }
      for unit in 0..<units where factor[unit] > 0 {
        var slope: Float = 0
        for label in 0..<classes { slope += scores[label] * others[outputs + label * units + unit] }
        slope *= factor[unit]
        ofOthers[unit] += slope
        for lane in 0..<width { ofWeights[unit * width + lane] += slope * row[lane] }
      }
    }
    for lane in ofWeights.indices { ofWeights[lane] *= mask[lane % width] }
    var gradient = ofWeights + [Lane](repeating: .zero, count: values.count - ofUnits)
    for (place, value) in ofOthers.enumerated() {
      gradient[ofUnits + place / Lane.scalarCount][place % Lane.scalarCount] = value
    }
    return gradient
  }
}
