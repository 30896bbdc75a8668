import FieldGeometry
import Foundation
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
    #expect(zero.hasPrefix("Cannot use polygon 1 of 'f': corner 3 is at 0, 0, "), "\(zero)")
    #expect(
      zero.hasSuffix(" km from the middle of the others. Correct that corner, or leave out what is not the field.")
    )
    let far = try error("[16.6,48.1],[16.61,48.1],[16.61,48.11],[180,48.11],[16.6,48.1]")
    #expect(far?.contains("corner 4 is at 48.11, 180,") ?? false, "\(far ?? "")")
  }

  /// Across the 180th meridian corners are near each other.
  @Test func theDateLineIsNoDistance() throws {
    #expect(try error("[179.999,48.1],[-179.999,48.1],[-179.999,48.101],[179.999,48.101],[179.999,48.1]") == nil)
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
