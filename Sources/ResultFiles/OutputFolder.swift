public import Foundation

/// A folder of results in which every file appears whole or not at all.
public struct OutputFolder: Sendable {
  /// The folder.
  public let url: URL

  /// Takes a folder for results and makes it where it is missing.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - overwrite: whether it may hold something already, which is replaced.
  ///   - isResumed: whether it may hold what an earlier run with a journal left.
  /// - Throws: `FileError` where it holds something already that may not be there, or cannot be made.
  public init(path: String, overwrite: Bool, isResumed: Bool = false) throws {
    guard !path.isEmpty else { throw FileError.noOutputName }
    url = URL(fileURLWithPath: path, isDirectory: true)
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    if unsafe manager.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw FileError.outputIsAFile(path: path) }
      // Hidden files are left by a run that was killed; they stand for no result.
      let listing = try FolderListing(path: path)
      let contents = listing.names.filter { !$0.hasPrefix(".") } + listing.broken
      let isAllowed = overwrite || (isResumed && RunJournal.exists(in: path))
      guard contents.isEmpty || isAllowed else { throw FileError.outputExists(path: path) }
    }
    do {
      try manager.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw FileError.cannotWrite(path: path, reason: error.localizedDescription)
    }
  }

  /// The path of a result in the folder.
  public func path(of name: String) -> String { url.appendingPathComponent(name).path }

  /// The path of a file that is of use while a result is made, and hidden.
  public func stagingPath(of name: String) -> String { url.appendingPathComponent(".\(name).tmp").path }

  /// Writes results that belong together: all of them, or none and no trace.
  ///
  /// - Parameters:
  ///   - files: the files by name, in the order in which they appear; what stands for the whole comes last.
  ///   - outdated: the names of files of an earlier run that none of these replaces.
  /// - Throws: `FileError.cannotWrite`.
  public func publish(_ files: [(name: String, data: Data)], removing outdated: [String] = []) throws {
    try Publication.publish(files.map { (path(of: $0.name), $0.data) }, removing: outdated.map(path(of:)))
  }

  /// Writes a result that is at hand whole.
  ///
  /// - Throws: `FileError.cannotWrite`.
  public func write(_ data: Data, as name: String) throws { try AtomicFile.write(data, to: path(of: name)) }

  /// Writes a text that is at hand whole.
  ///
  /// - Throws: `FileError.cannotWrite`.
  public func write(_ text: String, as name: String) throws { try AtomicFile.write(text, to: path(of: name)) }
}
