import FieldGeometry
import Foundation
import Quantities
import Testing

@testable import MissionFormats

@Suite struct FarCornerTests {
  private func error(_ corners: String) throws -> String? {
    let text = #"{"type":"Polygon","coordinates":[[\#(corners)]]}"#
    do {
      _ = try FieldDocument(reading: Array(text.utf8), file: "f").onPlane()
      return nil
    } catch let error as MissionFormatsError {
      return "\(error)"
    }
  }

  @Test func aCornerFarFromTheOthersIsNamed() throws {
    let zero = try error("[16.6,48.1],[16.61,48.1],[0,0],[16.6,48.11],[16.6,48.1]") ?? ""
    #expect(zero.hasPrefix("Cannot use 'f': corner 3 of polygon 1 is at 0, 0, "), "\(zero)")
    #expect(
      zero.hasSuffix(" km from the middle of the others. Correct that place, or leave it out.")
    )
    let far = try error("[16.6,48.1],[16.61,48.1],[16.61,48.11],[180,48.11],[16.6,48.1]")
    #expect(far?.contains("corner 4 of polygon 1 is at 48.11, 180,") ?? false, "\(far ?? "")")
  }

  /// Across the 180th meridian corners are near each other.
  @Test func theDateLineIsNoDistance() throws {
    #expect(try error("[179.999,48.1],[-179.999,48.1],[-179.999,48.101],[179.999,48.101],[179.999,48.1]") == nil)
  }

  @Test func aHoleIsAsNear() throws {
    let outline = "[16.6,48.1],[16.61,48.1],[16.61,48.11],[16.6,48.1]"
    let hole = try error(outline + "],[[16.605,48.101],[16.606,48.101],[0,0],[16.605,48.101]")
    #expect(hole?.contains("corner 3 of hole 1 of polygon 1 is at 0, 0") ?? false, "\(hole ?? "")")
  }

  private func shapes(_ geometry: String) throws -> GeoShapes {
    try FieldDocument.shapes(in: Array(geometry.utf8), file: "f")
  }

  @Test func aLineOfACorridorIsAsNear() throws {
    let line = #"{"type":"LineString","coordinates":[[16.6,48.1],[16.61,48.1],[16.61,48.11],\#("[0,0]")]}"#
    let error = #expect(throws: MissionFormatsError.self) { try shapes(line).checkCorridor(file: "f") }
    #expect("\(error, default: "")".contains("position 4 of line 1 is at 0, 0"))
  }

  /// Zones of a whole country lie far from each other, and one of them may be wide.
  @Test func aZoneHasNoFarCornerOfItsOwn() throws {
    let wide = "[[[8,48],[16.61,48.1],[16.61,54],[8,48]]],[[[-61,14],[-61.1,14],[-61,14.1],[-61,14]]]"
    try shapes(#"{"type":"MultiPolygon","coordinates":[\#(wide)]}"#).checkZones(file: "f")
    for corner in ["[0,0]", "[180,48]"] {
      let zone = #"{"type":"Polygon","coordinates":[[[16.6,48.1],[16.61,48.1],\#(corner),[16.6,48.1]]]}"#
      let error = #expect(throws: MissionFormatsError.self) { try shapes(zone).checkZones(file: "f") }
      #expect("\(error, default: "")".contains("corner 3 of polygon 1 is at"))
    }
    let near = #"{"type":"Polygon","coordinates":[[[3,5],[3.1,5],[0,0],[3,5.1],[3,5]]]}"#
    #expect(throws: MissionFormatsError.self) { try shapes(near).checkZones(file: "f") }
  }

  @Test func aMissionIsNearTheField() throws {
    let list =
      "QGC WPL 110\n0\t1\t0\t16\t0\t0\t0\t0\t48.1\t16.6\t100\t1\n"
      + "1\t0\t3\t16\t0\t0\t0\t0\t48.1\t16.6\t50\t1\n2\t0\t3\t16\t0\t0\t0\t0\t48.1\t-180\t50\t1\n"
    let frame = LocalFrame(origin: try GeoCoordinate(latitude: .degrees(48.1), longitude: .degrees(16.6)))
    let mission = try MissionDocument(reading: Array(list.utf8), file: "m")
    let error = #expect(throws: MissionFormatsError.self) { try mission.checkExtent(around: frame) }
    #expect("\(error, default: "")".contains("waypoint 2 is at 48.1, -180, "))
    #expect("\(error, default: "")".contains(" km from the field. "))
  }

  @Test func linesOfGPXAreRead() throws {
    let text = """
      <?xml version="1.0"?><!-- a --><gpx><wpt lat="48" lon="16"/><trk><trkseg><trkpt lat="48" lon="16"/>
      <trkpt lat="48.1" lon="16"><ele>3</ele></trkpt></trkseg></trk><rte><rtept lat="47" lon="15"/></rte></gpx>
      """
    let shapes = try FieldDocument.shapes(in: Array(text.utf8), file: "f")
    #expect(shapes.lines.map(\.count) == [2, 1] && shapes.points.count == 1 && shapes.polygons.isEmpty)
    #expect(throws: MissionFormatsError.brokenPosition(file: "f", part: "line 1", text: "x,48")) {
      try FieldDocument.shapes(in: Array("<gpx><rte><rtept lat='48' lon='x'/></rte></gpx>".utf8), file: "f")
    }
  }
}
