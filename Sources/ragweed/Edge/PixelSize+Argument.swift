import ArgumentParser
import Imagery

extension PixelSize {
  /// Reads a size of an image such as `1024x768`.
  static func argument(_ text: String) throws -> PixelSize {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard sides.count == 2, sides.allSatisfy({ 1...65_535 ~= $0 }) else {
      throw ValidationError("'\(text)' is no size of an image. Write width and height in pixels, as in 1024x768.")
    }
    return try PixelSize(width: sides[0], height: sides[1])
  }
}
