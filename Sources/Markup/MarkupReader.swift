import CExpat

/// The one way by which XML comes into the program.
///
/// Expat reads no other file and no address, bounds what entities grow to, and calls back for elements and text only: what
/// else a document may have (instructions, notations, lists of attributes) is read over.
public enum MarkupReader {
  /// Reads a document and tells a handler of it.
  ///
  /// - Throws: `MarkupError` where the document is broken or too large, and what the handler throws.
  public static func read(_ bytes: [UInt8], _ handler: some MarkupHandler) throws {
    try read(bytes, handler, limits: MarkupLimits())
  }

  static func read(_ bytes: [UInt8], _ handler: some MarkupHandler, limits: MarkupLimits) throws {
    guard let bytes = MarkupEncoding.utf8(bytes) else { throw MarkupError.broken(line: 1) }
    // The encoding that is named here outdoes the one that the document states.
    guard let parser = unsafe XML_ParserCreate("UTF-8") else { throw MarkupError.broken(line: 1) }
    defer { unsafe XML_ParserFree(parser) }
    let session = unsafe MarkupSession(parser, handler, limits)
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(session).toOpaque())
    unsafe XML_SetElementHandler(
      parser,
      { user, name, attributes in unsafe MarkupSession.of(user)?.begin(name, attributes) },
      { user, name in unsafe MarkupSession.of(user)?.end(name) }
    )
    unsafe XML_SetCharacterDataHandler(parser) { user, text, count in
      unsafe MarkupSession.of(user)?.text(text, count)
    }
    unsafe XML_SetExternalEntityRefHandler(parser) { _, _, _, _, _ in Int32(XML_STATUS_ERROR.rawValue) }
    // Expat counts in 32 bits, and what lies in memory at once stays small.
    let step = 1 << 20
    var start = 0
    repeat {
      let end = min(start + step, bytes.count)
      let status = unsafe bytes.withUnsafeBufferPointer { buffer in
        let piece = unsafe UnsafeBufferPointer(rebasing: buffer[start..<end])
        return unsafe piece.withMemoryRebound(to: CChar.self) { characters in
          unsafe XML_Parse(parser, characters.baseAddress, Int32(characters.count), end == bytes.count ? 1 : 0)
        }
      }
      if let failure = session.failure { throw failure }
      guard status == XML_STATUS_OK else {
        let line = Int(unsafe XML_GetCurrentLineNumber(parser))
        let isExternal = unsafe XML_GetErrorCode(parser) == XML_ERROR_EXTERNAL_ENTITY_HANDLING
        throw isExternal ? MarkupError.takesInOthers(line: line) : MarkupError.broken(line: line)
      }
      start = end
    } while start < bytes.count
  }
}
