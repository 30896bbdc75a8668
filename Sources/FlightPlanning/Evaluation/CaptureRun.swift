import FieldGeometry
import Quantities

/// Pictures that follow each other on a straight piece of a mission.
struct CaptureRun: Sendable {
  /// Where the first is taken.
  let first: Vector
  /// Where the last is taken.
  let last: Vector
  /// The direction of flight, in radians clockwise from north.
  let direction: Double
  /// How many there are.
  let count: Int
  /// The way from one to the next; nil for a single picture on request.
  let distance: Length?
  /// Whether it goes on with the pictures of the piece before, straight ahead.
  let isContinued: Bool
  /// The speed over the ground.
  let speed: Speed
  /// The height above the ground of each picture, in metres; one for all where it is the same.
  let heights: [Double]
  /// Whether the camera looks straight down.
  let looksDown: Bool

  /// A picture that is due this far behind the end of a piece is counted: positions are written with a few millimetres.
  private static let slack = 0.05

  /// The pictures of a mission.
  ///
  /// The distance to the next picture is carried on from one piece to the next while the trigger stays on.
  ///
  /// - Throws: `FlightPlanningError.terrainMissing` where the terrain lacks a picture's place.
  static func runs(of points: [FlownPoint], heights: FlightHeights = .flat) throws -> [CaptureRun] {
    var runs: [CaptureRun] = []
    var carried: (distance: Length, due: Double, heading: Vector)?
    for (index, point) in points.enumerated() {
      let start = Vector(point.place)
      let next = points.dropFirst(index + 1).first { $0.place != point.place }
      let way = next.map { Vector($0.place) - start } ?? Vector(x: 0, y: 1)
      let length = index + 1 < points.count ? (Vector(points[index + 1].place) - start).length : 0
      let direction = Vector.direction(of: way)
      func run(from: Double, count: Int, distance: Length?) throws -> CaptureRun {
        let end = index + 1 < points.count ? points[index + 1] : point
        let parts = (0..<count).map { (from + Double($0) * (distance?.meters ?? 0)) / max(length, 1e-9) }
        let found = try heights.heights(from: point, to: end, at: parts.map { min(1, $0) }).heights
        // Files round altitudes to millimetres.
        let isLevel = (found.max() ?? 0) - (found.min() ?? 0) < 2e-3
        let along = Vector.unit(direction: direction)
        return CaptureRun(
          first: start + along * from,
          last: start + along * (from + Double(count - 1) * (distance?.meters ?? 0)),
          direction: direction,
          count: count,
          distance: distance,
          isContinued: carried != nil && carried?.distance == distance
            && Vector.unit(direction: direction).dot(carried?.heading ?? along * -1) > 0.99985,
          speed: point.speed,
          heights: isLevel ? Array(found.prefix(1)) : found,
          looksDown: point.looksDown
        )
      }
      guard let distance = point.photoDistance else {
        if point.pictures == .once { runs.append(try run(from: 0, count: 1, distance: nil)) }
        carried = nil
        continue
      }
      let due = carried?.distance == distance ? carried?.due ?? 0 : 0
      guard length + slack >= due else {
        carried = (distance, due - length, Vector.unit(direction: direction))
        continue
      }
      let count = Int(bounded: (length + slack - due) / distance.meters) + 1
      runs.append(try run(from: due, count: count, distance: distance))
      carried = (distance, max(0, due + Double(count) * distance.meters - length), Vector.unit(direction: direction))
    }
    return runs
  }

  /// The height of a picture, in metres; no less than a centimetre, so that each shows something.
  func height(at index: Int) -> Double { max(0.01, heights[min(index, heights.count - 1)]) }

  /// The least height of a picture, in metres.
  var leastHeight: Double { max(0.01, heights.min() ?? 0) }

  /// The greatest height of a picture, in metres.
  var greatestHeight: Double { max(0.01, heights.max() ?? 0) }

  /// The mean height of the pictures, in metres.
  var meanHeight: Double {
    heights.indices.reduce(0) { $0 + height(at: $1) } / Double(heights.count)
  }

  /// Where a picture is taken.
  func place(of index: Int) -> Vector {
    first + Vector.unit(direction: direction) * (Double(index) * (distance?.meters ?? 0))
  }

  /// The corners of the ground that the pictures show: of all at once where they overlap at one height, otherwise of each.
  func footprints(with camera: Camera) -> [[Vector]] {
    let along = Vector.unit(direction: direction)
    func quad(_ from: Vector, _ to: Vector, _ height: Double) -> [Vector] {
      let gsd = camera.groundSamplingDistance(at: .meters(height))
      let across = Vector(x: along.y, y: -along.x) * (camera.groundWidth(at: gsd).meters / 2)
      let half = along * (camera.groundLength(at: gsd).meters / 2)
      return [from - half - across, to + half - across, to + half + across, from - half + across]
    }
    let length = camera.groundLength(at: camera.groundSamplingDistance(at: .meters(height(at: 0))))
    if heights.count == 1, distance.map({ $0 <= length }) ?? true { return [quad(first, last, height(at: 0))] }
    return (0..<count).map { quad(place(of: $0), place(of: $0), height(at: $0)) }
  }
}

extension FlownPoint {
  /// The way from one picture to the next; nil where at most one is taken.
  fileprivate var photoDistance: Length? {
    let distance: Length
    switch pictures {
    case .none, .once: return nil
    case .everyDistance(let length): distance = length
    case .everyTime(let time): distance = speed * time
    }
    // Less than a millimetre is no distance between pictures.
    return distance.meters > 1e-3 ? distance : nil
  }
}
