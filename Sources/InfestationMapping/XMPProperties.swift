/// The properties of an XMP packet that belong to DJI's namespace, written as attributes or as elements.
struct XMPProperties {
  private let packet: String

  init(packet: String) { self.packet = packet }

  /// The text of a property of the namespace `drone-dji`; `nil` where the packet lacks it.
  func text(_ name: String) -> String? {
    attribute("drone-dji:\(name)") ?? element("drone-dji:\(name)")
  }

  /// The number in a property; `nil` where the packet lacks it or it is no number.
  func number(_ name: String) -> Double? { text(name).flatMap(Self.number) }

  /// Reads a number with or without a plus sign.
  static func number(_ text: String) -> Double? {
    let trimmed = text.filter { !$0.isWhitespace }
    guard let value = Double(trimmed.hasPrefix("+") ? String(trimmed.dropFirst()) : trimmed), value.isFinite else {
      return nil
    }
    return value
  }

  private func attribute(_ name: String) -> String? {
    for quote in ["\"", "'"] {
      guard let start = packet.firstRange(of: "\(name)=\(quote)")?.upperBound else { continue }
      return packet[start...].firstRange(of: quote).map { String(packet[start..<$0.lowerBound]) }
    }
    return nil
  }

  private func element(_ name: String) -> String? {
    guard let start = packet.firstRange(of: "<\(name)>")?.upperBound else { return nil }
    return packet[start...].firstRange(of: "</\(name)>").map { String(packet[start..<$0.lowerBound]) }
  }
}
