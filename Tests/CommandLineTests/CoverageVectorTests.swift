import Foundation
import MissionFormats
import TestSupport
import Testing

/// The public example maps.
///
/// Without optimisation the search takes minutes, so it runs only where somebody asks for it.
@Suite struct CoverageVectorTests {
  static let maps = [("square", 1365.0), ("rectangle-with-holes", 2139.0), ("l-with-holes", 800.0)]

  @Test(
    .enabled(if: SharedFiles.exists("vectors/coverage/square.json"), "../shared is absent"),
    .enabled(
      if: ProcessInfo.processInfo.environment["RAGWEED_SLOW_TESTS"] == "1",
      "set RAGWEED_SLOW_TESTS=1; a release build takes seconds, a debug build minutes"
    ),
    arguments: maps
  )
  func aPublicMapIsCoveredInTime(name: String, seconds: Double) throws {
    let run = try Program(
      "plan",
      "--plane",
      SharedFiles.path("vectors/coverage/\(name).json"),
      "--swath",
      "3m",
      "--vmax",
      "3m/s",
      "--acceleration",
      "1m/s2",
      "--start",
      "0,0",
      "--format",
      "json"
    )
    #expect(run.status == 0)
    let document = try JSONValue(parsing: Array(run.output.utf8))
    #expect(try #require(document["cost_s"]?.double) <= seconds)
    #expect(try #require(document["coverage_percent"]?.double) >= 99.9)
    #expect(document["outside_m"]?.double == 0)
    #expect(document["path_m"]?.elements?.first == document["path_m"]?.elements?.last)
  }
}
