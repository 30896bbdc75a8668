import FieldGeometry
import Quantities
import Testing

@testable import InfestationMapping

@Suite("Places where a label would teach much")
struct LabelPlaceTests {
  /// A place so many thousandths of a degree (some 111 m) north of 48 degrees.
  private func place(_ source: String, need: Double, north: Double) throws -> LabelPlace {
    let ring = try [(0.0, 0.0), (0, 0.00001), (0.00001, 0)].map { east, up in
      try GeoCoordinate(latitude: .degrees(48 + north / 1000 + up), longitude: .degrees(16.8 + east))
    }
    return LabelPlace(source: source, need: need, ring: ring)
  }

  @Test("The neediest comes first; of two neighbours one is enough, ground far away comes before the other")
  func spread() throws {
    let places = [
      try place("near", need: 0.9, north: 0.01), try place("neediest", need: 1, north: 0),
      try place("far", need: 0.5, north: 8), try place("sure", need: 0, north: 16),
    ]
    #expect(LabelPlace.choose(3, of: places).map(\.source) == ["neediest", "far", "near"])
    #expect(LabelPlace.choose(1, of: places).map(\.source) == ["neediest"])
    #expect(LabelPlace.choose(9, of: places).count == 3)
    #expect(LabelPlace.choose(3, of: []).isEmpty)
  }

  @Test("Frames that show the same ground are asked for once")
  func same() throws {
    let places = [try place("a", need: 0.5, north: 0), try place("b", need: 0.6, north: 0)]
    #expect(LabelPlace.choose(5, of: places).map(\.source) == ["b"])
  }
}
