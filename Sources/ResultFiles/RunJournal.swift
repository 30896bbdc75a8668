import Documents
public import Foundation

/// What of a run is finished, so that a later run goes on where it ended, however it ended.
///
/// It lies in the folder `.ragweed` among the results: a small file for each finished input, which appears when what was
/// made of the input is written, and the settings that all of them were made with.
public final class RunJournal {
  /// A finished input.
  private struct Entry<Figures: Codable>: Codable {
    /// The input.
    let input: FileStamp
    /// Its mask.
    let mask: FileStamp
    /// Where it lies, for a picture of a video, whose track may change without it.
    let place: String?
    /// What it came to.
    let figures: Figures
  }

  /// The folder in the folder of results.
  public static let folderName = ".ragweed"

  private let url: URL
  private let lock: FolderLock
  /// What the user should know of the earlier run; nil where it is of use, or there was none.
  public private(set) var notice: String?
  /// Whether what an earlier run finished is gone on with.
  public let isContinued: Bool

  /// Opens the journal of a folder of results.
  ///
  /// - Parameters:
  ///   - folder: the folder of results.
  ///   - options: what changes results, by what a user calls it.
  ///   - isResumed: whether the earlier run is gone on with; otherwise it is forgotten.
  ///   - forget: called where an earlier run is forgotten, with the names of its masks, before its journal goes.
  /// - Throws: what `forget` throws, and `FileError` where the folder cannot be written or another run is at work in it.
  public init(
    in folder: OutputFolder,
    options: [String: String],
    isResumed: Bool,
    forget: (_ masks: [String]) throws -> Void = { _ in }
  ) throws {
    url = URL(fileURLWithPath: folder.path(of: Self.folderName), isDirectory: true)
    let manager = FileManager.default
    try Self.make(url)
    lock = try FolderLock(path: url.appendingPathComponent("lock").path, folder: folder.url.path)
    let optionsURL = url.appendingPathComponent("options.json")
    let earlier = (try? Data(contentsOf: optionsURL)).flatMap {
      try? JSONDecoder().decode([String: String].self, from: $0)
    }
    let changed = Set(options.keys).union((earlier ?? [:]).keys).filter { options[$0] != earlier?[$0] }.sorted()
    isContinued = isResumed && earlier != nil && changed.isEmpty
    let inputs = url.appendingPathComponent("inputs")
    if isContinued {
      try Self.make(inputs)
      return
    }
    if isResumed, earlier != nil {
      notice = "The earlier run differs in \(changed.joined(separator: ", ")), so everything is mapped again."
    }
    try forget(masks.map(\.mask))
    for name in (try? manager.contentsOfDirectory(atPath: url.path)) ?? [] where name != "lock" {
      try? manager.removeItem(at: url.appendingPathComponent(name))
    }
    try Self.make(inputs)
    try Self.write(options, to: optionsURL)
  }

  /// Forgets finished inputs whose masks are no longer wanted.
  ///
  /// - Parameter isWanted: whether a mask is, by its name.
  /// - Returns: the names of the masks that are not.
  public func forget(unless isWanted: (_ mask: String) -> Bool) -> [String] {
    masks.filter { !isWanted($0.mask) }.map { entry, mask in
      for file in [entry, entry.deletingPathExtension().appendingPathExtension("confidence.tif")] {
        try? FileManager.default.removeItem(at: file)
      }
      return mask
    }
  }

  /// The entries of finished inputs with the names of their masks.
  private var masks: [(entry: URL, mask: String)] {
    struct Record: Decodable {
      let mask: FileStamp
    }
    let inputs = url.appendingPathComponent("inputs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: inputs.path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
      let entry = inputs.appendingPathComponent(name)
      guard let data = try? Data(contentsOf: entry), let record = try? JSONDecoder().decode(Record.self, from: data)
      else { return nil }
      return (entry, URL(fileURLWithPath: record.mask.path).lastPathComponent)
    }
  }

  /// Whether a folder of results has a journal.
  public static func exists(in folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/\(folderName)/options.json")
  }

  /// Where the map is until it is whole.
  public var mapPath: String { url.appendingPathComponent("map.gpkg").path }

  /// Where a frame's confidence is kept, from which it is laid on the ground again.
  public func confidencePath(of file: URL) -> String {
    url.appendingPathComponent("inputs/\(file.lastPathComponent).confidence.tif").path
  }

  /// What an input came to; nil where it is not finished, or it or its mask has changed since.
  ///
  /// - Parameters:
  ///   - file: the input.
  ///   - origin: the file that must not have changed: the input, or the video that it comes from.
  ///   - maskPath: its mask.
  ///   - place: where it lies, for a picture of a video.
  ///   - type: what figures are.
  /// - Returns: its figures.
  public func figures<Figures: Codable>(
    of file: URL,
    origin: URL,
    maskPath: String,
    place: String?,
    as type: Figures.Type
  ) -> Figures? {
    guard let data = try? Data(contentsOf: entryURL(of: file)),
      let entry = try? JSONDecoder().decode(Entry<Figures>.self, from: data),
      entry.input == FileStamp(origin), entry.place == place, entry.mask == FileStamp(URL(fileURLWithPath: maskPath))
    else { return nil }
    return entry.figures
  }

  /// Keeps that an input is finished.
  ///
  /// - Parameters:
  ///   - file: the input.
  ///   - stamp: the input, or the video that it comes from, as it was before it was read.
  ///   - maskPath: its mask.
  ///   - place: where it lies, for a picture of a video.
  ///   - figures: what it came to.
  /// - Throws: `FileError.cannotWrite`.
  public func finish(_ file: URL, stamp: FileStamp?, maskPath: String, place: String?, figures: some Codable) throws {
    guard let stamp, let mask = FileStamp(URL(fileURLWithPath: maskPath)) else { return }
    let entry = Entry(input: stamp, mask: mask, place: place, figures: figures)
    try Self.write(entry, to: entryURL(of: file))
  }

  private func entryURL(of file: URL) -> URL { url.appendingPathComponent("inputs/\(file.lastPathComponent).json") }

  private static func make(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw FileError.cannotWrite(path: folder.path, reason: error.localizedDescription)
    }
  }

  private static func write(_ value: some Encodable, to url: URL) throws {
    // All digits: what is written is computed with again.
    let record = try DocumentEncoder(digits: .all, keepsKeys: true).document(of: value)
    try AtomicFile.write(record.document, to: url.path)
  }
}
