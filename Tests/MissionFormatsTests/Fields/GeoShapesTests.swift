import FieldGeometry
import MissionFormats
import Quantities
import Testing

@Suite struct GeoShapesTests {
  static func read(_ text: String) throws -> GeoShapes {
    try FieldDocument.shapes(in: Array(text.utf8), file: "f")
  }

  @Test(arguments: [
    (#"{"type":"LineString","coordinates":[[16,48],[16.1,48.1]]}"#, 1, 0),
    (#"{"type":"MultiLineString","coordinates":[[[16,48],[16.1,48.1]],[[17,48,5],[17.1,48.1,5]]]}"#, 2, 0),
    (#"{"type":"Point","coordinates":[16,48]}"#, 0, 1),
    (#"{"type":"MultiPoint","coordinates":[[16,48],[17,48]]}"#, 0, 2),
    (
      #"""
      {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[16,48]}},
      {"type":"Feature","geometry":{"type":"LineString","coordinates":[[16,48],[16.1,48.1]]}},
      {"type":"Feature","geometry":{"type":"Point","coordinates":[]}}]}
      """#, 1, 1
    ),
    (
      """
      <kml><Document><Placemark><LineString><coordinates>16,48,0 16.1,48.1,0</coordinates></LineString></Placemark>
      <Placemark><MultiGeometry><Point><coordinates> 16,48 </coordinates></Point>
      <LineString><coordinates>17,48 17.1,48.1</coordinates></LineString></MultiGeometry></Placemark></Document></kml>
      """, 2, 1
    ),
  ])
  func linesAndPlacesAreRead(text: String, lines: Int, points: Int) throws {
    let shapes = try Self.read(text)
    #expect(shapes.polygons.isEmpty)
    #expect(shapes.lines.count == lines)
    #expect(shapes.points.count == points)
    for line in shapes.lines { #expect(line.count == 2) }
    for place in shapes.positions { #expect(place.latitude.degrees >= 48 && place.longitude.degrees >= 16) }
  }

  @Test func polygonsAreReadBesideLines() throws {
    let shapes = try Self.read(
      """
      <kml><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>16,48 16.1,48 16.1,48.1 16,48</coordinates>
      </LinearRing></outerBoundaryIs></Polygon></Placemark>
      <Placemark><LineString><coordinates>16,48 16.1,48.1</coordinates></LineString></Placemark></kml>
      """
    )
    #expect(shapes.polygons.count == 1)
    #expect(shapes.lines.count == 1)
    #expect(shapes.otherKinds == ["LineString"])
  }

  @Test(arguments: [
    (
      #"{"type":"LineString","coordinates":[[16,48],["a",48]]}"#,
      #"line 1 has the position '["a", 48]', which is no longitude and latitude"#
    ),
    (
      #"{"type":"MultiPoint","coordinates":[[16,48],[16,98]]}"#,
      "point 1 has a position at longitude 16.0 and latitude 98.0, which is not on the Earth"
    ),
    (
      "<kml><LineString><coordinates>16,48 600000,5300000</coordinates></LineString></kml>",
      "line 1 has a position at 600000.0, 5300000.0, which looks projected"
    ),
  ])
  func aBrokenPositionIsNamed(text: String, part: String) {
    #expect {
      try Self.read(text)
    } throws: {
      "\($0)".contains(part)
    }
  }
}
