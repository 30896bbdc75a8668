public import FieldGeometry
import Quantities

extension GeoShapes {
  /// Wider than any country's zone, and less than from most of the land to 0, 0.
  private static let widestZone = Length.kilometers(2000)

  /// Refuses lines of a corridor of which a position lies far from all others.
  ///
  /// - Parameter file: what messages call the file.
  /// - Throws: `MissionFormatsError.farPlace`.
  public func checkCorridor(file: String) throws {
    let positions = lines.enumerated().flatMap { PlaceExtent.positions(of: $1, number: $0 + 1) }
    try PlaceExtent(file: file).check(positions)
  }

  /// Refuses zones of which one has a corner far from its others; the zones may lie far from each other.
  ///
  /// - Parameter file: what messages call the file.
  /// - Throws: `MissionFormatsError.farPlace`.
  public func checkZones(file: String) throws {
    let extent = PlaceExtent(file: file)
    for (index, polygon) in polygons.enumerated() {
      try extent.check(PlaceExtent.corners(of: polygon, number: index + 1), within: Self.widestZone)
    }
    for (index, line) in lines.enumerated() {
      try extent.check(PlaceExtent.positions(of: line, number: index + 1), within: Self.widestZone)
    }
  }
}
