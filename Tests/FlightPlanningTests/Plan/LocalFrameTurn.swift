import FieldGeometry
import Foundation
import Quantities

/// A turn of the plane about its origin, clockwise.
struct LocalFrameTurn {
  let degrees: Double

  func point(east: Double, north: Double) -> LocalPoint {
    let angle = degrees * .pi / 180
    return LocalPoint(
      east: .meters(east * cos(angle) + north * sin(angle)),
      north: .meters(north * cos(angle) - east * sin(angle))
    )
  }
}
