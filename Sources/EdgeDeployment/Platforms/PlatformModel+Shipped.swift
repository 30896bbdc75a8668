import Foundation

extension PlatformModel {
  private struct Record: Decodable { let platforms: [PlatformModel] }

  /// The platforms that the library knows, with the source of each figure, in the order of their file.
  ///
  /// The file is compiled into the library, so that it is found wherever a program is installed.
  ///
  /// - Returns: the platforms.
  /// - Throws: `DecodingError` where the file was damaged before it was compiled.
  public static func shipped() throws -> [PlatformModel] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Record.self, from: Data(PackageResources.platforms_json)).platforms
  }
}
