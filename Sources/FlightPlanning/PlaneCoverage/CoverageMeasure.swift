import FieldGeometry
import Quantities

/// The part of a field within half a swath of a path, on many thin strips.
///
/// On the middle of each strip, what the field has and what the legs cover are exact stretches. The strips lie askew, so
/// that no edge and no leg runs along them and what falls between strips evens out.
struct CoverageMeasure {
  private let boundary: FieldBoundary
  private let half: Double
  private static let along = Vector.unit(direction: 0.6180)
  /// Strips of a centimetre, or as many as this.
  private static let mostStrips = 12_000.0

  init(_ boundary: FieldBoundary, swath: Double) {
    self.boundary = boundary
    half = swath / 2
  }

  /// The part that the rectangles beside the legs cover, from 0 to 1; round ends of legs do not count.
  func coverage(of path: [Vector]) -> Double {
    func turned(_ vector: Vector) -> Vector {
      Vector(x: Self.along.dot(vector), y: Self.along.cross(vector))
    }
    let edges = boundary.rings.flatMap(\.edges).map { (turned(Vector($0.start)), turned(Vector($0.end))) }
    let low = edges.map { min($0.0.y, $0.1.y) }.min() ?? 0
    let high = edges.map { max($0.0.y, $0.1.y) }.max() ?? 0
    let step = max(0.01, (high - low) / Self.mostStrips)
    let count = Int(bounded: ((high - low) / step).rounded(.up))
    func strips(_ from: Double, _ to: Double) -> Range<Int> {
      let first = max(0, Int(bounded: ((min(from, to) - low) / step - 0.5).rounded(.up)))
      let last = min(count, Int(bounded: ((max(from, to) - low) / step - 0.5).rounded(.up)))
      return first..<max(first, last)
    }
    var crossings = [[Double]](repeating: [], count: count)
    for (start, end) in edges where start.y != end.y {
      for strip in strips(start.y, end.y) {
        let y = low + (Double(strip) + 0.5) * step
        crossings[strip].append(start.x + (y - start.y) / (end.y - start.y) * (end.x - start.x))
      }
    }
    var covered = [[(from: Double, to: Double)]](repeating: [], count: count)
    for (start, end) in zip(path.map(turned), path.dropFirst().map(turned)) {
      let length = (end - start).length
      guard length > 1e-9 else { continue }
      let side = Vector(x: start.y - end.y, y: end.x - start.x) * (half / length)
      let corners = [start + side, end + side, end - side, start - side]
      for strip in strips(corners.map(\.y).min() ?? 0, corners.map(\.y).max() ?? 0) {
        let y = low + (Double(strip) + 0.5) * step
        var left = Double.infinity
        var right = -Double.infinity
        for index in 0..<4 {
          let a = corners[index]
          let b = corners[(index + 1) % 4]
          guard (a.y > y) != (b.y > y) else { continue }
          let x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)
          left = min(left, x)
          right = max(right, x)
        }
        if left < right { covered[strip].append((left, right)) }
      }
    }
    var total = 0.0
    var shown = 0.0
    for strip in 0..<count {
      let sorted = crossings[strip].sorted()
      let stretches = covered[strip].sorted { $0.from < $1.from }
      for index in stride(from: 0, to: sorted.count - sorted.count % 2, by: 2) {
        let end = sorted[index + 1]
        total += end - sorted[index]
        var place = sorted[index]
        for stretch in stretches where stretch.to > place {
          guard stretch.from < end else { break }
          let from = max(place, stretch.from)
          let to = min(end, stretch.to)
          shown += max(0, to - from)
          place = max(place, to)
        }
      }
    }
    return total > 0 ? shown / total : 1
  }
}
