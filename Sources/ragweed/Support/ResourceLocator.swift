import Foundation

/// Where the files that belong to the program are.
enum ResourceLocator {
  /// The path of a shipped file, such as `catalog/platforms.json`.
  ///
  /// It is looked for beside the program, where the build puts it, and in `../share/ragweed`, where an installation does.
  /// The generated `Bundle.module` is of no use here: it ends the program where the folder is missing.
  ///
  /// - Throws: `CommandError.missingResource` where it is in none of the places.
  static func path(of name: String) throws -> String {
    let folders = candidates
    for folder in folders {
      let path = folder.appendingPathComponent(name).path
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    throw CommandError.missingResource(name: name, folders: folders.map(\.path))
  }

  private static var candidates: [URL] {
    let program = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
      .resolvingSymlinksInPath()
    let folder = program.deletingLastPathComponent()
    return [
      folder.appendingPathComponent("ragweed_ragweed.resources"),
      folder.deletingLastPathComponent().appendingPathComponent("share/ragweed"),
    ]
  }
}
