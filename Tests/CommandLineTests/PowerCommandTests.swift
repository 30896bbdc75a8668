import Foundation
import TestSupport
import Testing

/// `ragweed power`, run as a user would.
@Suite struct PowerCommandTests {
  private let folder: TemporaryFolder
  private let report: String

  init() throws {
    folder = try TemporaryFolder()
    report = try folder.write(
      "layerName;execStatus;layerType;execType;realTime (ms);cpuTime (ms)\na;EXECUTED;Conv;x;2;0\nb;EXECUTED;Conv;x;3;0\n",
      as: "report.csv"
    )
  }

  private func document(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func aGeneratedTraceGivesItsTruthBack() throws {
    let trace = folder.path("made.npy")
    let made = try Program("power", "generate", "--latency", report, "--output", trace, "--rate", "200kHz")
    #expect(made.status == 0, "\(made.messages)")
    let truth = try document(made.output)
    let chart = folder.path("sampling.svg")
    let found = try Program(
      "power",
      trace,
      "--latency",
      report,
      "--rate",
      "200kHz",
      "--watts",
      "--format",
      "json",
      "--chart",
      chart
    )
    #expect(found.status == 0, "\(found.messages)")
    let profile = try document(found.output)
    #expect(profile["inferences"] as? Int == 5)
    let (energy, expected) = (profile["energy_per_inference_j"] as? Double, truth["energy_per_inference_j"] as? Double)
    #expect(abs(try #require(energy) / (try #require(expected)) - 1) < 0.02)
    #expect(try String(contentsOfFile: chart, encoding: .utf8).contains("</svg>"))
    // The same samples as voltages over 0.1 ohm at 5 V are fifty times as much.
    let volts = try Program("power", trace, "--latency", report, "--rate", "200kHz", "--format", "json")
    #expect(
      abs(
        try #require(try document(volts.output)["power_w"] as? Double) / (try #require(profile["power_w"] as? Double))
          - 50
      ) < 0.05
    )
  }

  @Test func tablesWithTimesAreReadAndGapsAreSaid() throws {
    var lines = ["time_s,power_w"]
    for index in 0..<4000 where !(1650..<1750).contains(index) {
      let isBusy = index % 1000 >= 400 && index % 1000 < 900
      lines.append("\(Double(index) / 100_000),\(isBusy ? 4 : 1)")
    }
    let trace = try folder.write(lines.joined(separator: "\n"), as: "trace.csv")
    let outcome = try Program("power", trace, "--latency", report, "--format", "json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("1 gap(s) in the trace; 1 inference(s) with gaps are left out."))
    let profile = try document(outcome.output)
    #expect(profile["inferences"] as? Int == 3)
    #expect(abs(try #require(profile["energy_per_inference_j"] as? Double) - 0.02) < 0.000_4)
  }

  @Test func badInputIsRefusedInASentence() throws {
    let bare = try folder.write("power\n1\n2\n", as: "bare.csv")
    #expect(try Program("power", bare, "--latency", report).messages.contains("names neither 'power_w' nor 'shunt_v'"))
    let timeless = try folder.write("power_w\n1\n2\n", as: "timeless.csv")
    #expect(
      try Program("power", timeless, "--latency", report).messages.contains("Give the sampling frequency with --rate")
    )
    let back = try folder.write("time_s,power_w\n0,1\n2,1\n1,1\n", as: "back.csv")
    #expect(try Program("power", back, "--latency", report).messages.contains("its times do not rise"))
    let unit = try Program("power", timeless, "--latency", report, "--rate", "500")
    #expect(unit.status == 64 && unit.messages.contains("the unit is missing"))
  }
}
