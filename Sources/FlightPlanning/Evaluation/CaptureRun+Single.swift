import FieldGeometry
import Quantities

extension CaptureRun {
  /// How much the ways between single pictures of a line may differ: a part of them, and metres that files round away.
  private static let (unevenShare, unevenMeters) = (0.02, 0.1)
  /// The cosine of the most that a way turns within a line, 2 degrees.
  private static let straightOn = 0.9994

  /// Runs in which single pictures that lie evenly on a straight line are one run, as a trigger by distance takes them.
  ///
  /// Three make a line, and two where they overlap; otherwise any two pictures would be one.
  static func joiningSingles(_ runs: [CaptureRun], camera: Camera) -> [CaptureRun] {
    var joined: [CaptureRun] = []
    var start = 0
    while start < runs.count {
      let group = runs[start...].prefix(lineLength(from: start, of: runs))
      if let line = line(of: group, camera: camera) {
        joined.append(line)
        start += group.count
      } else {
        joined.append(runs[start])
        start += 1
      }
    }
    return joined
  }

  /// How many single pictures from a place on lie evenly on one line.
  private static func lineLength(from start: Int, of runs: [CaptureRun]) -> Int {
    guard runs[start].isSingle, runs.indices.contains(start + 1), runs[start + 1].isSingle else { return 1 }
    let first = runs[start + 1].first - runs[start].first
    let slack = max(unevenMeters, first.length * unevenShare)
    var end = start + 1
    while runs.indices.contains(end), runs[end].isSingle, runs[end].looksDown == runs[start].looksDown {
      let way = runs[end].first - runs[end - 1].first
      guard way.length > unevenMeters, abs(way.length - first.length) <= slack,
        way.dot(first) >= straightOn * way.length * first.length
      else { break }
      end += 1
    }
    return end - start
  }

  private static func line(of pictures: ArraySlice<CaptureRun>, camera: Camera) -> CaptureRun? {
    guard pictures.count > 1, let first = pictures.first, let last = pictures.last else { return nil }
    let way = last.first - first.first
    let distance = way.length / Double(pictures.count - 1)
    let length = camera.groundLength(at: camera.groundSamplingDistance(at: .meters(first.leastHeight))).meters
    guard pictures.count > 2 || distance < length else { return nil }
    let heights = pictures.flatMap { $0.heights.prefix(1) }
    let isLevel = (heights.max() ?? 0) - (heights.min() ?? 0) < 2e-3
    return CaptureRun(
      first: first.first,
      last: last.first,
      direction: Vector.direction(of: way),
      count: pictures.count,
      distance: .meters(distance),
      isContinued: false,
      speed: pictures.map(\.speed).max() ?? first.speed,
      heights: isLevel ? Array(heights.prefix(1)) : heights,
      looksDown: first.looksDown
    )
  }

  private var isSingle: Bool { count == 1 && distance == nil }
}
