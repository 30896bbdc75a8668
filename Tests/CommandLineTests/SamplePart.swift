import TestSupport
import Testing

/// Pieces of the synthetic orthophoto, cut out with GDAL's own program.
enum SamplePart {
  /// Cuts out a piece with its georeference and its mask.
  ///
  /// - Throws: where GDAL's program or the sample is missing.
  static func write(_ path: String, x: Int, y: Int = 500, width: Int, height: Int, _ arguments: String...) throws {
    let options = [
      "-q", "-srcwin", "\(x)", "\(y)", "\(width)", "\(height)", "--config", "GDAL_TIFF_INTERNAL_MASK", "YES",
    ]
    let outcome = try Program.installed("gdal_translate", arguments: options + arguments + [Sample.orthophoto, path])
    try #require(outcome.status == 0, "\(outcome.messages)")
  }
}
