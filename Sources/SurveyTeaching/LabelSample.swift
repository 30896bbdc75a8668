import Imagery
import Quantities

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
    /// Which quarter of what is labelled it lies in, 0 to 3.
    let quarter: Int

    /// The same place, standing for another number of pixels.
    func weighing(_ weight: Float) -> Place { Place(x: x, y: y, label: label, weight: weight, quarter: quarter) }

    /// The same place where another view shows it.
    func moved(x: Int, y: Int) -> Place { Place(x: x, y: y, label: label, weight: weight, quarter: quarter) }
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
  ///   - mask: the labels of the window; values that no class has say nothing.
  ///   - window: where it lies in its picture.
  ///   - classCount: how many classes there are.
  ///   - most: the most places of a class.
  ///   - seed: what chance begins with.
  init(_ mask: ClassMask, at window: PixelRect, classCount: Int, most: Int = 1500, seed: UInt64) {
    let (width, height) = (mask.size.width, mask.size.height)
    var counts = [Int](repeating: 0, count: classCount)
    for value in mask.classes where Int(value) < classCount { counts[Int(value)] += 1 }
    var found = [[(x: Int, y: Int)]](repeating: [], count: classCount)
    for y in Swift.stride(from: min(2, height - 1), to: height, by: Self.stride) {
      for x in Swift.stride(from: min(2, width - 1), to: width, by: Self.stride) {
        let value = mask.classes[y * width + x]
        if Int(value) < classCount { found[Int(value)].append((x, y)) }
      }
    }
    let cross = Cross(found)
    var random = SmallRandom(seed: seed)
    var chosen: [Place] = []
    for (label, positions) in found.enumerated() where !positions.isEmpty {
      let some = positions.count <= most ? positions : positions.some(most, using: &random)
      let weight = Float(counts[label]) / Float(some.count)
      chosen += some.map { position in
        Place(
          x: window.x + position.x,
          y: window.y + position.y,
          label: label,
          weight: weight,
          quarter: cross.quarter(of: position)
        )
      }
    }
    places = chosen.sorted { ($0.y, $0.x) < ($1.y, $1.x) }
    pixels = counts
  }
}

/// Two lines that part what is labelled in four, through the middle of the class with the fewest places.
///
/// Half of that class lies on either side of each, so that it can be learnt on one side and looked for on the other.
private struct Cross {
  private let x: Int
  private let y: Int

  init(_ found: [[(x: Int, y: Int)]]) {
    let rarest = found.filter { !$0.isEmpty }.min { $0.count < $1.count } ?? []
    func median(_ values: [Int]) -> Int { values.isEmpty ? 0 : values.sorted()[values.count / 2] }
    x = median(rarest.map(\.x))
    y = median(rarest.map(\.y))
  }

  func quarter(of position: (x: Int, y: Int)) -> Int { (position.x >= x ? 1 : 0) + (position.y >= y ? 2 : 0) }
}

extension Array {
  /// Some of the elements, each as likely as any other.
  fileprivate func some(_ count: Int, using random: inout some RandomNumberGenerator) -> [Element] {
    var copy = self
    for index in 0..<count { copy.swapAt(index, Int.random(in: index..<copy.count, using: &random)) }
    return Array(copy.prefix(count))
  }
}
