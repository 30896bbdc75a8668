import ArgumentParser

/// A command that takes its options from a mission file, too.
protocol MissionFileReader: ParsableCommand {
  /// The options that a mission file may set.
  associatedtype Options: ParsableArguments

  var options: Options { get }

  var missionOption: MissionOption { get }
}

extension MissionFileReader {
  /// The path of the mission file; nil where none is given.
  var mission: String? { missionOption.mission }

  /// The arguments with those of the mission file before the user's, so that the user's win.
  ///
  /// - Parameter arguments: what the user gave: the name of the command, and what follows it.
  /// - Returns: all arguments; nil where no file is given.
  /// - Throws: `FileError` or `CommandError` where the file cannot be read or has a value that does not fit.
  func withMissionFile(_ arguments: [String]) throws -> [String]? {
    guard let mission else { return nil }
    let added = try MissionFile(path: mission).arguments(of: Options.self, besides: Array(arguments.dropFirst()))
    return arguments.prefix(1) + added + arguments.dropFirst()
  }
}
