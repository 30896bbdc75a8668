public import Foundation

/// Networks as OpenVINO compiled them, in the user's cache folder: taking one takes a third of the time of compiling it.
///
/// OpenVINO names each after the network, its settings and its own version, and compiles anew what it cannot read. Nothing
/// else depends on them; the folder may be deleted at any time.
public struct CompiledNetworks: Sendable {
  /// The most that are kept; the oldest go first.
  private static let most = 32

  private let place: URL

  /// The folder `ragweed` in what XDG_CACHE_HOME names, or in `.cache` at home; nil where the user has neither.
  ///
  /// - Parameter environment: the environment of the program.
  public init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
    func named(_ key: String) -> URL? {
      environment[key].flatMap { $0.hasPrefix("/") ? URL(fileURLWithPath: $0, isDirectory: true) : nil }
    }
    guard let caches = named("XDG_CACHE_HOME") ?? named("HOME")?.appendingPathComponent(".cache") else { return nil }
    place = caches.appendingPathComponent("ragweed/networks", isDirectory: true)
  }

  /// The folder, made where it is missing; nil where it cannot be written.
  func folder() -> URL? {
    let files = FileManager.default
    guard (try? files.createDirectory(at: place, withIntermediateDirectories: true)) != nil,
      files.isWritableFile(atPath: place.path)
    else { return nil }
    forgetOldest()
    return place
  }

  /// A file with the bytes of a network, of which OpenVINO knows again whether it has compiled it without reading them.
  ///
  /// Its name is made of the bytes, so it never holds others.
  ///
  /// - Returns: the file; nil where it cannot be written, and where other bytes have made the same name.
  static func store(_ network: [UInt8], in folder: URL) -> URL? {
    // FNV-1a.
    var name: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in network { name = (name ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let file = folder.appendingPathComponent("\(String(name, radix: 16)).onnx")
    let bytes = Data(network)
    if let kept = FileManager.default.contents(atPath: file.path) { return kept == bytes ? file : nil }
    return (try? bytes.write(to: file, options: .atomic)) == nil ? nil : file
  }

  private func forgetOldest() {
    let files = FileManager.default
    let key = URLResourceKey.contentModificationDateKey
    guard let found = try? files.contentsOfDirectory(at: place, includingPropertiesForKeys: [key]),
      found.count > Self.most
    else { return }
    let dated = found.map { ((try? $0.resourceValues(forKeys: [key]).contentModificationDate) ?? .distantPast, $0) }
    for (_, file) in dated.sorted(by: { $0.0 < $1.0 }).prefix(found.count - Self.most) {
      try? files.removeItem(at: file)
    }
  }
}
