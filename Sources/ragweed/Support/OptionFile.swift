import ArgumentParser
import Documents
import FlightPlanning
import Foundation
import ResultFiles
import Yams

/// A file of a command's options in YAML, by their long names, which stand for arguments before the user's own.
///
/// Of an option that is given twice the parser takes the last, so that the command line wins.
struct OptionFile {
  /// An option of a command, as the parser itself describes it.
  private struct Known {
    let isFlag: Bool
    let names: Set<String>
  }

  /// What the file says, as arguments.
  let arguments: [String]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - command: whose options it has.
  ///   - paths: the options that name inputs: their paths count from the folder of the file.
  /// - Throws: `FileError` where it cannot be read, is no list of keys and values, or has an unknown key.
  init(path: String, for command: any ParsableArguments.Type, paths: Set<String>) throws {
    let known = try Self.options(of: command)
    let names = known.flatMap(\.names).sorted()
    arguments = try Self.entries(path: path).flatMap { key, value, line -> [String] in
      func refuse(_ reason: String, _ remedy: String) -> FileError {
        .cannotRead(path: path, reason: "line \(line): \(reason)", remedy: remedy)
      }
      guard let option = known.first(where: { $0.names.contains(key) }) else {
        let nearest = NearestName.of(key, among: names).map { "Did you mean '\($0)'?" }
        throw refuse("the key '\(key)' is not known", nearest ?? "Use one of \(names.joined(separator: ", ")).")
      }
      guard let value else { throw refuse("the key '\(key)' has no plain value", "Write 'key: value'.") }
      guard option.isFlag else {
        return ["--\(key)=\(paths.contains(key) ? Self.resolved(value, beside: path) : value)"]
      }
      switch value {
      case "true", "yes", "on": return ["--\(key)"]
      case "false", "no", "off": return option.names.contains("no-\(key)") ? ["--no-\(key)"] : []
      default: throw refuse("'\(value)' is no answer to '\(key)'", "Write true or false.")
      }
    }
  }

  /// Arguments of a command with those of the option files among them put behind the command's name.
  ///
  /// - Parameters:
  ///   - all: the arguments, the command's name first.
  ///   - option: the option that names such a file, such as `options`.
  ///   - command: whose options the file has.
  ///   - paths: the options that name inputs.
  /// - Returns: the arguments; unchanged where no file is named.
  /// - Throws: what reading the file throws.
  static func expanded(
    _ all: [String],
    option: String,
    for command: any ParsableArguments.Type,
    paths: Set<String>
  ) throws -> [String] {
    let own = all.prefix { $0 != "--" }
    let spelled = own.lastIndex { $0 == "--\(option)" || $0.hasPrefix("--\(option)=") }
    guard let spelled, let name = all.first else { return all }
    let path: String
    if let equals = all[spelled].firstIndex(of: "=") {
      path = String(all[spelled][equals...].dropFirst())
    } else if spelled + 1 < all.count {
      path = all[spelled + 1]
    } else {
      // The parser says that the value is missing.
      return all
    }
    return [name] + (try OptionFile(path: path, for: command, paths: paths).arguments) + all.dropFirst()
  }

  private static func entries(path: String) throws -> [(key: String, value: String?, line: Int)] {
    let text = String(decoding: try InputFile.bytes(path: path, limit: 1 << 20), as: UTF8.self)
    let remedy = "Write one 'key: value' on each line."
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw FileError.cannotRead(path: path, reason: "it is no YAML (\(YAMLReason.of(error)))", remedy: remedy)
    }
    guard let mapping = node?.mapping else {
      throw FileError.cannotRead(path: path, reason: "it is no list of keys and values", remedy: remedy)
    }
    return mapping.map { key, value in
      // A list stands for what the command line writes with commas.
      let list = value.sequence.map { $0.compactMap { $0.scalar?.string }.joined(separator: ",") }
      return (key.scalar?.string ?? "", value.scalar?.string ?? list, key.mark?.line ?? 0)
    }
  }

  private static func resolved(_ value: String, beside path: String) -> String {
    guard !value.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return value }
    let beside = String(path[...slash]) + value
    // A bare word that is no file there is a name, such as that of a shipped model.
    let isName = !value.contains("/") && !value.contains(".") && !FileManager.default.fileExists(atPath: beside)
    return isName ? value : beside
  }

  /// The options of a command; positions, help and the option for such a file itself are none.
  private static func options(of command: any ParsableArguments.Type) throws -> [Known] {
    let description = try JSONValue(parsing: Array(command._dumpHelp().utf8))
    return (description["command"]?["arguments"]?.elements ?? []).compactMap { argument in
      let names = (argument["names"]?.elements ?? []).filter { $0["kind"]?.text == "long" }
        .compactMap { $0["name"]?.text }
      guard let kind = argument["kind"]?.text, kind != "positional", !names.isEmpty,
        !names.contains(where: ["help", "version", "options", "mission"].contains)
      else { return nil }
      return Known(isFlag: kind == "flag", names: Set(names))
    }
  }
}
