import FieldGeometry
import InfestationMapping
import Quantities

/// Frames that were looked at, found again by where they were taken: of thousands few may show the same.
struct EarlierFrames {
  /// All of them, in their order.
  private(set) var all: [InspectedFrame] = []
  /// Their numbers by hundred-thousandths of a degree of latitude, more than a metre; those without a place together.
  private var numbers: [Int: [Int]] = [:]

  private static let nowhere = Int.min

  /// Adds a frame.
  mutating func append(_ frame: InspectedFrame) {
    numbers[Self.band(of: frame), default: []].append(all.count)
    all.append(frame)
  }

  /// The frames within a metre north or south of another one, in their order; for one without a place those without.
  func near(_ frame: InspectedFrame) -> [InspectedFrame] {
    let band = Self.band(of: frame)
    let bands = band == Self.nowhere ? [band] : [band - 1, band, band + 1]
    return bands.flatMap { numbers[$0] ?? [] }.sorted().map { all[$0] }
  }

  private static func band(of frame: InspectedFrame) -> Int {
    frame.metadata.position.map { Int(bounded: ($0.latitude.degrees * 1e5).rounded(.down)) } ?? nowhere
  }
}
