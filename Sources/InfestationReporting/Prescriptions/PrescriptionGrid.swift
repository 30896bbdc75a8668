public import FieldGeometry
import Foundation
import GeoRaster
import Quantities

/// A prescription as cells in geographic axes, rows from south to north.
///
/// A cell is on where any of it lies in a zone, so that every zone is covered.
public struct PrescriptionGrid {
  /// The south-west corner.
  public let origin: GeoCoordinate
  /// The height of a cell in degrees.
  public let cellHeight: Double
  /// The width of a cell in degrees.
  public let cellWidth: Double
  /// Cells in a row.
  public let columns: Int
  /// Rows.
  public let rows: Int
  /// Whether each cell is on, `[row from the south, column]`.
  public let isOn: [Bool]
  /// The ground of a cell in square metres.
  public let cellArea: Double

  /// How many cells are on.
  public var onCount: Int { isOn.count { $0 } }

  /// The most cells of a grid that terminals are given.
  private static let mostCells = 4_000_000

  /// Lays a grid over a prescription.
  ///
  /// - Throws: `ReportingError.output` where it would have too many cells; `GeoRasterError`.
  init(_ prescription: Prescription) throws {
    let plane = prescription.map.plane
    let ring = try plane.polygons(of: prescription.field).flatMap { $0.flatMap(\.self) }
    let (latitudes, longitudes) = (ring.map(\.latitude.degrees), ring.map(\.longitude.degrees))
    let (south, north) = (latitudes.min() ?? 0, latitudes.max() ?? 0)
    let (west, east) = (longitudes.min() ?? 0, longitudes.max() ?? 0)
    let corner = try GeoCoordinate(latitude: .degrees(south), longitude: .degrees(west))
    // A step of a cell on the plane of the corner, in degrees.
    let frame = LocalFrame(origin: corner)
    let side = prescription.request.cell
    let step = try frame.coordinate(of: LocalPoint(east: side, north: side))
    // Nine digits are what files hold.
    func rounded(_ value: Double) -> Double { (value * 1e9).rounded() / 1e9 }
    cellHeight = rounded(step.latitude.degrees - south)
    cellWidth = rounded(step.longitude.degrees - west)
    origin = try GeoCoordinate(latitude: .degrees(rounded(south - 5e-10)), longitude: .degrees(rounded(west - 5e-10)))
    let (columns, rows) = (
      ((east - origin.longitude.degrees) / cellWidth).rounded(.up),
      ((north - origin.latitude.degrees) / cellHeight).rounded(.up)
    )
    guard columns * rows <= Double(Self.mostCells) else {
      throw ReportingError.output(
        path: "the grid",
        reason: "it would have \(Int(bounded: columns)) x \(Int(bounded: rows)) cells; choose larger ones"
      )
    }
    self.columns = max(1, Int(bounded: columns))
    self.rows = max(1, Int(bounded: rows))
    cellArea = side.meters * side.meters
    isOn = try CellCover.cells(
      of: prescription.zones,
      on: plane,
      west: origin.longitude.degrees,
      south: origin.latitude.degrees,
      cellWidth: cellWidth,
      cellHeight: cellHeight,
      columns: self.columns,
      rows: self.rows
    )
  }

  /// The treated ground in square metres.
  public var treated: Double { Double(onCount) * cellArea }
}
