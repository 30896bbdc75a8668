import ArgumentParser
import Foundation

/// The options that a command declares, as ArgumentParser describes them to other programs
/// (`--experimental-dump-help`): it has no other list of them.
struct DeclaredOptions {
  /// An option or a flag.
  struct Option {
    /// What stands on the command line, such as `--output` and `-o`.
    let spellings: [String]
    let isFlag: Bool
    let isRepeating: Bool
    /// Whether its value is the path of a file or a folder.
    let isPath: Bool

    /// The long name, without its hyphens.
    var name: String { spellings.first { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) } ?? "" }

    /// Whether arguments have it.
    func isGiven(in arguments: [String]) -> Bool {
      arguments.contains { argument in
        spellings.contains { argument == $0 || argument.hasPrefix($0 + "=") }
      }
    }
  }

  private let options: [String: Option]

  /// The long names of the options and flags, without hyphens, in the order declared.
  let names: [String]

  /// Describes the options of a command or of a group.
  ///
  /// - Throws: `DecodingError` where ArgumentParser describes them otherwise than this program was built for.
  init(of type: any ParsableArguments.Type) throws {
    let dump = try JSONDecoder().decode(Dump.self, from: Data(type._dumpHelp().utf8))
    let declared = dump.command.arguments.filter { $0.names != nil }.map(\.option).filter { $0.name != "help" }
    options = Dictionary(declared.map { ($0.name, $0) }) { first, _ in first }
    names = declared.map(\.name)
  }

  /// The option of a long name or a spelling; nil where there is none.
  subscript(name: String) -> Option? {
    let name = String(name.prefix { $0 != "=" })
    return options[name.hasPrefix("--") ? String(name.dropFirst(2)) : name]
      ?? options.values.first { $0.spellings.contains(name) }
  }

  /// The flag that undoes one: `no-crosshatch` of `crosshatch`; nil where there is none.
  func inverse(of name: String) -> Option? { options["no-\(name)"].flatMap { $0.isFlag ? $0 : nil } }

  /// Whether a name is that of a flag that undoes another.
  func isInverse(_ name: String) -> Bool {
    name.hasPrefix("no-") && options[name]?.isFlag == true && options[String(name.dropFirst(3))] != nil
  }

  private struct Dump: Decodable {
    let command: Command

    struct Command: Decodable { let arguments: [Argument] }

    struct Argument: Decodable {
      let kind: String
      let isRepeating: Bool
      let names: [Name]?
      /// An object whose only key is the kind.
      let completionKind: [String: Ignored]?

      var option: Option {
        Option(
          spellings: (names ?? []).map { ($0.kind == "short" ? "-" : "--") + $0.name },
          isFlag: kind == "flag",
          isRepeating: isRepeating,
          isPath: ["file", "directory"].contains { completionKind?[$0] != nil }
        )
      }
    }

    struct Name: Decodable {
      let kind: String
      let name: String
    }

    struct Ignored: Decodable {}
  }
}
