import Documents
import Foundation
import GeoRaster
import Quantities
import TestSupport
import Testing

@testable import InfestationReporting

/// Figures that were reckoned with other programs, of made-up maps.
@Suite(.enabled(if: SharedFiles.exists("cases/agronomist/06-change"), "needs ../shared"))
struct CaseTests {
  private func path(_ name: String) -> String { SharedFiles.path("cases/agronomist/\(name)") }

  private func near(_ value: Double?, _ expected: Double, percent: Double = 0.5) -> Bool {
    guard let value else { return false }
    return abs(value - expected) <= expected * percent / 100 + 1e-9
  }

  @Test("Only common ground is compared: one patch is gone, two are new, three persist", arguments: [0, 0.1, 0.35])
  func change(accuracy: Double) throws {
    let old = try SurveyMap(path: path("06-change/map-2025.geojson"), coverage: path("06-change/coverage-2025.geojson"))
    let new = try SurveyMap(
      path: path("06-change/map-2026.geojson"),
      coverage: path("06-change/coverage-2026.geojson"),
      plane: old.plane
    )
    let report = try ChangeReport(from: old, to: new, accuracy: .meters(accuracy))
    #expect(near(report.common.area.squareMeters, 4000))
    #expect(near(report.oldArea.squareMeters, 7.268) && near(report.newArea.squareMeters, 10.995))
    #expect(report.count(.gone) == 1 && report.count(.new) == 2 && report.count(.persisting) == 3)
    #expect(near(report.area(.gone).squareMeters, 0.776) && near(report.area(.new).squareMeters, 0.621))
    #expect(report.outside == (old: 1, new: 1))
    let distances = report.entries.filter { $0.fate == .new }.compactMap(\.nearest?.meters).sorted()
    #expect(distances.count == 2 && near(distances[0], 19.1) && near(distances[1], 19.7))
    let files = try report.geoPackage(old, named: "change")
    #expect(files.map(\.name) == ["change.gpkg"])
  }

  @Test("A parcel that was not surveyed is unknown; a patch across a border counts in both by its parts")
  func parcels() throws {
    let map = try SurveyMap(path: path("08-parcels/map.geojson"), coverage: path("08-parcels/coverage.geojson"))
    let report = try ParcelReport(map, parcels: path("08-parcels/parcels.geojson"), idColumn: "parcel")
    let figures = report.parcels.map(\.figures)
    #expect(figures.map(\.id) == ["A", "B", "C"])
    #expect(figures.allSatisfy { near($0.area.squareMeters, 2000) })
    let first = try #require(figures[0].survey)
    #expect(near(first.surveyed.squareMeters, 2000) && near(first.infested.squareMeters, 9.317))
    #expect(first.patchCount == 2 && first.nearBorderCount == 1)
    let second = try #require(figures[1].survey)
    #expect(near(second.surveyed.squareMeters, 1750) && near(second.infested.squareMeters, 6.988))
    #expect(near(second.cover, 0.00399))
    #expect(figures[2].survey == nil)
    #expect(near(report.outside.squareMeters, 3.106))
    let last = try #require(report.document["parcels"]?.elements?.last)
    #expect(last["weed_m2"] == .null && last["surveyed_m2"] == .null)
    let row = try #require(report.table(hasDecimalCommas: true).split(separator: "\r\n").last)
    #expect(row == "C;2000,00;;;;;;;;;;;")
    #expect(throws: ReportingError.self) {
      try ParcelReport(map, parcels: path("08-parcels/parcels.geojson"), idColumn: "number")
    }
  }

  private func prescription(buffer: Double, cell: Double = 1) throws -> Prescription {
    let map = try SurveyMap(path: path("10-prescription/map.geojson"))
    var request = PrescriptionRequest(rate: try #require(ApplicationRate(parsing: "200l/ha")))
    request.buffer = .meters(buffer)
    request.cell = .meters(cell)
    return try Prescription(map, field: path("10-prescription/field.geojson"), request: request)
  }

  @Test("Zones around patches, clipped to the field", arguments: [(0.5, 7.84, 99.02), (1.0, 19.32, 97.58)])
  func zones(buffer: Double, area: Double, saved: Double) throws {
    let prescription = try prescription(buffer: buffer)
    #expect(prescription.zones.count == 4)
    #expect(near(prescription.treated.squareMeters, area))
    #expect(near(prescription.field.area.squareMeters, 800))
    #expect(abs(prescription.saved * 100 - saved) < 0.05)
    #expect(near(prescription.amount, area * 200 / 10_000))
  }

  @Test("The grid of a task covers every zone, from south to north, and a litre is 10 000 counts")
  func grid() throws {
    let prescription = try prescription(buffer: 0.5)
    let files = try PrescriptionFiles(prescription, kind: .isoxmlGrid, version: "test")
    #expect(files.files.map(\.path) == ["TASKDATA/GRD00001.BIN", "TASKDATA/TASKDATA.XML"])
    let grid = try #require(files.grid)
    #expect(files.files[0].data.count == grid.columns * grid.rows)
    // The four patches lie in the south-east, south-west, middle and the north-eastern corner.
    #expect(
      grid.isOn[grid.columns - 1 + (grid.rows - 1) * grid.columns] || grid.isOn.suffix(3 * grid.columns).contains(true)
    )
    #expect(!grid.isOn.prefix(2 * grid.columns).contains(true))
    #expect((15...30).contains(grid.onCount))
    let text = String(decoding: files.files[1].data, as: UTF8.self)
    #expect(text.contains(#"<PDV A="0001" B="2000000""#))
    #expect(text.contains(#"G="GRD00001" H="\#(grid.isOn.count)" I="1""#))
  }

  @Test("Fewer zones come from a wider buffer, which is told; where that does not do it is refused")
  func fewerZones() throws {
    let map = try SurveyMap(path: path("10-prescription/map.geojson"))
    var request = PrescriptionRequest(rate: try #require(ApplicationRate(parsing: "3,5 kg/ha")))
    request.mostZones = 2
    request.buffer = .meters(0.5)
    let field = path("10-prescription/field.geojson")
    let prescription = try Prescription(map, field: field, request: request)
    #expect(prescription.zones.count <= 2)
    #expect(prescription.buffer.meters > 0.5)
    #expect(prescription.notices.contains { $0.contains("zones became") })
    let text = String(
      decoding: try PrescriptionFiles(prescription, kind: .isoxmlZones, version: "t").files[0].data,
      as: UTF8.self
    )
    #expect(text.contains(#"<PDV A="0006" B="350""#))
  }
}
