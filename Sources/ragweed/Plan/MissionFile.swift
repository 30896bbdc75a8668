import ArgumentParser
import FlightPlanning
import Foundation
import ResultFiles
import Yams

/// A mission file: options of `plan` in YAML, which become arguments.
struct MissionFile {
  private let path: String
  private let entries: [Entry]

  /// What YAML 1.1 and 1.2 take for true and false.
  private static let flags = ["true": true, "yes": true, "on": true, "false": false, "no": false, "off": false]

  private struct Entry {
    let key: String
    let line: Int
    let values: [String]
    let isList: Bool
  }

  /// Reads a mission file.
  ///
  /// - Throws: `FileError` where it is no YAML or no list of keys and values.
  init(path: String) throws {
    self.path = path
    let text = String(decoding: try InputFile.bytes(path: path), as: UTF8.self)
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw Self.unreadable(path, "it is no YAML (\(YAMLReason.of(error)))", "Write one 'key: value' on each line.")
    }
    guard let mapping = node?.mapping else {
      throw Self.unreadable(path, "it is no list of keys and values", "Write one 'key: value' on each line.")
    }
    entries = try mapping.map { key, value in
      let name = key.scalar?.string ?? ""
      let values = value.sequence.map { $0.map { $0.scalar?.string ?? "" } } ?? [value.scalar?.string ?? ""]
      guard !values.isEmpty, !values.contains("") else {
        throw Self.unreadable(path, "the key '\(name)' has no plain value", "Write 'key: value'.")
      }
      return Entry(key: name, line: key.mark?.line ?? 0, values: values, isList: value.sequence != nil)
    }
  }

  /// The arguments that a command has from the file.
  ///
  /// What the user gives too is checked and left out, and so is what a command has no use for but `plan` has.
  ///
  /// - Parameters:
  ///   - options: the options that the command takes from the file.
  ///   - given: the user's arguments.
  /// - Returns: the arguments, each with its value.
  /// - Throws: `FileError` for an unknown key, `CommandError` for a value that does not fit.
  func arguments<Options: ParsableArguments>(of options: Options.Type, besides given: [String]) throws -> [String] {
    let known = try DeclaredOptions(of: PlanOptions.self)
    let taken = try DeclaredOptions(of: options)
    let displaced = PlanOptions.displaced.filter { taken[$0.key]?.isGiven(in: given) == true }.flatMap(\.value)
    return try entries.flatMap { entry -> [String] in
      guard known[entry.key] != nil, !known.isInverse(entry.key) else { throw unknown(entry, known) }
      guard let option = taken[entry.key] else { return [] }
      let inverse = taken.inverse(of: entry.key)
      let arguments = try arguments(for: entry, option, inverse: inverse)
      do {
        _ = try Options.parse(arguments)
      } catch {
        throw invalid(entry, Self.reason(Options.message(for: error)))
      }
      let isGiven = [option, inverse].contains { $0?.isGiven(in: given) == true }
      return isGiven || displaced.contains(entry.key) ? [] : arguments
    }
  }

  private func arguments(
    for entry: Entry,
    _ option: DeclaredOptions.Option,
    inverse: DeclaredOptions.Option?
  ) throws -> [String] {
    guard !entry.isList || option.isRepeating else {
      throw Self.unreadable(path, "the key '\(entry.key)' has no plain value", "Write 'key: value'.")
    }
    guard option.isFlag else {
      return entry.values.map { "--\(entry.key)=\(option.isPath ? besideFile($0) : $0)" }
    }
    guard let isSet = Self.flags[entry.values[0].lowercased()] else {
      throw invalid(entry, "'\(entry.values[0])' is neither true nor false. Write one of them.")
    }
    return isSet ? ["--\(entry.key)"] : inverse.map { ["--\($0.name)"] } ?? []
  }

  /// A path that is relative to the mission file.
  private func besideFile(_ text: String) -> String {
    guard !text.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return text }
    return String(path[...slash]) + text
  }

  private func invalid(_ entry: Entry, _ reason: String) -> CommandError {
    .invalidMission(path: path, key: entry.key, reason: reason)
  }

  private func unknown(_ entry: Entry, _ known: DeclaredOptions) -> FileError {
    let keys = known.names.filter { !known.isInverse($0) }
    return Self.unreadable(
      path,
      "line \(entry.line) has the unknown key '\(entry.key)'",
      NearestName.of(entry.key, among: keys).map { "Did you mean '\($0)'?" }
        ?? "Use one of \(keys.joined(separator: ", "))."
    )
  }

  private static func unreadable(_ path: String, _ reason: String, _ remedy: String) -> FileError {
    .cannotRead(path: path, reason: reason, remedy: remedy)
  }

  /// What ArgumentParser says of a value, without its own beginning, which names an option that is none of the user's.
  private static func reason(_ message: String) -> String {
    guard let intro = message.range(of: ">': ") else { return message }
    return String(message[intro.upperBound...])
  }
}
