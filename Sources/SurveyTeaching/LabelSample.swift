import Imagery

/// Places of a picture that are learnt from: some of each class, each with the number of pixels that it stands for.
struct LabelSample {
  /// A place.
  struct Place: Hashable {
    /// Columns from the left.
    let x: Int
    /// Rows from the top.
    let y: Int
    /// The class.
    let label: Int
    /// How many pixels it stands for.
    let weight: Float
    /// Which quarter of the picture it lies in, 0 to 3.
    let quarter: Int
  }

  /// Labels are looked at on every fourth row and column, which is as fine as a network's scores are.
  static let stride = 4

  /// The places, row by row.
  let places: [Place]
  /// Pixels of each class in the mask.
  let pixels: [Int]

  /// Chooses places.
  ///
  /// - Parameters:
  ///   - mask: the labels.
  ///   - classCount: how many classes there are.
  ///   - ignored: the value that says nothing.
  ///   - path: the mask, for messages.
  ///   - most: the most places of a class.
  ///   - seed: what chance begins with.
  /// - Throws: `TeachError.unknownValue`.
  init(_ mask: ClassMask, classCount: Int, ignored: UInt8, path: String, most: Int = 1500, seed: UInt64) throws {
    let (width, height) = (mask.size.width, mask.size.height)
    var counts = [Int](repeating: 0, count: classCount)
    for value in mask.classes where value != ignored {
      guard Int(value) < classCount else {
        throw TeachError.unknownValue(mask: path, value: Int(value), classCount: classCount)
      }
      counts[Int(value)] += 1
    }
    var found = [[(x: Int, y: Int)]](repeating: [], count: classCount)
    for y in Swift.stride(from: min(2, height - 1), to: height, by: Self.stride) {
      for x in Swift.stride(from: min(2, width - 1), to: width, by: Self.stride) {
        let value = mask.classes[y * width + x]
        if value != ignored { found[Int(value)].append((x, y)) }
      }
    }
    var random = SplitMix(seed: seed)
    var chosen: [Place] = []
    for (label, positions) in found.enumerated() where !positions.isEmpty {
      let some = positions.count <= most ? positions : positions.some(most, using: &random)
      let weight = Float(counts[label]) / Float(some.count)
      chosen += some.map { position in
        let quarter = (position.x * 2 >= width ? 1 : 0) + (position.y * 2 >= height ? 2 : 0)
        return Place(x: position.x, y: position.y, label: label, weight: weight, quarter: quarter)
      }
    }
    places = chosen.sorted { ($0.y, $0.x) < ($1.y, $1.x) }
    pixels = counts
  }
}

extension Array {
  /// Some of the elements, each as likely as any other.
  fileprivate func some(_ count: Int, using random: inout some RandomNumberGenerator) -> [Element] {
    var copy = self
    for index in 0..<count { copy.swapAt(index, Int.random(in: index..<copy.count, using: &random)) }
    return Array(copy.prefix(count))
  }
}
