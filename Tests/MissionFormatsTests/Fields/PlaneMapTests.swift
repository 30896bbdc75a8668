import FieldGeometry
import MissionFormats
import Quantities
import Testing

@Suite struct PlaneMapTests {
  @Test func ringsAreReadInMetres() throws {
    let text = """
      {"name": "yard", "unit": "m", "rings": [[[0,0],[10,0],[10,5],[0,5],[0,0]], [[2,2],[3,2],[3,3],[2,3]]]}
      """
    let map = try PlaneMap(reading: Array(text.utf8), file: "yard.json")
    #expect(map.name == "yard")
    #expect(abs(map.field.area.squareMeters - 49) < 1e-9)
  }

  @Test(arguments: [
    ("[", "line 1: it ends too early. "), ("{}", "it has no list 'rings'. "),
    (#"{"rings":[[[0,0],[1]]]}"#, "ring 1 has a position that is no pair of numbers. "),
    (#"{"unit":"ft","rings":[[]]}"#, "its unit is not \"m\". "),
  ])
  func whatIsNoMapIsRefused(text: String, reason: String) {
    #expect {
      try PlaneMap(reading: Array(text.utf8), file: "a.json")
    } throws: {
      "\($0)"
        == "Cannot read the map 'a.json': \(reason)Give a JSON object with \"rings\", lists of [x, y] in metres, the outline first."
    }
  }

  @Test func anUnsoundMapIsRefused() {
    #expect {
      try PlaneMap(reading: Array(#"{"rings":[[[0,0],[1,0],[2,0]]]}"#.utf8), file: "a.json")
    } throws: {
      "\($0)" == "Cannot use the map 'a.json', at 0, 0 m: the ring encloses no area. Draw it around the field."
    }
  }
}
