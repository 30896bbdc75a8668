public import EdgeDeployment
import Foundation
import Quantities
import ResultFiles
import Tables

/// Platforms that are known by their ids; others are read from files.
public struct PlatformCatalog: Sendable {
  private struct Record: Decodable { let platforms: [PlatformModel] }

  /// The known platforms, in the order of their file.
  public let platforms: [PlatformModel]

  /// Knows some platforms, or none.
  public init(_ platforms: [PlatformModel] = []) { self.platforms = platforms }

  /// Knows the platforms that come with the library.
  ///
  /// - Returns: the catalogue.
  /// - Throws: `DecodingError` where their file was damaged before it was compiled.
  public static func shipped() throws -> PlatformCatalog { PlatformCatalog(try PlatformModel.shipped()) }

  /// Reads the platforms of a file: one, or a list under `platforms`.
  ///
  /// - Parameter path: the file.
  /// - Throws: `FileError` where it cannot be read or holds no platform.
  public init(path: String) throws {
    let data = Data(try InputFile.bytes(path: path, limit: 64 << 20))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      if let record = try? decoder.decode(Record.self, from: data) {
        platforms = record.platforms
      } else {
        platforms = [try decoder.decode(PlatformModel.self, from: data)]
      }
    } catch {
      throw FileError.cannotRead(
        path: path,
        reason: DecodingReason.of(error),
        remedy: "Give a platform that 'ragweed estimate fit' wrote."
      )
    }
  }

  /// Finds a platform by its id, or reads it from a file.
  ///
  /// - Parameter name: the id or the path of a file with one platform.
  /// - Returns: the platform.
  /// - Throws: `EdgeMeasurementError.unknownPlatform` where it is neither, `FileError` where the file cannot be read.
  public func platform(_ name: String) throws -> PlatformModel {
    if let known = platforms.first(where: { $0.id == name }) { return known }
    guard name.contains("/") || name.contains(".") || FileManager.default.fileExists(atPath: name) else {
      throw EdgeMeasurementError.unknownPlatform(id: name, known: platforms.map(\.id))
    }
    let found = try PlatformCatalog(path: name).platforms
    guard found.count == 1 else {
      throw FileError.cannotRead(
        path: name,
        reason: "it holds \(found.count) platforms",
        remedy: "Give a file with one platform."
      )
    }
    return found[0]
  }

  /// The platforms, for people.
  public var table: String {
    var table = TextTable()
    table.add(["platform", "name", "10^12 op/s", "memory GB", "power W", "EUR", "model"])
    table.addRule()
    func text(_ value: Double?) -> String { value.map { $0 == $0.rounded() ? "\(Int(bounded: $0))" : "\($0)" } ?? "-" }
    for item in platforms {
      let least = item.powerMinimumW.map { text($0) + " - " } ?? ""
      table.add([
        item.id, item.name, text(item.statedTeraOperationsPerS), text(item.memoryGb), least + text(item.powerMaximumW),
        (item.costIsAtLeast == true ? "> " : "") + text(item.costEur),
        item.rooflines.count > 1 ? "published rooflines" : "stated figures only",
      ])
    }
    return table.text(leftAligned: true)
  }
}
