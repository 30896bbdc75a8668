import ArgumentParser

/// The spellings from before `check` and `cover` were commands: `plan --check` and `plan --plane`.
///
/// They are kept for the scripts that have them.
enum FormerSpelling {
  /// The arguments as they are spelled now, and what to tell the user; nil where they already are.
  ///
  /// - Throws: `ValidationError` for an option that would be ignored.
  static func current(_ arguments: [String]) throws -> (arguments: [String], note: String)? {
    guard arguments.first == "plan" else { return nil }
    let rest = Array(arguments.dropFirst())
    if has("--check", rest) {
      let found = try Parts(rest, "--check", as: CheckCommand.self, why: "which judges a mission as it is")
      guard found.positionals.count <= 1 else {
        throw ValidationError(
          "Option --check takes one mission, and 'plan' one field. Give --check once for each mission."
        )
      }
      return (
        ["check"] + found.values + found.positionals.flatMap { ["--field", $0] } + found.options,
        "'ragweed plan --check MISSION FIELD' is now 'ragweed check MISSION --field FIELD'"
      )
    }
    guard has("--plane", rest) else { return nil }
    let found = try Parts(rest, "--plane", as: CoverCommand.self, why: "which covers a map in metres")
    guard found.positionals.isEmpty, found.values.count == 1 else {
      throw ValidationError("Give either a field or --plane with a map.")
    }
    return (["cover"] + found.values + found.options, "'ragweed plan --plane MAP' is now 'ragweed cover MAP'")
  }

  private static func has(_ option: String, _ arguments: [String]) -> Bool {
    arguments.contains { $0 == option || $0.hasPrefix(option + "=") }
  }

  /// Arguments taken apart.
  private struct Parts {
    /// The values of the former option.
    var values: [String] = []
    /// What belongs to no option.
    var positionals: [String] = []
    /// The other options with their values.
    var options: [String] = []

    init(_ arguments: [String], _ former: String, as command: any ParsableCommand.Type, why: String) throws {
      let taken = try DeclaredOptions(of: command)
      let planned = try DeclaredOptions(of: PlanOptions.self)
      var rest = arguments[...]
      while let argument = rest.popFirst() {
        if argument == former {
          if let value = rest.popFirst() { values.append(value) }
        } else if argument.hasPrefix(former + "=") {
          values.append(String(argument.dropFirst(former.count + 1)))
        } else if !argument.hasPrefix("-") {
          positionals.append(argument)
        } else {
          let option = taken[argument]
          guard option != nil || planned[argument] == nil else {
            let name = String(argument.prefix { $0 != "=" })
            throw ValidationError.noEffect(name, with: former, why: why)
          }
          options.append(argument)
          if let option, !option.isFlag, !argument.contains("="), let value = rest.popFirst() { options.append(value) }
        }
      }
    }
  }
}
