import FieldGeometry
public import Foundation
import GeoRaster
import Quantities

/// A prescription as files for a terminal, in the folders in which it looks for them.
public struct PrescriptionFiles {
  /// What reads them.
  public enum Kind: String, Sendable, CaseIterable {
    /// ISOXML with polygons.
    case isoxmlZones = "isoxml-zones"
    /// ISOXML with a grid.
    case isoxmlGrid = "isoxml-grid"
    /// A Shapefile with a rate for each zone.
    case shapefile
    /// A field and a raster of rates, for DJI's Agras; not tried on a machine.
    case agras

    /// Whether cells are switched, not zones.
    var isGrid: Bool { self == .isoxmlGrid || self == .agras }
  }

  /// The files, by their paths below the output folder, what stands for the whole last.
  public let files: [(path: String, data: Data)]
  /// The grid, where cells are switched.
  public let grid: PrescriptionGrid?

  /// Makes the files.
  ///
  /// - Parameters:
  ///   - prescription: the prescription.
  ///   - kind: what reads them.
  ///   - version: the version of the program.
  /// - Throws: `ReportingError`, `GeoRasterError`.
  public init(_ prescription: Prescription, kind: Kind, version: String) throws {
    let grid = kind.isGrid ? try PrescriptionGrid(prescription) : nil
    self.grid = grid
    switch kind {
    case .isoxmlZones, .isoxmlGrid:
      files = try TaskData(prescription, grid: grid, version: version).files().map { ("TASKDATA/\($0.name)", $0.data) }
    case .shapefile:
      files = try Self.zones(prescription).map { ("Rx/\($0.name)", $0.data) }
    case .agras:
      files = try Self.agras(prescription, grid)
    }
  }

  /// Eight letters and digits: what the oldest terminal takes.
  private static func shortName(_ name: String) -> String {
    let letters = name.uppercased().unicodeScalars.filter { ("A"..."Z").contains($0) || ("0"..."9").contains($0) }
    let text = String(String.UnicodeScalarView(letters.prefix(8)))
    return text.isEmpty ? "RAGWEED" : text
  }

  /// Single polygons without holes, a numeric rate: what all terminals take.
  private static func zones(_ prescription: Prescription) throws -> [(name: String, data: Data)] {
    let request = prescription.request
    let rows = try prescription.zones.enumerated().flatMap { index, zone in
      try prescription.map.plane.polygons(of: zone).map { rings in
        (
          values: [
            ShapeTable.Value.number(Double(index + 1)), .number(request.rate.amount), .text(request.product),
          ],
          polygons: [[rings[0]]]
        )
      }
    }
    let table = ShapeTable(
      columns: [("ZONE", .integer), ("RATE", .number(digits: 9, decimals: 3)), ("PRODUCT", .text(20))],
      rows: rows
    )
    return try table.files(.shapefile, named: shortName(request.name))
  }

  private static func agras(
    _ prescription: Prescription,
    _ grid: PrescriptionGrid?
  ) throws -> [(path: String, data: Data)] {
    guard let grid else { return [] }
    let name = shortName(prescription.request.name)
    let outline = ShapeTable(
      columns: [("NAME", .text(20))],
      rows: try prescription.map.plane.polygons(of: prescription.field).map { ([.text(name)], [$0]) }
    )
    let rate = Float(prescription.request.rate.amount)
    let raster = try RateRaster.files(
      named: name,
      rates: grid.isOn.map { $0 ? rate : 0 },
      columns: grid.columns,
      west: grid.origin.longitude.degrees,
      south: grid.origin.latitude.degrees,
      cellWidth: grid.cellWidth,
      cellHeight: grid.cellHeight
    )
    return try outline.files(.shapefile, named: name).map { ("DJI/Shapefile/\($0.name)", $0.data) }
      + raster.map { ("DJI/Rx/\($0.name)", $0.data) }
  }
}
