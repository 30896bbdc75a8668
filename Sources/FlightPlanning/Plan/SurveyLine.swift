public import FieldGeometry
public import Quantities

/// A straight line that is flown while taking pictures at equal distances, from its start on.
public struct SurveyLine: Sendable, Hashable {
  /// Where the line starts: the place of its first picture.
  public let start: LocalPoint

  /// Where the line ends.
  public let end: LocalPoint

  /// The pictures taken on it.
  public let captureCount: Int

  /// The way from one picture to the next.
  public let photoDistance: Length

  /// The polygon of the field that it belongs to, counted from 0.
  public let polygon: Int

  /// The length of the line.
  public var length: Length { start.distance(to: end) }

  /// The direction of flight, clockwise from north.
  public var bearing: Angle { start.bearing(to: end) }

  /// The places where pictures are taken.
  public var captures: [LocalPoint] {
    // A line with one picture has it at its start, as the trigger fires there.
    let length = length
    return (0..<captureCount).map { index in
      start.interpolated(to: end, by: index == 0 ? 0 : Double(index) * (photoDistance / length))
    }
  }

  /// Makes a line.
  package init(start: LocalPoint, end: LocalPoint, captureCount: Int, photoDistance: Length, polygon: Int) {
    self.start = start
    self.end = end
    self.captureCount = captureCount
    self.photoDistance = photoDistance
    self.polygon = polygon
  }
}
