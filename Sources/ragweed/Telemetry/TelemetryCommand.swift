import ArgumentParser
import Documents
import MissionFormats
import SurveyMapping
import Telemetry

/// `ragweed telemetry`: where a drone and its camera were.
struct TelemetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "telemetry",
    abstract: "Print the track of a recording, or the pose of a frame.",
    discussion: """
      Reads DJI's subtitles (.SRT) in all their dialects, tables (CSV), GPX tracks, and the EXIF and XMP metadata of \
      frames. What a recording does not give stays empty; moments without a position are left out.

      EXAMPLE: ragweed telemetry DJI_0001.SRT
      EXAMPLE: ragweed telemetry DJI_0001.SRT --format geojson > track.geojson
      EXAMPLE: ragweed telemetry frames/DJI_0018.JPG --format json
      """
  )

  /// How a track is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json, geojson, gpx, csv
  }

  @Argument(help: "A track (.SRT, .csv, .gpx) or a frame.")
  var file: String

  @Option(help: "How to print.")
  var format = Format.table

  func run() throws {
    let track = try TelemetryFile.read(path: file)
    let report = TelemetryReport(track: track)
    if let first = track.problems.first {
      let count = track.problems.count
      StandardError.write(
        "Warning: \(count) row\(count == 1 ? "" : "s") of '\(file)' cannot be read and left out, \(first)."
      )
    }
    if track.fixes.isEmpty {
      StandardError.write("Warning: '\(file)' has no position: the receiver had no fix, or the drone writes none.")
    }
    switch format {
    case .table: print(report.table)
    case .json: print(report.json.document)
    case .geojson: print(report.geoJSON, terminator: "")
    case .gpx: print(track.gpx, terminator: "")
    case .csv: print(track.csv, terminator: "")
    }
  }
}
