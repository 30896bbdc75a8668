import FieldGeometry
import MissionFormats
import Quantities
import Testing

@Suite struct InfestationPatchesTests {
  static let map = """
    {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"class":"ragweed","area_m2":2},"geometry":{"type":"Polygon",
        "coordinates":[[[16,48],[16.001,48],[16.001,48.001],[16,48]]]}},
      {"type":"Feature","properties":{"class":"ragweed","area_m2":2},"geometry":{"type":"MultiPolygon",
        "coordinates":[[[[16,48],[16.001,48],[16.001,48.001],[16,48]]],[[[17,48],[17.001,48],[17.001,48.001],[17,48]]]]}},
      {"type":"Feature","properties":{"class":"thistle"},"geometry":{"type":"Polygon",
        "coordinates":[[[16,48],[16.001,48],[16.001,48.001],[16,48]]]}},
      {"type":"Feature","properties":{"class":"ragweed"},"geometry":null}]}
    """

  @Test func patchesAreReadByClass() throws {
    let bytes = Array(Self.map.utf8)
    #expect(try InfestationPatches.outlines(in: bytes, file: "m").count == 4)
    let ragweed = try InfestationPatches.outlines(in: bytes, file: "m", class: "ragweed")
    #expect(ragweed.count == 3)
    #expect(ragweed[2][0].longitude.degrees == 17)
  }

  @Test func aMapWithoutPatchesIsRefused() {
    #expect {
      try InfestationPatches.outlines(in: Array(Self.map.utf8), file: "m.geojson", class: "maize")
    } throws: {
      "\($0)"
        == """
        Cannot revisit 'm.geojson': it has no patch of the class 'maize', only of ragweed, thistle. Give a map.geojson \
        that 'ragweed map' wrote, with patches in it.
        """
    }
    #expect {
      try InfestationPatches.outlines(in: Array(#"{"type":"FeatureCollection","features":[]}"#.utf8), file: "m.geojson")
    } throws: {
      "\($0)"
        == "Cannot revisit 'm.geojson': it has no patch. Give a map.geojson that 'ragweed map' wrote, with patches in it."
    }
    #expect(throws: MissionFormatsError.self) { try InfestationPatches.outlines(in: Array("{".utf8), file: "m") }
  }
}
