import Foundation

extension Vector {
  /// The direction of a vector in radians, clockwise from north.
  package static func direction(of vector: Vector) -> Double { atan2(vector.x, vector.y) }

  /// The unit vector of a direction in radians, clockwise from north.
  package static func unit(direction: Double) -> Vector { Vector(x: sin(direction), y: cos(direction)) }
}
