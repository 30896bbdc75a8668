import FieldGeometry
import Quantities

/// How much pictures of somebody's mission share with their neighbours, as parts of a picture; below zero they leave a gap.
public struct FlownOverlap: Sendable, Hashable {
  /// The least.
  public let least: Double
  /// The mean.
  public let mean: Double

  private init?(_ values: [Double]) {
    guard let least = values.min() else { return nil }
    self.least = least
    mean = values.reduce(0, +) / Double(values.count)
  }

  /// Pictures that follow each other: 1 − distance / length, the length of the lower of the two.
  ///
  /// - Returns: the overlap; nil where no picture follows another on a line.
  static func along(_ runs: [CaptureRun], camera: Camera) -> FlownOverlap? {
    FlownOverlap(
      runs.flatMap { run -> [Double] in
        guard let distance = run.distance, run.count > 1 else { return [] }
        let indices = run.heights.count == 1 ? 0..<1 : 0..<(run.count - 1)
        return indices.map { index in
          let height = min(run.height(at: index), run.height(at: index + 1))
          return 1 - distance.meters / camera.footprint(from: height).length
        }
      }
    )
  }

  /// Pictures of parallel lines beside each other: what both show across the flight, as a part of the narrower.
  ///
  /// Each line is looked at on up to forty places. Its neighbour is the nearest parallel line on one side that is flown
  /// abreast; what lies further off than two pictures is another part of the field.
  ///
  /// - Returns: the overlap; nil where no line has a neighbour.
  static func across(_ runs: [CaptureRun], camera: Camera) -> FlownOverlap? {
    let lines = runs.filter { $0.count > 1 }
    return FlownOverlap(
      lines.flatMap { line -> [Double] in
        let along = Vector.unit(direction: line.direction)
        let across = Vector(x: along.y, y: -along.x)
        let parallel = lines.filter { abs(Vector.unit(direction: $0.direction).cross(along)) < mostTurn }
        return stride(from: 0, to: line.count, by: max(1, line.count / 40)).compactMap { index in
          let place = line.place(of: index)
          let (width, length) = camera.footprint(from: line.height(at: index))
          let beside = parallel.compactMap { other -> (gap: Double, overlap: Double)? in
            let way = other.first - place
            let gap = way.dot(across)
            // How far along the other line the place lies.
            let abreast = -way.dot(Vector.unit(direction: other.direction))
            guard gap > width * 0.02, abreast >= -length / 2,
              abreast <= (other.last - other.first).length + length / 2
            else { return nil }
            let picture = (abreast / (other.distance?.meters ?? 1)).rounded()
            let height = other.height(at: Int(bounded: min(Double(other.count - 1), max(0, picture))))
            let otherWidth = camera.footprint(from: height).width
            return (gap, ((width + otherWidth) / 2 - gap) / min(width, otherWidth))
          }
          return beside.min { $0.gap < $1.gap }.flatMap { $0.overlap > -1 ? $0.overlap : nil }
        }
      }
    )
  }

  /// The sine of the most that parallel lines differ in direction, 2 degrees.
  private static let mostTurn = 0.035
}

extension Camera {
  /// The ground that a picture shows from a height, all in metres.
  fileprivate func footprint(from height: Double) -> (width: Double, length: Double) {
    let gsd = groundSamplingDistance(at: .meters(height))
    return (groundWidth(at: gsd).meters, groundLength(at: gsd).meters)
  }
}
