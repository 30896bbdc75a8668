import FieldGeometry
import MissionFormats
import Quantities
import Testing

@Suite struct FieldDocumentTests {
  static let square = "[[16.4,48.2],[16.41,48.2],[16.41,48.21],[16.4,48.21],[16.4,48.2]]"
  static let hole = "[[16.402,48.202],[16.402,48.204],[16.404,48.204],[16.404,48.202],[16.402,48.202]]"

  static func read(_ text: String) throws -> FieldDocument {
    try FieldDocument(reading: Array(text.utf8), file: "f")
  }

  @Test(arguments: [
    (#"{"type":"Polygon","coordinates":[SQUARE]}"#, 1, 0),
    (#"{"type":"Polygon","coordinates":[SQUARE,HOLE]}"#, 1, 1),
    (#"{"type":"MultiPolygon","coordinates":[[SQUARE,HOLE],[SQUARE]]}"#, 2, 1),
    (#"{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[SQUARE]}}"#, 1, 0),
    (
      #"""
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"\u00e4"},"geometry":
      {"type":"Polygon","coordinates":[SQUARE,HOLE]}},{"type":"Feature","geometry":null},
      {"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}]}
      """#, 1, 1
    ),
    (
      #"{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[SQUARE]}]}"#, 1, 0
    ),
  ])
  func polygonsAreReadFromEveryKindOfGeoJSON(text: String, polygons: Int, holes: Int) throws {
    let filled = text.replacing("SQUARE", with: Self.square).replacing("HOLE", with: Self.hole)
    let document = try Self.read("\u{FEFF}" + filled)
    #expect(document.polygons.count == polygons)
    #expect(document.polygons.first?.holes.count == holes)
    let (field, _) = try document.onPlane()
    // 0.01 degrees each way at 48.205 degrees: 743.15 m by 1111.9 m.
    let whole = 743.3 * 1111.95
    let part = field[0].area.squareMeters / (whole - Double(holes) * whole / 25)
    #expect(abs(part - 1) < 1e-3)
  }

  @Test func aHeightIsLeftAside() throws {
    let document = try Self.read(
      #"{"type":"Polygon","coordinates":[[[16.4,48.2,170],[16.41,48.2,171],[16.41,48.21,172],[16.4,48.2,170]]]}"#
    )
    #expect(document.polygons.first?.outer.count == 4)
  }

  static let broken: [(text: String, sentence: String)] = [
    (
      "hello",
      "Cannot read field boundary 'f': it is none of GeoJSON, KML, KMZ, GeoPackage and Shapefile. Export the field as one of them."
    ),
    (
      "\u{0}\u{1}\u{2}",
      "Cannot read field boundary 'f': it is none of GeoJSON, KML, KMZ, GeoPackage and Shapefile. Export the field as one of them."
    ),
    (
      "{\n\"type\": \"Polygon\",\n",
      "Cannot read field boundary 'f': it is no JSON (line 3: a key is missing). Export it again."
    ),
    (
      "{}",
      """
      Cannot read field boundary 'f': it is JSON but no GeoJSON, for an object has no 'type'. Export the field as GeoJSON.
      """
    ),
    (
      #"{"type":"Point","coordinates":[1,2]}"#,
      "Cannot read field boundary 'f': it has no polygon, only Point. Draw the field as a polygon."
    ),
    (
      #"{"type":"FeatureCollection","features":[]}"#,
      "Cannot read field boundary 'f': it has no polygon. Draw the field as a polygon."
    ),
    (
      #"{"type":"Polygon","coordinates":[[[48.2,96.4],[48.21,96.4],[48.21,96.41],[48.2,96.4]]]}"#,
      """
      Cannot read field boundary 'f': ring 1 of polygon 1 has a position at longitude 48.2 and latitude 96.4, which is \
      not on the Earth: they look swapped. Give WGS 84 degrees, longitude first.
      """
    ),
    (
      #"{"type":"Polygon","coordinates":[[[188.2,6.4],[48.21,6.4],[48.21,6.41],[188.2,6.4]]]}"#,
      """
      Cannot read field boundary 'f': ring 1 of polygon 1 has a position at longitude 188.2 and latitude 6.4, which is \
      not on the Earth. Give WGS 84 degrees, longitude first.
      """
    ),
    (
      #"""
      {"type":"Polygon","bbox":[16.4,48.2,16.41,48.21],
      "coordinates":[[[48.2,16.4],[48.2,16.41],[48.21,16.41],[48.2,16.4]]]}
      """#,
      """
      Cannot use 'f': its latitude and longitude look swapped, for its 'bbox' holds it only the other way round. GeoJSON \
      and KML have the longitude first; export it again.
      """
    ),
    (
      #"{"type":"Polygon","coordinates":[[["a",48.2],[16.41,48.2],[16.41,48.21],[16.4,48.2]]]}"#,
      """
      Cannot read field boundary 'f': ring 1 of polygon 1 has the position '["a", 48.2]', which is no longitude and \
      latitude. Export it again.
      """
    ),
    (
      #"{"type":"Polygon","crs":{"properties":{"name":"EPSG:31256"}},"coordinates":[]}"#,
      """
      Cannot read field boundary 'f': its reference system is 'EPSG:31256'. GeoJSON is in WGS 84 (RFC 7946); export it \
      with EPSG:4326.
      """
    ),
    ("<kml><Document>", "Cannot read field boundary 'f': it is no XML (line 1). Export it again."),
    (
      "<kml><Point><coordinates>1,2</coordinates></Point></kml>",
      "Cannot read field boundary 'f': it has no polygon, only Point. Draw the field as a polygon."
    ),
    (
      #"{"type":"Polygon","coordinates":[[[612345,340123],[612445,340123],[612445,340223],[612345,340123]]]}"#,
      """
      Cannot read field boundary 'f': ring 1 of polygon 1 has a position at 612345.0, 340123.0, which looks projected, not \
      like degrees. Export it with EPSG:4326 (WGS 84), or as GeoPackage, which names its reference system.
      """
    ),
  ]

  @Test(arguments: broken)
  func aBrokenFileIsRefusedInOneSentence(text: String, sentence: String) {
    #expect {
      try Self.read(text)
    } throws: {
      "\($0)" == sentence
    }
  }

  @Test(arguments: [
    (
      "[[16.4,48.2],[16.41,48.21],[16.41,48.2],[16.4,48.21],[16.4,48.2]]",
      """
      Cannot use polygon 1 of 'f', at 48.205, 16.405: the ring's edges 1 and 3 cross or touch. Draw it so that its outline \
      never meets itself.
      """
    ),
    (
      // Along a parallel, which bends on the plane.
      "[[16.4,48.2],[16.5,48.2],[16.6,48.2],[16.4,48.2]]",
      "Cannot use polygon 1 of 'f', at 48.2, 16.4: the ring encloses no area. Draw it around the field."
    ),
    (
      square + ",[[16.5,48.2],[16.51,48.2],[16.51,48.21],[16.5,48.2]]",
      "Cannot use polygon 1 of 'f', at 48.2, 16.5: hole 1 is not inside its field. Draw it within the outline, or cut it off the outline."
    ),
    (
      square + "," + hole + ",[[16.403,48.203],[16.403,48.205],[16.405,48.205],[16.403,48.203]]",
      "Cannot use polygon 1 of 'f', at 48.204, 16.403: holes 1 and 2 meet. Draw them as one hole."
    ),
    (
      "[[16.4,48.2],[16.41,48.2],[16.4,48.2]]",
      "Cannot use polygon 1 of 'f': the ring has only 2 distinct vertices. Give it three or more."
    ),
    (
      "[[16.4,48.2],[16.4,48.2],[16.4,48.2],[16.4,48.2]]",
      "Cannot use polygon 1 of 'f': the ring has only 1 distinct vertices. Give it three or more."
    ),
  ])
  func anUnsoundPolygonIsRefusedInOneSentence(ring: String, sentence: String) throws {
    let document = try Self.read(#"{"type":"Polygon","coordinates":["# + ring + "]}")
    #expect {
      try document.onPlane()
    } throws: {
      "\($0)" == sentence
    }
  }

  /// An entity that is not there leaves a ring without positions.
  @Test func aFieldWithoutPositionsIsRefused() throws {
    let document = try Self.read(
      "<kml><Polygon><outerBoundaryIs><LinearRing><coordinates> </coordinates></LinearRing></outerBoundaryIs></Polygon></kml>"
    )
    #expect(throws: MissionFormatsError.noPolygon(file: "f", kinds: [])) { try document.onPlane() }
  }

  @Test(arguments: [
    (16.4, 48.2, 16.5, 48.3, false), (48.2, 16.4, 16.5, 48.3, true), (48.2, 16.4, 48.3, 16.5, false),
    (48.2, 16.4, 20, 50, false), (-35.2, 149.4, 16.5, 48.3, false),
  ])
  func exchangedCoordinatesAreToldByWhatLiesNear(
    latitude: Double,
    longitude: Double,
    otherLatitude: Double,
    otherLongitude: Double,
    isSwapped: Bool
  ) throws {
    let place = try GeoCoordinate(latitude: .degrees(latitude), longitude: .degrees(longitude))
    let other = try GeoCoordinate(latitude: .degrees(otherLatitude), longitude: .degrees(otherLongitude))
    #expect(place.looksSwapped(beside: other) == isSwapped)
  }

  @Test(arguments: ["16.4,48.2,0", "16.4, 48.2, 0"])
  func polygonsAreReadFromKML(first: String) throws {
    let document = try Self.read(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><MultiGeometry>
      <Polygon><altitudeMode>clampToGround</altitudeMode>
      <outerBoundaryIs><LinearRing><coordinates>
        \(first) 16.41,48.2,0
        16.41,48.21,0 16.4,48.21,0 16.4,48.2,0
      </coordinates></LinearRing></outerBoundaryIs>
      <innerBoundaryIs><LinearRing><coordinates>16.402,48.202 16.404,48.202 16.404,48.204 16.402,48.202</coordinates>
      </LinearRing></innerBoundaryIs></Polygon>
      <Polygon><outerBoundaryIs><LinearRing><coordinates>16.42,48.2 16.43,48.2 16.43,48.21 16.42,48.2</coordinates>
      </LinearRing></outerBoundaryIs></Polygon>
      </MultiGeometry></Placemark></Document></kml>
      """
    )
    #expect(document.polygons.count == 2)
    #expect(document.polygons[0].holes.count == 1)
    #expect(document.polygons[0].outer.count == 5)
    #expect(document.polygons[1].holes.isEmpty)
    #expect(try document.onPlane().field.count == 2)
  }
}
