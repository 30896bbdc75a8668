import Foundation

/// Networks as OpenVINO compiled them, kept in the user's cache folder: taking one takes a third of the time.
///
/// Nothing depends on them. They are named after all that they are made from, so a newer network, library or another
/// processor finds none; they appear by renaming, so that a run never sees half of one; and one that OpenVINO refuses is
/// made again. The folder may be deleted at any time.
struct CompiledNetworks: Sendable {
  /// The most that are kept; the oldest go first.
  private static let most = 32

  private let folder: URL

  /// The folder `ragweed` in what XDG_CACHE_HOME names, or in `.cache` at home; nil where the user has neither.
  init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
    func named(_ key: String) -> URL? {
      environment[key].flatMap { $0.hasPrefix("/") ? URL(fileURLWithPath: $0, isDirectory: true) : nil }
    }
    guard let caches = named("XDG_CACHE_HOME") ?? named("HOME")?.appendingPathComponent(".cache") else { return nil }
    folder = caches.appendingPathComponent("ragweed/networks", isDirectory: true)
  }

  /// Where a network is kept.
  ///
  /// - Parameters:
  ///   - onnx: its bytes, which hold all weights.
  ///   - settings: what it is compiled for.
  ///   - library: the file of the library that compiles it.
  /// - Returns: nil where the library is no file that could be told from a later one.
  func place(of onnx: [UInt8], settings: [String], library: String) -> URL? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: library),
      let changed = attributes[.modificationDate] as? Date, let size = attributes[.size] as? Int
    else { return nil }
    var sum = Checksum()
    sum.add(onnx)
    for text in settings + [library, "\(changed.timeIntervalSince1970)", "\(size)", Self.processor] {
      sum.add(Array(text.utf8) + [0])
    }
    return folder.appendingPathComponent("\(onnx.count)-\(String(sum.value, radix: 16)).openvino")
  }

  /// A network that is kept; nil where none is.
  func network(at place: URL) -> [UInt8]? { FileManager.default.contents(atPath: place.path).map { [UInt8]($0) } }

  /// Keeps a network if that can be done; a full disk or a folder that cannot be written is nobody's concern here.
  ///
  /// - Parameters:
  ///   - place: where.
  ///   - write: writes it to a file and says whether it could.
  func keep(at place: URL, write: (_ path: String) -> Bool) {
    let files = FileManager.default
    let unfinished = folder.appendingPathComponent("\(UUID().uuidString).part")
    defer { try? files.removeItem(at: unfinished) }
    guard (try? files.createDirectory(at: folder, withIntermediateDirectories: true)) != nil,
      write(unfinished.path), unsafe rename(unfinished.path, place.path) == 0
    else { return }
    forgetOldest()
  }

  private func forgetOldest() {
    let files = FileManager.default
    let key = URLResourceKey.contentModificationDateKey
    guard let found = try? files.contentsOfDirectory(at: folder, includingPropertiesForKeys: [key]),
      found.count > Self.most
    else { return }
    let dated = found.map { ((try? $0.resourceValues(forKeys: [key]).contentModificationDate) ?? .distantPast, $0) }
    for (_, file) in dated.sorted(by: { $0.0 < $1.0 }).prefix(found.count - Self.most) {
      try? files.removeItem(at: file)
    }
  }

  /// What the processor calls itself and can do.
  private static let processor: String = {
    let text = FileManager.default.contents(atPath: "/proc/cpuinfo").map { String(decoding: $0, as: UTF8.self) } ?? ""
    let lines = text.split(separator: "\n")
    return ["model name", "flags"].compactMap { name in lines.first { $0.hasPrefix(name) } }.joined(separator: "\n")
  }()
}

/// FNV-1a of 64 bits, eight bytes at a time: tells files apart that nobody made to look alike.
private struct Checksum {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ bytes: [UInt8]) {
    let bytes = bytes.span
    var (sum, place) = (value, 0)
    while place < bytes.count {
      var word: UInt64 = 0
      for index in place..<min(place + 8, bytes.count) { word = word << 8 | UInt64(bytes[index]) }
      sum = (sum ^ word) &* 0x100_0000_01b3
      // The product moves bits upwards only.
      sum ^= sum >> 32
      place += 8
    }
    value = sum
  }
}
