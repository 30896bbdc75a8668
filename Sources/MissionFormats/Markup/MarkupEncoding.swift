import Foundation

/// The bytes of an XML document as Foundation's parser can bear them: it ends the program where the name of an element is
/// no sound UTF-8, also where it is to be so by the encoding that the document states.
enum MarkupEncoding {
  private static let encodings: [String: String.Encoding] = [
    "us-ascii": .ascii, "ascii": .ascii, "iso-8859-1": .isoLatin1, "latin1": .isoLatin1, "iso-8859-2": .isoLatin2,
    "windows-1250": .windowsCP1250, "windows-1251": .windowsCP1251, "windows-1252": .windowsCP1252,
    "windows-1253": .windowsCP1253, "windows-1254": .windowsCP1254, "utf-16": .utf16, "utf-16le": .utf16LittleEndian,
    "utf-16be": .utf16BigEndian,
  ]

  /// A document in UTF-8, without the declaration of its encoding; nil where its bytes are not in the one that it states.
  ///
  /// A document in an encoding that is not known is taken as UTF-8.
  static func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    let isUTF16 = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
    let beginning = String(decoding: bytes.prefix(200).prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self).lowercased()
    let encoding = isUTF16 ? .utf16 : declared(beginning).flatMap { encodings[$0] }
    let text =
      encoding.map { String(data: Data(bytes), encoding: $0) } ?? String(validating: bytes, as: UTF8.self)
    guard var text else { return nil }
    if text.first == "\u{FEFF}" { text.removeFirst() }
    if text.hasPrefix("<?xml"), let end = text.range(of: "?>") { text.removeSubrange(..<end.upperBound) }
    return Array(text.utf8)
  }

  /// The encoding that a declaration states.
  private static func declared(_ beginning: String) -> String? {
    guard beginning.contains("<?xml"), let place = beginning.range(of: "encoding=") else { return nil }
    let name = beginning[place.upperBound...].dropFirst().prefix { $0 != "\"" && $0 != "'" }
    return String(name)
  }
}
