public import Foundation

/// Networks as OpenVINO compiled them, in the user's cache folder: taking one takes a third of the time of compiling it.
///
/// OpenVINO names each after the network, its settings and its own version, and compiles anew what it cannot read. What it
/// can read it believes: a bit that flipped on the disk makes a wrong map. So each has a sum beside it, and one that does
/// not match it is deleted. Nothing else depends on them; the folder may be deleted at any time.
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

  /// Deletes what was compiled and does not match its sum, or has none.
  static func check(_ folder: URL) {
    for blob in blobs(in: folder) {
      let wanted = FileManager.default.contents(atPath: sumFile(of: blob).path)
      guard let wanted, wanted == sum(of: blob) else {
        for file in [blob, sumFile(of: blob)] { try? FileManager.default.removeItem(at: file) }
        continue
      }
    }
  }

  /// Gives what was just compiled its sum.
  static func seal(_ folder: URL) {
    for blob in blobs(in: folder) where !FileManager.default.fileExists(atPath: sumFile(of: blob).path) {
      try? sum(of: blob)?.write(to: sumFile(of: blob), options: .atomic)
    }
  }

  private static let sumEnding = "sum"

  private static func blobs(in folder: URL) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.map(folder.appendingPathComponent).filter { $0.pathExtension == "blob" }
  }

  private static func sumFile(of blob: URL) -> URL { blob.appendingPathExtension(sumEnding) }

  /// The length and a sum of eight bytes at a time in the manner of FNV-1a, which any flipped bit changes.
  private static func sum(of blob: URL) -> Data? {
    guard let data = FileManager.default.contents(atPath: blob.path) else { return nil }
    let sum = unsafe data.withUnsafeBytes { bytes in
      var sum: UInt64 = 0xcbf2_9ce4_8422_2325
      for place in stride(from: 0, to: bytes.count - 7, by: 8) {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        sum = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
        sum ^= sum >> 29
      }
      for place in (bytes.count - bytes.count % 8)..<bytes.count {
        sum = (sum ^ UInt64(unsafe bytes[place])) &* 0x100_0000_01b3
      }
      return sum
    }
    return Data("\(data.count) \(String(sum, radix: 16))\n".utf8)
  }

  private func forgetOldest() {
    let files = FileManager.default
    let key = URLResourceKey.contentModificationDateKey
    let all = try? files.contentsOfDirectory(at: place, includingPropertiesForKeys: [key])
    guard let found = all?.filter({ $0.pathExtension != Self.sumEnding }), found.count > Self.most else { return }
    let dated = found.map { ((try? $0.resourceValues(forKeys: [key]).contentModificationDate) ?? .distantPast, $0) }
    for (_, file) in dated.sorted(by: { $0.0 < $1.0 }).prefix(found.count - Self.most) {
      try? files.removeItem(at: file)
      try? files.removeItem(at: Self.sumFile(of: file))
    }
  }
}
