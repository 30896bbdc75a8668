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
  /// The speed over the ground.
  let speed: Speed
  /// The altitude above the ground.
  let altitude: Length

  /// A picture that is due this far behind the end of a piece is counted: positions are written with a few millimetres.
  private static let slack = 0.05

  /// The pictures of a mission.
  ///
  /// The distance to the next picture is carried on from one piece to the next while the trigger stays on.
  static func runs(of points: [FlownPoint]) -> [CaptureRun] {
    var runs: [CaptureRun] = []
    var carried: (distance: Length, due: Double)?
    for (index, point) in points.enumerated() {
      let start = Vector(point.place)
      let next = points.dropFirst(index + 1).first { $0.place != point.place }
      let way = next.map { Vector($0.place) - start } ?? Vector(x: 0, y: 1)
      let length = index + 1 < points.count ? (Vector(points[index + 1].place) - start).length : 0
      let direction = Vector.direction(of: way)
      func run(from: Double, count: Int, distance: Length?) -> CaptureRun {
        let along = Vector.unit(direction: direction)
        return CaptureRun(
          first: start + along * from,
          last: start + along * (from + Double(count - 1) * (distance?.meters ?? 0)),
          direction: direction,
          count: count,
          distance: distance,
          speed: point.speed,
          altitude: point.altitude
        )
      }
      guard let distance = point.photoDistance else {
        if point.pictures == .once { runs.append(run(from: 0, count: 1, distance: nil)) }
        carried = nil
        continue
      }
      let due = carried?.distance == distance ? carried?.due ?? 0 : 0
      guard length + slack >= due else {
        carried = (distance, due - length)
        continue
      }
      let count = Int((length + slack - due) / distance.meters) + 1
      runs.append(run(from: due, count: count, distance: distance))
      carried = (distance, max(0, due + Double(count) * distance.meters - length))
    }
    return runs
  }

  /// The corners of the ground that the pictures show: of all at once where they overlap, otherwise of each.
  func footprints(groundWidth: Length, groundLength: Length) -> [[Vector]] {
    let along = Vector.unit(direction: direction)
    let across = Vector(x: along.y, y: -along.x) * (groundWidth.meters / 2)
    let half = along * (groundLength.meters / 2)
    func quad(_ from: Vector, _ to: Vector) -> [Vector] {
      [from - half - across, to + half - across, to + half + across, from - half + across]
    }
    guard let distance, distance > groundLength else { return [quad(first, last)] }
    return (0..<count).map { index in
      let place = first + along * (Double(index) * distance.meters)
      return quad(place, place)
    }
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
