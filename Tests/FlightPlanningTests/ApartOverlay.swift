import FieldGeometry
import FlightPlanning

/// The overlay of polygons that do not meet; strips are the part of the field that is wanted.
struct ApartOverlay: PolygonOverlay {
  func pieces(of field: [FieldBoundary], in strips: [FieldBoundary]) -> [FieldBoundary] { strips }

  func unflown(of field: [FieldBoundary], flown: [[[LocalPoint]]], gap: Double, margin: Double) -> [FieldBoundary] {
    Array(field.dropFirst(flown.count))
  }

  func withoutOverlaps(_ polygons: [FieldBoundary]) -> [[FieldBoundary]] { polygons.map { [$0] } }
}
