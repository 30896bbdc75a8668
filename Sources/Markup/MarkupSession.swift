import CExpat

/// One reading of a document: what Expat calls, and the limits that it does not know.
@safe final class MarkupSession {
  /// What ended the reading.
  private(set) var failure: (any Error)?

  private let parser: XML_Parser
  private let handler: any MarkupHandler
  private let limits: MarkupLimits
  private var depth = 0
  private var elements = 0
  private var textBytes = 0

  init(_ parser: XML_Parser, _ handler: any MarkupHandler, _ limits: MarkupLimits) {
    unsafe self.parser = parser
    self.handler = handler
    self.limits = limits
  }

  /// The session that Expat hands back with each call.
  static func of(_ user: UnsafeMutableRawPointer?) -> MarkupSession? {
    unsafe user.map { unsafe Unmanaged<MarkupSession>.fromOpaque($0).takeUnretainedValue() }
  }

  func begin(_ name: UnsafePointer<XML_Char>?, _ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
    attempt {
      depth += 1
      elements += 1
      textBytes = 0
      if depth > limits.depth { throw MarkupError.tooDeep(most: limits.depth, line: line) }
      if elements > limits.elements { throw MarkupError.tooManyElements(most: limits.elements) }
      try handler.begin(unsafe Self.local(name), attributes: unsafe attributes(list))
    }
  }

  func text(_ text: UnsafePointer<XML_Char>?, _ count: Int32) {
    attempt {
      textBytes += Int(count)
      if textBytes > limits.textBytes { throw MarkupError.longText(mostBytes: limits.textBytes, line: line) }
      guard let text = unsafe text else { return }
      let bytes = unsafe UnsafeBufferPointer(start: text, count: Int(count))
      handler.text(unsafe String(decoding: bytes.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
  }

  func end(_ name: UnsafePointer<XML_Char>?) {
    attempt {
      depth -= 1
      textBytes = 0
      try handler.end(unsafe Self.local(name))
    }
  }

  private var line: Int { Int(unsafe XML_GetCurrentLineNumber(parser)) }

  /// Names and values come by turns and end with nothing.
  private func attributes(
    _ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
  ) throws -> [String: String] {
    guard let list = unsafe list else { return [:] }
    var attributes: [String: String] = [:]
    var index = 0
    while let name = unsafe list[index], let value = unsafe list[index + 1] {
      if index / 2 >= limits.attributes {
        throw MarkupError.tooManyAttributes(most: limits.attributes, line: line)
      }
      let text = unsafe String(cString: value)
      if text.utf8.count > limits.textBytes {
        throw MarkupError.longText(mostBytes: limits.textBytes, line: line)
      }
      attributes[unsafe Self.local(name)] = text
      index += 2
    }
    return attributes
  }

  /// A name without the prefix of its namespace.
  private static func local(_ name: UnsafePointer<XML_Char>?) -> String {
    let name = unsafe name.map { unsafe String(cString: $0) } ?? ""
    return name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
  }

  /// Expat may call a little longer after it was told to stop.
  private func attempt(_ work: () throws -> Void) {
    guard failure == nil else { return }
    do { try work() } catch {
      failure = error
      unsafe XML_StopParser(parser, 0)
    }
  }
}
