/// Pixels with a label, and what a network sees there.
public struct LabelledFeatures: Sendable {
  /// A pixel.
  public struct Pixel: Sendable {
    /// Its class, from 0.
    public let label: Int
    /// How many pixels of the pictures it stands for; above 0.
    public let weight: Float
    /// The picture that is left out as a whole.
    public let group: Int
    /// The part of the picture, left out as a whole where the picture alone shows a class.
    public let part: Int
    /// The scores that the network itself gives each class; before the softmax.
    public let prior: [Float]
    /// Whether it was seen in a changed view: learnt from, but no test of what was learnt.
    public let isChanged: Bool

    /// Takes a pixel.
    public init(label: Int, weight: Float, group: Int, part: Int = 0, prior: [Float], isChanged: Bool = false) {
      self.label = label
      self.weight = weight
      self.group = group
      self.part = part
      self.prior = prior
      self.isChanged = isChanged
    }
  }

  /// Features are kept sixteen at a time, the last of a row filled with zeros.
  typealias Lane = SIMD16<Float>

  /// How many classes there are.
  public let classCount: Int
  /// How many features a pixel has.
  public let featureCount: Int
  /// The pixels.
  public private(set) var pixels: [Pixel] = []
  private(set) var lanes: [Lane] = []

  /// How many lanes the features of a pixel fill.
  var lanesPerPixel: Int { (featureCount + Lane.scalarCount - 1) / Lane.scalarCount }

  /// Begins without a pixel.
  ///
  /// - Parameters:
  ///   - classCount: at least 2.
  ///   - featureCount: at least 1.
  public init(classCount: Int, featureCount: Int) {
    precondition(classCount >= 2 && featureCount >= 1, "labels need two classes and a feature")
    self.classCount = classCount
    self.featureCount = featureCount
  }

  /// Adds a pixel.
  ///
  /// - Parameters:
  ///   - pixel: its label; the prior has a number for each class.
  ///   - features: what the network sees there, `featureCount` numbers.
  public mutating func add(_ pixel: Pixel, features: some Collection<Float>) {
    precondition(features.count == featureCount && pixel.prior.count == classCount, "a pixel of another network")
    precondition((0..<classCount).contains(pixel.label), "a label of another list of classes")
    pixels.append(pixel)
    var lane = Lane.zero
    var filled = 0
    for value in features {
      lane[filled] = value
      filled += 1
      if filled == Lane.scalarCount {
        lanes.append(lane)
        (lane, filled) = (.zero, 0)
      }
    }
    if filled > 0 { lanes.append(lane) }
  }

  /// How many pixels have each class.
  public var counts: [Int] {
    pixels.reduce(into: [Int](repeating: 0, count: classCount)) { $0[$1.label] += 1 }
  }

  /// The groups that occur, ascending.
  public var groups: [Int] { Set(pixels.map(\.group)).sorted() }

  /// Weights that sum to 1, with the shares of the classes moved towards equal ones.
  ///
  /// - Parameters:
  ///   - indices: the pixels that count.
  ///   - balance: 0 for the shares of the pictures, 1 for equal ones.
  /// - Returns: a weight for each of the indices, in their order.
  func weights(of indices: [Int], balance: Float) -> [Float] {
    var sums = [Float](repeating: 0, count: classCount)
    for index in indices { sums[pixels[index].label] += pixels[index].weight }
    let total = sums.reduce(0, +)
    let present = Float(sums.count { $0 > 0 })
    return indices.map { index in
      let pixel = pixels[index]
      let share = (1 - balance) * sums[pixel.label] / total + balance / present
      return pixel.weight / sums[pixel.label] * share
    }
  }

  /// The mean and the standard deviation of each feature.
  var statistics: (mean: [Float], deviation: [Float]) {
    let width = lanesPerPixel
    var sum = [Lane](repeating: .zero, count: width)
    for (index, lane) in lanes.enumerated() { sum[index % width] += lane }
    let count = Float(max(1, pixels.count))
    let mean = sum.map { $0 / count }
    var squares = [Lane](repeating: .zero, count: width)
    for (index, lane) in lanes.enumerated() {
      let difference = lane - mean[index % width]
      squares[index % width] += difference * difference
    }
    func flat(_ lanes: [Lane]) -> [Float] {
      (0..<featureCount).map { lanes[$0 / Lane.scalarCount][$0 % Lane.scalarCount] }
    }
    return (flat(mean), flat(squares.map { ($0 / count).squareRoot() }).map { $0 + Self.leastDeviation })
  }

  /// A feature that never changes says nothing, and must not become infinite.
  private static let leastDeviation: Float = 1e-3

  /// The same pixels with each feature less its mean, over its deviation.
  func standardised(mean: [Float], deviation: [Float]) -> LabelledFeatures {
    func lanes(of values: [Float]) -> [Lane] {
      (0..<lanesPerPixel).map { lane in
        var result = Lane(repeating: 1)
        for place in 0..<Lane.scalarCount where lane * Lane.scalarCount + place < featureCount {
          result[place] = values[lane * Lane.scalarCount + place]
        }
        return result
      }
    }
    let (shift, scale) = (lanes(of: mean), lanes(of: deviation))
    let tail = featureCount % Lane.scalarCount
    var copy = self
    for index in copy.lanes.indices {
      let column = index % lanesPerPixel
      var lane = (copy.lanes[index] - shift[column]) / scale[column]
      if column == lanesPerPixel - 1, tail > 0 { for place in tail..<Lane.scalarCount { lane[place] = 0 } }
      copy.lanes[index] = lane
    }
    return copy
  }
}
