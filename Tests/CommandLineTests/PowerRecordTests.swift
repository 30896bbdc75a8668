import Foundation
import TestSupport
import Testing

/// `ragweed power record`, on made-up folders that look like Linux's.
@Suite struct PowerRecordTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ text: String, _ path: String) throws {
    let url = folder.url.appendingPathComponent("class").appendingPathComponent(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }

  /// A processor with a package and a part of it, and a board with two sensors.
  private func machine() throws {
    try write("package-0\n", "powercap/intel-rapl:0/name")
    try write("5000000\n", "powercap/intel-rapl:0/energy_uj")
    try write("262143328850\n", "powercap/intel-rapl:0/max_energy_range_uj")
    try write("core\n", "powercap/intel-rapl:0:0/name")
    try write("4000000\n", "powercap/intel-rapl:0:0/energy_uj")
    try write("ina3221\n", "hwmon/hwmon1/name")
    try write("VDD_IN\n", "hwmon/hwmon1/in1_label")
    try write("5000\n", "hwmon/hwmon1/in1_input")
    try write("1200\n", "hwmon/hwmon1/curr1_input")
    try write("not connected\n", "hwmon/hwmon1/in2_input")
    try write("300\n", "hwmon/hwmon1/curr2_input")
    try write("ina226\n", "hwmon/hwmon2/name")
    try write("7350000\n", "hwmon/hwmon2/power1_input")
  }

  @Test func theSourcesOfAMachineAreListed() throws {
    try machine()
    let outcome = try Program("power", "record", "--list", "--sysfs", folder.url.path)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    // Parts of a package are counted in it, and what shows no number is no source.
    #expect(
      lines == [
        "intel-rapl:0 package-0: counts energy, 5.000 J now", "hwmon1 ina3221 VDD_IN: 6.000 W now",
        "hwmon2 ina226 channel 1: 7.350 W now",
      ]
    )
  }

  @Test func aTraceIsWrittenThatPowerReads() throws {
    try machine()
    let trace = folder.path("trace.csv")
    let options = ["power", "record", "--sysfs", folder.url.path, "--duration", "100ms", "--rate", "100Hz"]
    let outcome = try Program(arguments: options + ["--source", "ina3221", "--output", trace])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("hwmon1 ina3221 VDD_IN: 10 samples, mean 6.000 W."))
    let lines = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
    #expect(lines[0] == "time_s,power_w" && lines.count == 11)
    #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(",6.000000") })
    // A counter that stands still draws nothing.
    let still = try Program(arguments: options + ["--output", folder.path("still.csv")])
    #expect(still.output.contains("intel-rapl:0 package-0: 10 samples, mean 0.000 W."))
    let again = try Program(arguments: options + ["--output", trace])
    #expect(again.status == 73 && again.messages.contains("The output file '\(trace)' exists."))
  }

  @Test func machinesWithoutSensorsAndBadOptionsAreRefusedInASentence() throws {
    let none = try Program("power", "record", "--list", "--sysfs", folder.url.path)
    #expect(none.status == 69 && none.messages.contains("Cannot record power: nothing under"))
    try machine()
    let other = try Program(
      "power",
      "record",
      "--sysfs",
      folder.url.path,
      "--source",
      "gpu",
      "--output",
      folder.path("t.csv")
    )
    #expect(other.messages.contains("There is no power source 'gpu'. Choose from intel-rapl:0 package-0"))
    let bare = try Program("power", "record", "--output", folder.path("t.csv"), "--rate", "5MHz")
    #expect(bare.status == 64 && bare.messages.contains("--rate is not between 0.1Hz and 1kHz"))
    #expect(try Program("power", "record").status == 64)
  }
}
