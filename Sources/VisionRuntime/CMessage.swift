/// The text that a call into C leaves in a buffer, made fit for a sentence.
enum CMessage {
  /// The text of a buffer: one line, without a full stop at its end.
  static func text(_ message: [CChar]) -> String {
    let bytes = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    var text = String(decoding: bytes, as: UTF8.self).replacing("\n", with: " ")
    while text.last == "." || text.last == " " { text.removeLast() }
    return text
  }
}
