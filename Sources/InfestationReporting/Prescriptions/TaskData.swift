import Documents
import FieldGeometry
import Foundation
import GeoRaster
import Quantities

/// A prescription as a task of ISO 11783-10 (ISOXML), version 3.3.
///
/// Terminals differ in what they take, so zones and grid are both there to choose from: polygons of treatment zones, or a
/// grid of type 1 whose cells hold the code of a zone.
struct TaskData {
  private let prescription: Prescription
  private let grid: PrescriptionGrid?
  private let version: String

  /// The name of the grid's file, without its ending.
  private static let gridName = "GRD00001"
  /// Names are cut to what the standard allows.
  private static let mostCharacters = 32

  /// Describes a prescription.
  ///
  /// - Parameters:
  ///   - prescription: the prescription.
  ///   - grid: its grid; nil for zones.
  ///   - version: the version of the program.
  init(_ prescription: Prescription, grid: PrescriptionGrid?, version: String) {
    self.prescription = prescription
    self.grid = grid
    self.version = version
  }

  /// The files of the folder `TASKDATA`, by their names.
  ///
  /// - Throws: `GeoRasterError` where ground cannot be brought to WGS 84.
  func files() throws -> [(name: String, data: Data)] {
    var files: [(name: String, data: Data)] = []
    if let grid { files.append(("\(Self.gridName).BIN", Data(grid.isOn.map { $0 ? 1 : 0 }))) }
    return files + [("TASKDATA.XML", Data(try xml().utf8))]
  }

  private func xml() throws -> String {
    let request = prescription.request
    let field = try prescription.map.plane.polygons(of: prescription.field)
    let area = Int(bounded: prescription.field.area.squareMeters.rounded())
    let name = Self.short(request.name)
    let identifier = Self.hex(request.rate.dataDictionaryIdentifier)
    let unit = request.rate.unit.rawValue
    let scale = request.rate.unit == .litresPerHectare ? "0.0001" : "0.01"
    func value(_ counts: Int) -> String {
      #"<PDV A="\#(identifier)" B="\#(counts)" C="PDT1" E="VPN1"/>"#
    }
    let outside = #"<TZN A="0" B="off">\#(value(0))</TZN>"#
    let zones = try grid == nil ? prescription.zones.flatMap { try prescription.map.plane.polygons(of: $0) } : []
    let polygons = zones.map { Self.polygon(type: 2, $0) }.joined()
    let inside = #"<TZN A="1" B="on">\#(polygons)\#(value(request.rate.counts))</TZN>"#
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <ISO11783_TaskData VersionMajor="3" VersionMinor="3" ManagementSoftwareManufacturer="ragweed" \
      ManagementSoftwareVersion="\(Self.short(version))" DataTransferOrigin="1">
      <CTR A="CTR1" B="\(name)"/>
      <FRM A="FRM1" B="\(name)" I="CTR1"/>
      <PFD A="PFD1" C="\(name)" D="\(area)" E="CTR1" F="FRM1">\(field.map { Self.polygon(type: 1, $0) }.joined())</PFD>
      <PDT A="PDT1" B="\(Self.short(request.product))" E="\(identifier)"/>
      <VPN A="VPN1" B="0" C="\(scale)" D="1" E="\(unit)"/>
      <TSK A="TSK1" B="\(name)" C="CTR1" D="FRM1" E="PFD1" G="1" H="0" I="0" J="0">
      \(outside)
      \(inside)
      \(gridElement)</TSK>
      </ISO11783_TaskData>

      """
  }

  private var gridElement: String {
    guard let grid else { return "" }
    let (south, west) = (Self.degrees(grid.origin.latitude.degrees), Self.degrees(grid.origin.longitude.degrees))
    return
      #"<GRD A="\#(south)" B="\#(west)" C="\#(Self.degrees(grid.cellHeight))" D="\#(Self.degrees(grid.cellWidth))" "#
      + #"E="\#(grid.columns)" F="\#(grid.rows)" G="\#(Self.gridName)" H="\#(grid.isOn.count)" I="1"/>"# + "\n"
  }

  /// A polygon; the closing point is left out, as version 3.3 has it.
  private static func polygon(type: Int, _ rings: [[GeoCoordinate]]) -> String {
    let lines = rings.enumerated().map { index, ring in
      let points = ring.map { position in
        #"<PNT A="2" C="\#(degrees(position.latitude.degrees))" D="\#(degrees(position.longitude.degrees))"/>"#
      }
      return #"<LSG A="\#(index == 0 ? 1 : 2)">\#(points.joined())</LSG>"#
    }
    return #"<PLN A="\#(type)">\#(lines.joined())</PLN>"#
  }

  /// Nine digits behind the point are the most that the schema takes; no exponent.
  private static func degrees(_ value: Double) -> String { String(format: "%.9f", value) }

  private static func hex(_ identifier: Int) -> String { String(format: "%04X", identifier) }

  private static func short(_ name: String) -> String { MarkupText.escaped(String(name.prefix(mostCharacters))) }
}
