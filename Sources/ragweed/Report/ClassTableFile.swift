import Foundation
import InfestationReporting
import ResultFiles
import Yams

/// Tables of classes: shipped ones by their names, those of others by their paths.
enum ClassTableFile {
  /// The shipped ones.
  private static let shipped = ["hungary", "bavaria"]

  /// Reads a table.
  ///
  /// - Parameter name: `hungary`, `bavaria` or a file.
  /// - Returns: the table.
  /// - Throws: `FileError` where it cannot be read, `ReportingError.classTable` where it cannot be used.
  static func read(_ name: String) throws -> ClassTable {
    let path = shipped.contains(name) ? try ResourceLocator.path(of: "catalog/classes-\(name).yaml") : name
    let text = String(decoding: try InputFile.bytes(path: path, limit: 1 << 20), as: UTF8.self)
    let table: ClassTable
    do {
      table = try YAMLDecoder().decode(ClassTable.self, from: text)
    } catch {
      throw ReportingError.classTable(path: path, reason: YAMLReason.of(error))
    }
    if let fault = table.fault { throw ReportingError.classTable(path: path, reason: fault) }
    return table
  }
}
