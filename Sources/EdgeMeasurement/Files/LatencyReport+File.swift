public import EdgeDeployment
import ResultFiles

extension LatencyReport {
  /// Reads a report from a file.
  ///
  /// - Parameter path: the file.
  /// - Throws: `FileError` where it cannot be read, `EdgeDeploymentError.brokenReport` where it is no report.
  public init(path: String) throws {
    let text = String(decoding: try InputFile.bytes(path: path, limit: 64 << 20), as: UTF8.self)
    try self.init(parsing: text, file: path)
  }
}
