import Foundation
import TestSupport

/// Runs of the command line on a broken file, as a user would.
enum ProgramRun {
  /// Runs all commands that take such a file and checks how they end.
  ///
  /// - Throws: `Sentence.Problem` where one ends by a signal or without a sentence.
  static func check(_ bytes: [UInt8], name: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data(bytes), as: name)
    for arguments in commands(path, folder: folder) {
      let run = try Program(arguments: arguments)
      let call = "ragweed " + arguments.joined(separator: " ")
      guard [0, 64, 65, 66, 69, 73, 74].contains(run.status) else {
        throw Sentence.Problem(description: "\(call) ended with \(run.status): \(run.messages.prefix(2000))")
      }
      guard run.status == 0 || !run.messages.isEmpty else {
        throw Sentence.Problem(description: "\(call) failed without a word")
      }
      for line in run.messages.split(separator: "\n") where line.hasPrefix("Error: ") && run.status > 64 {
        try Sentence.check(line: line)
      }
    }
  }

  private static func commands(_ path: String, folder: TemporaryFolder) -> [[String]] {
    let output = ["--output", folder.path("out"), "--overwrite"]
    let plan = ["plan", "--drone", "phantom-4-pro", "--gsd", "1cm"] + output
    let map = ["map", "--engine", "opencv", "--threads", "1"] + output
    switch URL(fileURLWithPath: path).pathExtension.lowercased() {
    case "tif", "tiff": return [map + [path], plan + [Sample.field, "--terrain", path]]
    case "jpg", "jpeg": return [map + [path], ["telemetry", path]]
    case "png", "mp4": return [map + [path]]
    case "srt", "csv", "gpx": return [["telemetry", path, "--format", "json"]]
    case "onnx":
      // The card of a shipped model beside it, so that the file itself is loaded.
      let card = URL(fileURLWithPath: path).deletingPathExtension().appendingPathExtension("card.json")
      try? FileManager.default.copyItem(at: URL(fileURLWithPath: Sample.card), to: card)
      return [["model", path], map + [Sample.frames + "/DJI_0001.JPG", "--masks-only", "--model", path]]
    case "json", "geojson", "kml", "kmz", "gpkg", "shp":
      return [plan + [path], ["check", path, "--field", Sample.field, "--drone", "phantom-4-pro"]]
    default: return [["check", path, "--field", Sample.field, "--drone", "phantom-4-pro"]]
    }
  }
}
