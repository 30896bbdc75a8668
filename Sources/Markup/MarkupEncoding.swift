import Foundation

/// The encodings of XML documents: all become UTF-8, so that the parser has to know only this one.
enum MarkupEncoding {
  private static let encodings: [String: String.Encoding] = [
    "us-ascii": .ascii, "ascii": .ascii, "iso-8859-1": .isoLatin1, "latin1": .isoLatin1, "iso-8859-2": .isoLatin2,
    "windows-1250": .windowsCP1250, "windows-1251": .windowsCP1251, "windows-1252": .windowsCP1252,
    "windows-1253": .windowsCP1253, "windows-1254": .windowsCP1254, "utf-16": .utf16, "utf-16le": .utf16LittleEndian,
    "utf-16be": .utf16BigEndian,
  ]

  /// A document in UTF-8; nil where its bytes are not in the encoding that it states.
  ///
  /// A document that states no encoding, or one that is not known, is taken as UTF-8; whether it is, the parser finds.
  static func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    let isUTF16 = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
    let beginning = String(decoding: bytes.prefix(200).prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self).lowercased()
    guard let encoding = isUTF16 ? .utf16 : declared(beginning).flatMap({ encodings[$0] }) else { return bytes }
    guard var text = String(data: Data(bytes), encoding: encoding) else { return nil }
    if text.first == "\u{FEFF}" { text.removeFirst() }
    return Array(text.utf8)
  }

  /// The encoding that a declaration states.
  private static func declared(_ beginning: String) -> String? {
    guard beginning.contains("<?xml"), let place = beginning.range(of: "encoding=") else { return nil }
    let name = beginning[place.upperBound...].dropFirst().prefix { $0 != "\"" && $0 != "'" }
    return String(name)
  }
}
