import Quantities
import Testing

@Suite struct QuantityParsingTests {
  @Test(arguments: [
    ("1mm", 0.001), ("0.1cm", 0.001), ("45m", 45), ("1.5 km", 1500), ("-2m", -2), ("1e3mm", 1), ("0,5cm", 0.005),
    ("0,125m", 0.125),
    ("100ft", 30.48), ("6in", 0.1524), ("1mi", 1609.344),
  ])
  func lengthsAreReadWithTheirUnit(text: String, meters: Double) throws {
    #expect(abs(try Length(parsing: text).meters - meters) < 1e-12)
  }

  @Test(arguments: [
    ("10cm2", 0.001), ("1m2", 1), ("2ha", 20_000), ("1km2", 1_000_000), ("1acre", 4046.8564224), ("10ft2", 0.9290304),
  ])
  func areasAreReadWithTheirUnit(text: String, squareMeters: Double) throws {
    #expect(abs(try Area(parsing: text).squareMeters - squareMeters) < 1e-9)
  }

  @Test func speedsAndAnglesAreReadWithTheirUnit() throws {
    #expect(abs(try Speed(parsing: "36km/h").metersPerSecond - 10) < 1e-12)
    #expect(abs(try Speed(parsing: "10kn").metersPerSecond - 5.144444) < 1e-6)
    #expect(abs(try Speed(parsing: "10mph").metersPerSecond - 4.4704) < 1e-12)
    #expect(abs(try Angle(parsing: "180deg").radians - .pi) < 1e-12)
  }

  @Test func aBareNumberIsRefusedWithTheReason() {
    #expect {
      try Length(parsing: "5")
    } throws: {
      String(describing: $0) == "'5' is no length: the unit is missing. Write it behind the number, as in 45m."
    }
  }

  @Test func anUnknownUnitIsRefusedWithTheKnownOnes() {
    #expect {
      try Length(parsing: "5yd")
    } throws: {
      String(describing: $0) == "'5yd' is no length: the unit 'yd' is not known. Use one of mm, cm, m, km, in, ft, mi."
    }
  }

  @Test(arguments: ["1,000m", "1,000.5m", "1,2,3m", "12,345ft"])
  func aCommaThatCouldBeThousandsIsRefused(text: String) {
    #expect {
      try Length(parsing: text)
    } throws: {
      String(describing: $0)
        == "'\(text)' is no length: its comma could stand for thousands. Write decimals with a point and thousands without "
        + "a mark, as in 45m."
    }
  }

  @Test(arguments: ["", "m", "abc", "nanm", "infm", "--3m", "1..2m"])
  func whatIsNoNumberIsRefused(text: String) {
    #expect(throws: QuantityError.self) { try Length(parsing: text) }
  }
}
