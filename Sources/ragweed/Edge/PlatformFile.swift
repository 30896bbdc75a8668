import EdgeDeployment
import Foundation
import ResultFiles

/// Platforms: shipped ones by their id, others in files.
enum PlatformFile {
  private struct Catalog: Decodable { let platforms: [PlatformModel] }

  /// The shipped platforms.
  static func shipped() throws -> [PlatformModel] {
    try platforms(path: try ResourceLocator.path(of: "catalog/platforms.json"))
  }

  /// Finds a platform by its id, or reads it from a file.
  ///
  /// - Throws: `FileError`.
  static func load(_ text: String) throws -> PlatformModel {
    let shipped = try shipped()
    if let known = shipped.first(where: { $0.id == text }) { return known }
    guard text.contains("/") || text.contains(".") || FileManager.default.fileExists(atPath: text) else {
      throw EdgeError.unknownPlatform(id: text, known: shipped.map(\.id))
    }
    let found = try platforms(path: text)
    guard found.count == 1 else {
      throw FileError.cannotRead(
        path: text,
        reason: "it holds \(found.count) platforms",
        remedy: "Give a file with one platform."
      )
    }
    return found[0]
  }

  /// The platforms of a file: one, or a list under `platforms`.
  static func platforms(path: String) throws -> [PlatformModel] {
    let data = Data(try InputFile.bytes(path: path, limit: 64 << 20))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      if let catalog = try? decoder.decode(Catalog.self, from: data) { return catalog.platforms }
      return [try decoder.decode(PlatformModel.self, from: data)]
    } catch {
      throw FileError.cannotRead(
        path: path,
        reason: DecodingReason.of(error),
        remedy: "Give a platform that 'ragweed estimate fit' wrote."
      )
    }
  }
}
