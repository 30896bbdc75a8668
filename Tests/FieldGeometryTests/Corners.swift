import FieldGeometry
import Quantities

/// Corners from pairs of metres.
func corners(_ pairs: [(Double, Double)]) -> [LocalPoint] {
  pairs.map { LocalPoint(east: .meters($0.0), north: .meters($0.1)) }
}

/// A rectangle with its lower left corner and its sides.
func rectangle(_ east: Double, _ north: Double, _ width: Double, _ height: Double) -> [LocalPoint] {
  corners([(east, north), (east + width, north), (east + width, north + height), (east, north + height)])
}
