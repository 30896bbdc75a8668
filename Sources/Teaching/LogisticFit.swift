import Foundation

/// Multinomial logistic regression around what a network says by itself.
///
/// Minimises the weighted cross entropy plus `penalty` times the squared weights: the logarithm of a Gaussian prior
/// around the network's own answer (Bishop 2006, Pattern Recognition and Machine Learning, 4.3.4).
struct LogisticFit {
  private typealias Lane = LabelledFeatures.Lane

  private let data: LabelledFeatures
  private let indices: [Int]
  private let weights: [Float]
  private let penalty: Float

  /// The gain of the network's own scores is held less tightly: one number for all of them.
  private static let gainPenalty: Float = 0.1

  /// Prepares a fit.
  ///
  /// - Parameters:
  ///   - data: standardised features.
  ///   - indices: the pixels that are learnt from.
  ///   - penalty: above 0; the larger, the nearer the head stays to the network's own answer.
  ///   - balance: 0 for the classes' shares in the pictures, 1 for equal ones.
  init(_ data: LabelledFeatures, indices: [Int], penalty: Float, balance: Float) {
    self.data = data
    self.indices = indices
    self.penalty = penalty
    weights = data.weights(of: indices, balance: balance)
  }

  /// Finds the head.
  ///
  /// - Throws: `CancellationError` where the task is cancelled.
  func head() throws -> LinearHead {
    let (classes, width) = (data.classCount, data.lanesPerPixel * Lane.scalarCount)
    let start = [Float](repeating: 0, count: classes * (width + 1) + 1)
    let best = try QuasiNewton().minimise(from: start, loss)
    let rows = (0..<classes).map { Array(best[($0 * width)..<($0 * width + data.featureCount)]) }
    return LinearHead(
      weights: rows,
      bias: Array(best[(classes * width)..<(classes * (width + 1))]),
      gain: 1 + best[classes * (width + 1)]
    )
  }

  /// The loss and its gradient; the values are the weights by class, the biases, and the gain less 1.
  private func loss(_ values: [Float]) -> (value: Double, gradient: [Float]) {
    let (classes, lanes) = (data.classCount, data.lanesPerPixel)
    let width = lanes * Lane.scalarCount
    let rows = (0..<(classes * lanes)).map { lane in
      Lane((0..<Lane.scalarCount).map { values[lane * Lane.scalarCount + $0] })
    }
    let bias = Array(values[(classes * width)..<(classes * (width + 1))])
    let gain = 1 + values[classes * (width + 1)]
    var gradient = [Lane](repeating: .zero, count: classes * lanes)
    var ofBias = [Float](repeating: 0, count: classes)
    var ofGain: Float = 0
    var sum = 0.0
    var scores = [Float](repeating: 0, count: classes)
    for (order, index) in indices.enumerated() {
      let pixel = data.pixels[index]
      let first = index * lanes
      for label in 0..<classes {
        var product = Lane.zero
        for lane in 0..<lanes { product += rows[label * lanes + lane] * data.lanes[first + lane] }
        scores[label] = product.sum() + bias[label] + gain * pixel.prior[label]
      }
      let most = scores.max() ?? 0
      let total = scores.reduce(0) { $0 + exp($1 - most) }
      sum -= Double(weights[order]) * Double(scores[pixel.label] - most - log(total))
      for label in 0..<classes {
        let probability = exp(scores[label] - most) / total
        let error = weights[order] * (probability - (label == pixel.label ? 1 : 0))
        ofBias[label] += error
        ofGain += error * pixel.prior[label]
        for lane in 0..<lanes { gradient[label * lanes + lane] += error * data.lanes[first + lane] }
      }
    }
    for index in rows.indices {
      sum += Double(penalty * (rows[index] * rows[index]).sum())
      gradient[index] += 2 * penalty * rows[index]
    }
    let change = gain - 1
    sum += Double(Self.gainPenalty * penalty * change * change)
    ofGain += 2 * Self.gainPenalty * penalty * change
    var flat: [Float] = []
    flat.reserveCapacity(values.count)
    for lane in gradient { for place in 0..<Lane.scalarCount { flat.append(lane[place]) } }
    return (sum, flat + ofBias + [ofGain])
  }
}
