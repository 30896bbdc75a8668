public import EdgeDeployment
import Foundation
import Quantities

/// The power sources that Linux shows as files.
///
/// Processors count energy under `/sys/class/powercap` (Intel's and AMD's RAPL; documented in the kernel's
/// `power/powercap`); sensors such as INA226 and INA3221 on Jetson boards show power, or voltage and current, under
/// `/sys/class/hwmon` (`hwmon/sysfs-interface`: microwatts, millivolts, milliamperes).
public enum PowerSources {
  /// A counter of energy in microjoules.
  struct Counter: PowerSource {
    let name: String
    let file: URL
    let wrapsAt: Energy

    func reading() throws -> PowerReading {
      .energy(.joules(try PowerSources.number(file) * 1e-6), wrapsAt: wrapsAt)
    }
  }
  /// A sensor of power in microwatts.
  struct Wattmeter: PowerSource {
    let name: String
    let file: URL

    func reading() throws -> PowerReading { .power(.watts(try PowerSources.number(file) * 1e-6)) }
  }
  /// A sensor of voltage in millivolts and current in milliamperes.
  struct Rail: PowerSource {
    let name: String
    let voltage: URL
    let current: URL

    func reading() throws -> PowerReading {
      .power(.watts(try PowerSources.number(voltage) * 1e-3 * PowerSources.number(current) * 1e-3))
    }
  }

  /// The sources of a machine, in order of their names.
  ///
  /// - Parameter root: the folder that stands for `/sys`, another one for tests.
  /// - Returns: the sources that can be read.
  public static func find(root: String = "/sys") -> [any PowerSource] {
    let base = URL(fileURLWithPath: root).appendingPathComponent("class")
    let found = counters(base.appendingPathComponent("powercap")) + sensors(base.appendingPathComponent("hwmon"))
    return found.filter { (try? $0.reading()) != nil }
  }

  private static func counters(_ folder: URL) -> [any PowerSource] {
    names(folder).compactMap { zone in
      let place = folder.appendingPathComponent(zone)
      // Control types such as `intel-rapl` have no counter; parts of a zone, `intel-rapl:0:0`, are counted in the zone.
      let counter = place.appendingPathComponent("energy_uj")
      guard zone.split(separator: ":").count == 2, FileManager.default.fileExists(atPath: counter.path) else {
        return nil
      }
      let label = text(place.appendingPathComponent("name")) ?? zone
      let wrap = (try? number(place.appendingPathComponent("max_energy_range_uj"))) ?? 0
      return Counter(name: "\(zone) \(label)", file: counter, wrapsAt: .joules(wrap * 1e-6))
    }
  }

  private static func sensors(_ folder: URL) -> [any PowerSource] {
    names(folder).flatMap { entry -> [any PowerSource] in
      let place = folder.appendingPathComponent(entry)
      let chip = text(place.appendingPathComponent("name")) ?? entry
      let files = Set(names(place))
      func file(_ name: String) -> URL { place.appendingPathComponent(name) }
      return (1...8).compactMap { channel -> (any PowerSource)? in
        let label = text(file("in\(channel)_label")) ?? text(file("power\(channel)_label")) ?? "channel \(channel)"
        let name = "\(entry) \(chip) \(label)"
        if files.contains("power\(channel)_input") {
          return Wattmeter(name: name, file: file("power\(channel)_input"))
        }
        guard files.contains("curr\(channel)_input"), files.contains("in\(channel)_input") else { return nil }
        return Rail(name: name, voltage: file("in\(channel)_input"), current: file("curr\(channel)_input"))
      }
    }
  }

  private static func names(_ folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  private static func text(_ file: URL) -> String? {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return trimmed.isEmpty ? nil : trimmed
  }

  /// The number in a file.
  fileprivate static func number(_ file: URL) throws -> Double {
    guard let text = text(file), let value = Double(text), value.isFinite else {
      throw EdgeMeasurementError.brokenPowerSource(path: file.path)
    }
    return value
  }
}
