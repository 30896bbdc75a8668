import Quantities
import Testing

@Suite struct DurationParsingTests {
  @Test(arguments: [("1/1000s", 0.001), ("0.5 ms", 0.0005), ("25h", 90_000), ("2min", 120), ("3s", 3), ("2,5s", 2.5)])
  func timesAreReadWithTheirUnit(text: String, seconds: Double) throws {
    #expect(abs(try Duration(parsing: text).inSeconds - seconds) < 1e-12)
  }

  @Test(arguments: [
    ("5", "'5' is no time: the unit is missing. Write it behind the number, as in 1/1000s."),
    ("5d", "'5d' is no time: the unit 'd' is not known. Use one of ms, min, s, h."),
    ("s", "'s' is no time: it does not begin with a number. Write a number and a unit, as in 1/1000s."),
    ("1e300s", "'1e300s' is no time: it is beyond all bounds. Write a smaller number, as in 1/1000s."),
  ])
  func whatIsNoTimeIsRefused(text: String, sentence: String) {
    #expect {
      try Duration(parsing: text)
    } throws: {
      "\($0)" == sentence
    }
  }

  @Test(arguments: ["1/0s", "1/-2s", "//s", "1/2/3s"])
  func whatIsNoFractionIsRefused(text: String) {
    #expect(throws: QuantityError.self) { try Duration(parsing: text) }
  }
}
