import Foundation
import Quantities

/// Videos among the inputs, and the subtitles that lie beside them.
enum VideoFile {
  /// The endings of files that FFmpeg may find a video in.
  static let extensions: Set<String> = [
    "mp4", "mov", "m4v", "avi", "mkv", "webm", "mts", "m2ts", "ts", "mpg", "mpeg", "wmv", "flv", "3gp", "ogv", "h264",
    "h265", "hevc", "lrf", "lrv",
  ]

  /// Whether a file is a video by its name.
  static func isVideo(_ file: URL) -> Bool { extensions.contains(file.pathExtension.lowercased()) }

  /// The subtitles beside a video: the same name but for its ending, in small or large letters.
  static func subtitles(beside video: URL) -> URL? {
    let folder = video.deletingLastPathComponent()
    let stem = video.deletingPathExtension().lastPathComponent
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let found = names.sorted().map(folder.appendingPathComponent).filter { file in
      file.pathExtension.lowercased() == "srt"
        && file.deletingPathExtension().lastPathComponent.lowercased() == stem.lowercased()
    }
    return found.first { $0.deletingPathExtension().lastPathComponent == stem } ?? found.first
  }

  /// What a frame of a video is called: the video's name and the time in milliseconds.
  static func frame(of video: URL, seconds: Double) -> URL {
    let milliseconds = String(Int(bounded: (seconds * 1000).rounded()))
    let padded = String(repeating: "0", count: max(0, 7 - milliseconds.count)) + milliseconds
    // What stands behind a point would be taken for the ending of the frame's name.
    let stem = video.deletingPathExtension().lastPathComponent.replacing(".", with: "_")
    return video.deletingLastPathComponent().appendingPathComponent("\(stem)-\(padded)ms")
  }
}
