import FlightPlanning
import Quantities
import ResultFiles
import Yams

/// A mission file: the options of `plan` in YAML, each quantity with its unit.
struct MissionFile {
  private let path: String
  private let values: [String: String]

  /// The keys that a mission file may have: the long names of the options.
  private static let keys =
    [
      "name", "drone", "gsd", "altitude", "plant-area", "speed", "sidelap", "frontlap", "exposure",
      "blur-limit", "blur-warning", "max-altitude", "min-altitude", "battery", "obstacle-height",
    ] + LayoutOptions.keys + FlightOptions.keys + CostOptions.keys + PartOptions.keys + GroundOptions.keys

  /// Reads a mission file.
  ///
  /// - Throws: `CommandError` where it is no YAML, no list of keys, or has an unknown key.
  init(path: String) throws {
    self.path = path
    let text = String(decoding: try InputFile.bytes(path: path), as: UTF8.self)
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw FileError.cannotRead(
        path: path,
        reason: "it is no YAML (\(YAMLReason.of(error)))",
        remedy: "Write one 'key: value' on each line."
      )
    }
    guard let mapping = node?.mapping else {
      throw FileError.cannotRead(
        path: path,
        reason: "it is no list of keys and values",
        remedy: "Write one 'key: value' on each line."
      )
    }
    var values: [String: String] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard Self.keys.contains(name) else {
        let nearest = NearestName.of(name, among: Self.keys).map { "Did you mean '\($0)'?" }
        throw FileError.cannotRead(
          path: path,
          reason: "line \(key.mark?.line ?? 0) has the unknown key '\(name)'",
          remedy: nearest ?? "Use one of \(Self.keys.joined(separator: ", "))."
        )
      }
      guard let scalar = value.scalar?.string else {
        throw FileError.cannotRead(
          path: path,
          reason: "the key '\(name)' has no plain value",
          remedy: "Write 'key: value'."
        )
      }
      values[name] = scalar
    }
    self.values = values
  }

  /// The path of a file that a key names, relative to the mission file; nil where the key is not given.
  func path(_ key: String) -> String? {
    values[key].map { text in
      guard !text.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return text }
      return String(path[...slash]) + text
    }
  }

  /// The text of a key; nil where it is not given.
  func text(_ key: String) -> String? { values[key] }

  /// The value of a key; nil where it is not given.
  ///
  /// - Throws: `CommandError` where the text is no such value, with the reason.
  func value<Value>(_ key: String, _ parse: (String) throws -> Value) throws -> Value? {
    guard let text = values[key] else { return nil }
    do {
      return try parse(text)
    } catch {
      throw CommandError.invalidMission(path: path, key: key, reason: "\(error)")
    }
  }
}
