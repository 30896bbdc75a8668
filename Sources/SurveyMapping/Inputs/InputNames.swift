import Foundation

/// What inputs are called in results.
///
/// The name is that of the file, unless files of two folders have the same: cards begin to count anew in each folder. Then
/// the names of those folders' files begin with what tells the folders apart.
struct InputNames: Sendable {
  private let prefixes: [String: String]

  /// Every file by its own name.
  static let plain = InputNames(prefixes: [:])

  private init(prefixes: [String: String]) { self.prefixes = prefixes }

  /// Names files.
  init(_ files: [URL]) {
    let byStem = Dictionary(grouping: files) { $0.deletingPathExtension().lastPathComponent }
    var folders: Set<String> = []
    for files in byStem.values {
      let places = Set(files.map(Self.folder))
      if places.count > 1 { folders.formUnion(places) }
    }
    let parts = folders.map { (folder: $0, parts: $0.split(separator: "/").map(String.init)) }
    let shared = parts.dropFirst().reduce(parts.first?.parts ?? []) { common, next in
      zip(common, next.parts).prefix { $0 == $1 }.map(\.0)
    }
    prefixes = Dictionary(
      parts.map { ($0.folder, $0.parts.dropFirst(shared.count).joined(separator: "_")) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// What a file is called.
  func name(of file: URL) -> String {
    let name = file.lastPathComponent
    guard let prefix = prefixes[Self.folder(file)], !prefix.isEmpty else { return name }
    return "\(prefix)_\(name)"
  }

  /// The file as if it had the name that it is called.
  func named(_ file: URL) -> URL { file.deletingLastPathComponent().appendingPathComponent(name(of: file)) }

  private static func folder(_ file: URL) -> String { file.deletingLastPathComponent().standardizedFileURL.path }
}
