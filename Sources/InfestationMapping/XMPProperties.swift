/// The properties of an XMP packet, written as attributes or as elements.
struct XMPProperties {
  private let packet: String

  /// The namespaces of drones' makers, by the prefixes that they use, DJI's before the others.
  private static let makers = ["drone-dji", "drone", "drone-parrot", "drone-skydio", "Camera"]

  init(packet: String) { self.packet = packet }

  /// The text of a property; `nil` where the packet lacks it.
  ///
  /// - Parameters:
  ///   - name: its name without a prefix.
  ///   - namespaces: the prefixes under which it is looked for, the first one first; those of all makers otherwise.
  /// - Returns: the text.
  func text(_ name: String, in namespaces: [String]? = nil) -> String? {
    (namespaces ?? Self.makers).lazy.compactMap { attribute("\($0):\(name)") ?? element("\($0):\(name)") }.first
  }

  /// The number in a property; `nil` where the packet lacks it or it is no number.
  func number(_ name: String, in namespaces: [String]? = nil) -> Double? {
    text(name, in: namespaces).flatMap(Self.number)
  }

  /// Reads a number with or without a plus sign, with blanks in it, and with a comma for the point.
  static func number(_ text: String) -> Double? {
    let trimmed = text.filter { !$0.isWhitespace }.replacing(",", with: ".", maxReplacements: 1)
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
