import FieldGeometry
import Foundation
import Quantities

/// Places of a file that should lie near each other: of those, one far from all others is a mistake.
///
/// A receiver without a fix writes 0, 0, and a program's mistake may be anywhere on the Earth.
struct PlaceExtent {
  /// More than any field, and more than a plane is true for.
  static let widest = Length.kilometers(200)

  /// What messages call the file.
  let file: String

  /// A place with its name in messages, such as `corner 3 of polygon 1`.
  typealias Named = (name: String, place: GeoCoordinate)

  /// Refuses places of which one is far from the middle of the others.
  ///
  /// - Parameters:
  ///   - places: the places with their names.
  ///   - limit: how far is far.
  /// - Throws: `MissionFormatsError.farPlace`.
  func check(_ places: [Named], within limit: Length = widest) throws {
    guard let first = places.first?.place.longitude.degrees else { return }
    // Half of the places lie on either side of it, so a few far ones do not move it.
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    let turns = places.map { ($0.place.longitude.degrees - first + 540).truncatingRemainder(dividingBy: 360) - 180 }
    let middle = try GeoCoordinate(
      latitude: .degrees(median(places.map { $0.place.latitude.degrees })),
      longitude: .degrees((first + median(turns) + 540).truncatingRemainder(dividingBy: 360) - 180)
    )
    try check(places, around: LocalFrame(origin: middle), within: limit, of: "the middle of the others")
  }

  /// Refuses places of which one is far from an origin.
  ///
  /// - Parameters:
  ///   - places: the places with their names.
  ///   - frame: the plane around the origin.
  ///   - limit: how far is far; 0, 0 itself is no place beyond `widest` in any case.
  ///   - origin: what messages call the origin.
  /// - Throws: `MissionFormatsError.farPlace`.
  func check(_ places: [Named], around frame: LocalFrame, within limit: Length = widest, of origin: String) throws {
    for (name, place) in places {
      let point = frame.localPoint(of: place)
      let distance = Length.meters(hypot(point.east.meters, point.north.meters))
      let isZero = place.latitude.degrees == 0 && place.longitude.degrees == 0
      guard distance < (isZero ? Self.widest : limit) else {
        throw MissionFormatsError.farPlace(file: file, name: name, place: place, distance: distance, origin: origin)
      }
    }
  }

  /// The corners of a polygon and of its holes with their names.
  static func corners(of polygon: GeoPolygon, number: Int) -> [Named] {
    let outline = polygon.outer.enumerated().map { ("corner \($0 + 1) of polygon \(number)", $1) }
    return outline
      + polygon.holes.enumerated().flatMap { hole, ring in
        ring.enumerated().map { ("corner \($0 + 1) of hole \(hole + 1) of polygon \(number)", $1) }
      }
  }

  /// The positions of a line with their names.
  static func positions(of line: [GeoCoordinate], number: Int) -> [Named] {
    line.enumerated().map { ("position \($0 + 1) of line \(number)", $1) }
  }
}
