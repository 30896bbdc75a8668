import Foundation

/// A look at the bytes of an XML document before Foundation's parser gets them: it ends the program where the name of an
/// element is no sound UTF-8.
enum MarkupEncoding {
  /// Whether a document is sound UTF-8, or says that it is in another encoding, which the parser then brings to UTF-8.
  static func isSound(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) { return true }
    let declaration = String(decoding: bytes.prefix(200).prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self).lowercased()
    if let encoding = declaration.range(of: "encoding="), declaration.contains("<?xml"),
      !["utf-8", "utf8"].contains(where: declaration[encoding.upperBound...].dropFirst().hasPrefix)
    {
      return true
    }
    return String(validating: bytes, as: UTF8.self) != nil
  }
}
