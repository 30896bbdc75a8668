import FieldGeometry
import Quantities

/// The ground that the pictures of a straight line show: a strip as wide as a picture.
struct LineStrip: Sendable {
  /// Where the first picture is taken.
  let first: Vector
  /// Where the last is taken.
  let last: Vector
  /// The direction of flight, a unit vector.
  let along: Vector
  /// How wide the pictures are on the ground, across the flight, in metres, at equal distances from the first to the last;
  /// one for all where they are the same.
  let widths: [Double]
  /// How long a picture is, along the flight, in metres.
  let length: Double

  /// The width of the narrowest.
  var width: Double { widths.min() ?? 0 }

  /// The width at a part of the way from the first picture to the last, from 0 to 1.
  func width(at part: Double) -> Double {
    let place = (part * Double(widths.count - 1)).rounded()
    return widths[min(widths.count - 1, max(0, Int(bounded: place)))]
  }

  /// The direction to the right of the flight.
  var across: Vector { Vector(x: along.y, y: -along.x) }

  /// From where to where it is flown abreast of what pictures show: half a picture before the first and behind the last.
  var reach: (start: Vector, end: Vector) { (first - along * (length / 2), last + along * (length / 2)) }

  /// Whether the pictures show a place.
  func shows(_ place: Vector) -> Bool {
    let way = place - first
    let ahead = way.dot(along)
    return abs(way.dot(across)) <= width / 2 && ahead >= -length / 2 && ahead <= (last - first).length + length / 2
  }

  /// The corners of the ground, in order around it.
  var corners: [Vector] {
    let half = across * (width / 2)
    let (start, end) = reach
    return [start - half, end - half, end + half, start + half]
  }
}

extension LineStrip {
  /// The strip of a planned line.
  init(_ line: SurveyLine, design: SurveyDesign) {
    let along = Vector.unit(direction: line.bearing.radians)
    let first = Vector(line.start)
    self.init(
      first: first,
      last: first + along * (Double(line.captureCount - 1) * line.photoDistance.meters),
      along: along,
      widths: [design.groundWidth.meters],
      length: design.groundLength.meters
    )
  }

  /// The strip of pictures that follow each other in somebody's mission, each as wide as its height makes it.
  init(_ run: CaptureRun, camera: Camera) {
    let lowest = camera.groundSamplingDistance(at: .meters(run.leastHeight))
    self.init(
      first: run.first,
      last: run.last,
      along: Vector.unit(direction: run.direction),
      widths: run.heights.indices.map { index in
        camera.groundWidth(at: camera.groundSamplingDistance(at: .meters(run.height(at: index)))).meters
      },
      length: camera.groundLength(at: lowest).meters
    )
  }
}
