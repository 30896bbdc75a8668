import Documents
import TestSupport
import Testing

@Suite struct RoundingTests {
  /// Areas to 1 cm2, lengths to 1 mm, coordinates to 1e-7 degrees or better, probabilities to 4 digits.
  @Test(arguments: [
    ("area_m2", 1.3826187499999991, "1.3826"), ("area_m2", 174768.75, "174768.75"),
    ("path_length_m", 12.34567, "12.346"),
    ("latitude_deg", 47.950017095123, "47.950017095"), ("yaw_deg", 12.000049, "12"), ("confidence", 0.528149, "0.5281"),
    ("coverage_percent", 99.99999, "100"), ("gsd_cm_per_px", 0.27411764705882352, "0.274118"),
    ("cost_eur", 4.499, "4.5"),
    // Neither square kilometres nor a known unit: ten significant digits.
    ("cost_eur_per_km2", 1.0 / 3, "0.3333333333"), ("miou", 2.0 / 3, "0.6666666667"),
    ("operations_per_s", 123_456_789_012.5, "123456789013"), ("capacitance", 1.0 / 3e9, "3.333333333e-10"),
    // What is there does not become nothing; what is the noise of a computation does.
    ("area_m2", 0.00000625, "0.0000063"), ("area_m2", 0.00031234, "0.00031"), ("yaw_deg", 1e-13, "0"),
    ("area_m2", -0.0, "0"), ("area_m2", .nan, "null"), ("share", .infinity, "null"), ("area_m2", 1e300, "1e+300"),
  ])
  func aNumberIsRoundedByTheUnitInItsKey(key: String, value: Double, text: String) {
    #expect(JSONValue.object([JSONMember(key: key, value: .number(value))]).document == "{\"\(key)\": \(text)}")
  }

  @Test func whatStandsBelowAKeyWithAUnitHasThatUnit() {
    let value = JSONValue.members([
      "height_m": .members(["min": .number(1.00049), "share_percent": .number(12.34567)]),
      "path_m": .array([.array([.number(1.23456), .number(2)])]),
    ])
    #expect(
      value.document == """
        {"height_m": {"min": 1, "share_percent": 12.3457}, "path_m": [[1.235, 2]]}
        """
    )
  }

  @Test func tenDigitsAreRight() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<5000 {
      let exponent = Double.random(in: -30...14, using: &random)
      var value = Double.random(in: -10...10, using: &random)
      for _ in 0..<Int(exponent.magnitude) { value *= exponent < 0 ? 0.1 : 10 }
      let back = try #require(try JSONValue(parsing: Array(JSONValue.number(value).document.utf8)).double)
      #expect((back - value).magnitude <= value.magnitude * 1e-9, "\(value) became \(back)")
    }
  }
}
