import Foundation
import Quantities

/// A plane of true metres around an origin: a transverse Mercator projection of WGS 84 with scale 1 on the origin's
/// meridian.
///
/// The series are Krüger's to the fourth order of the third flattening (C. F. F. Karney, "Transverse Mercator with an
/// accuracy of a few nanometers", 2011), which is far below a millimetre within 50 km. The projection keeps angles; a
/// length that lies `x` east or west of the origin's meridian is drawn 1 + x²/2R² too long: 0.3 parts per million at
/// 5 km, 31 at 50 km. A field is a few kilometres wide, so a row gap on the plane is the row gap on the ground.
public struct LocalFrame: Sendable, Hashable {
  /// The position on the Earth of the plane's origin.
  public let origin: GeoCoordinate

  /// The distance in metres from the equator to the origin along its meridian, as the projection has it.
  private let originNorthing: Double

  /// Makes the frame of an origin.
  public init(origin: GeoCoordinate) {
    self.origin = origin
    originNorthing = Self.project(latitude: origin.latitude.radians, longitudeFromMeridian: 0).y
  }

  /// Makes the frame whose origin is the middle of some positions, also across the 180th meridian.
  ///
  /// - Throws: `FieldGeometryError.noPositions` where there is none.
  public init(around positions: some Collection<GeoCoordinate>) throws {
    guard let first = positions.first else { throw FieldGeometryError.noPositions }
    var south = first.latitude.radians
    var north = south
    var west = 0.0
    var east = 0.0
    for position in positions {
      south = min(south, position.latitude.radians)
      north = max(north, position.latitude.radians)
      let turn = remainder(position.longitude.radians - first.longitude.radians, 2 * .pi)
      west = min(west, turn)
      east = max(east, turn)
    }
    let longitude = remainder(first.longitude.radians + (west + east) / 2, 2 * .pi)
    self.init(
      origin: try GeoCoordinate(latitude: .radians((south + north) / 2), longitude: .radians(longitude))
    )
  }

  /// The place on the plane of a position on the Earth.
  public func localPoint(of coordinate: GeoCoordinate) -> LocalPoint {
    let turn = remainder(coordinate.longitude.radians - origin.longitude.radians, 2 * .pi)
    let projected = Self.project(latitude: coordinate.latitude.radians, longitudeFromMeridian: turn)
    return LocalPoint(Vector(x: projected.x, y: projected.y - originNorthing))
  }

  /// The position on the Earth of a place on the plane.
  ///
  /// - Throws: `FieldGeometryError.coordinateOutOfRange` where the place is not finite.
  public func coordinate(of point: LocalPoint) throws -> GeoCoordinate {
    let radius = Ellipsoid.rectifyingRadius
    let xi = (point.north.meters + originNorthing) / radius
    let eta = point.east.meters / radius
    var sphereXi = xi
    var sphereEta = eta
    for (index, beta) in Ellipsoid.beta.enumerated() {
      let order = Double(2 * (index + 1))
      sphereXi -= beta * sin(order * xi) * cosh(order * eta)
      sphereEta -= beta * cos(order * xi) * sinh(order * eta)
    }
    let conformalTangent = sin(sphereXi) / hypot(sinh(sphereEta), cos(sphereXi))
    let longitude = remainder(origin.longitude.radians + atan2(sinh(sphereEta), cos(sphereXi)), 2 * .pi)
    return try GeoCoordinate(
      latitude: .radians(Self.latitude(conformalTangent: conformalTangent)),
      longitude: .radians(longitude)
    )
  }

  /// Krüger's series, Karney 2011 equations 7 to 11; metres from the equator and from the meridian.
  private static func project(latitude: Double, longitudeFromMeridian: Double) -> Vector {
    let tangent = conformalTangent(tangent: tan(latitude))
    let sphereXi = atan2(tangent, cos(longitudeFromMeridian))
    let sphereEta = asinh(sin(longitudeFromMeridian) / hypot(tangent, cos(longitudeFromMeridian)))
    var xi = sphereXi
    var eta = sphereEta
    for (index, alpha) in Ellipsoid.alpha.enumerated() {
      let order = Double(2 * (index + 1))
      xi += alpha * sin(order * sphereXi) * cosh(order * sphereEta)
      eta += alpha * cos(order * sphereXi) * sinh(order * sphereEta)
    }
    return Vector(x: eta * Ellipsoid.rectifyingRadius, y: xi * Ellipsoid.rectifyingRadius)
  }

  /// The tangent of the conformal latitude from that of the latitude (Karney 2011, equations 7 to 9).
  private static func conformalTangent(tangent: Double) -> Double {
    let secant = hypot(1, tangent)
    let sigma = sinh(Ellipsoid.eccentricity * atanh(Ellipsoid.eccentricity * tangent / secant))
    return tangent * hypot(1, sigma) - sigma * secant
  }

  /// The latitude from the tangent of the conformal latitude, by Newton's method (Karney 2011, equations 19 to 21).
  private static func latitude(conformalTangent wanted: Double) -> Double {
    let squared = Ellipsoid.eccentricity * Ellipsoid.eccentricity
    var tangent = wanted
    for _ in 0..<5 {
      let found = conformalTangent(tangent: tangent)
      let step =
        (wanted - found) / hypot(1, found) * (1 + (1 - squared) * tangent * tangent)
        / ((1 - squared) * hypot(1, tangent))
      tangent += step
      if abs(step) < 1e-14 * max(1, abs(tangent)) { break }
    }
    return atan(tangent)
  }
}
