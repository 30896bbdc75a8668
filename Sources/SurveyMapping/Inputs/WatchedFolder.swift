import Foundation
import ResultFiles

/// A folder in which images arrive.
final class WatchedFolder {
  /// How long a file must have stayed as it is before it counts as whole.
  private static let settleTime = Duration.seconds(2)
  private static let pollInterval = Duration.milliseconds(250)

  private let path: String
  private var waiting: [String: (stamp: FileStamp, since: ContinuousClock.Instant)] = [:]
  private var takenStems: Set<String>
  /// The names of the images that need no more looking at.
  private var seen: Set<String> = []
  /// The images that came, in the order in which they were whole.
  private(set) var arrived: [URL] = []

  /// Begins to watch.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - others: images that are mapped too, whose names are taken.
  /// - Throws: `SurveyMappingError.noWatchedFolder`.
  init(path: String, beside others: [URL]) throws {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw SurveyMappingError.noWatchedFolder(path: path)
    }
    self.path = path
    takenStems = Set(others.map(Self.stem))
  }

  /// The images that are in the folder now, whole or not.
  var images: [URL] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    return names.filter(InputFiles.isImage).map(URL(fileURLWithPath: path).appendingPathComponent)
  }

  /// Hands over each image when it is whole, until the user asks for the end or nothing came for a time.
  ///
  /// - Parameters:
  ///   - idle: the time; nil for no end but the user's.
  ///   - stop: the user's wish.
  ///   - take: takes an image.
  ///   - leaveOut: is told of an image that would write another's mask.
  /// - Throws: `CancellationError`.
  nonisolated(nonsending) func forEachArrival(
    idle: Duration?,
    stop: any StopSource,
    take: (URL) async -> Void,
    leaveOut: (_ name: String) -> Void
  ) async throws {
    var last = ContinuousClock.now
    while !stop.isMade {
      let (whole, isGrowing) = look(leaveOut)
      for file in whole where !stop.isMade {
        await take(file)
        arrived.append(file)
      }
      if !whole.isEmpty || isGrowing { last = .now }
      if let idle, ContinuousClock.now - last >= idle { return }
      try await Task.sleep(for: Self.pollInterval)
    }
  }

  /// The images that are whole and were not handed over, and whether others are on their way.
  private func look(_ leaveOut: (String) -> Void) -> (whole: [URL], isGrowing: Bool) {
    var whole: [URL] = []
    for file in images where !seen.contains(file.lastPathComponent) {
      let name = file.lastPathComponent
      guard let stamp = FileStamp(file), stamp.size > 0 else { continue }
      guard let known = waiting[name], known.stamp == stamp else {
        waiting[name] = (stamp, .now)
        continue
      }
      guard ContinuousClock.now - known.since >= Self.settleTime else { continue }
      waiting[name] = nil
      seen.insert(name)
      guard takenStems.insert(Self.stem(file)).inserted else {
        leaveOut(name)
        continue
      }
      whole.append(file)
    }
    return (whole, !waiting.isEmpty)
  }

  private static func stem(_ file: URL) -> String { file.deletingPathExtension().lastPathComponent }
}
