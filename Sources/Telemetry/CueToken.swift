/// A piece of the text of a subtitle.
enum CueToken: Equatable {
  /// Letters, digits, `_`, `.` and `/`, beginning with a letter, such as `rel_alt` or `G.PRY`.
  case name(String)
  /// A number, how many digits stand behind its point (nil without a point), and the letters or the degree sign behind it.
  case number(Double, decimals: Int?, unit: String)
  /// Any other sign.
  case sign(UInt8)

  /// Cuts a text into pieces.
  ///
  /// A number or a name that the end of the text may have cut is left out.
  static func tokens(of text: some Collection<UInt8>) -> [CueToken] {
    let bytes = Array(text)
    var tokens: [CueToken] = []
    var place = 0
    func end(from start: Int, while fits: (UInt8) -> Bool) -> Int {
      var end = start
      while end < bytes.count, fits(bytes[end]) { end += 1 }
      return end
    }
    while place < bytes.count {
      let byte = bytes[place]
      if isLetter(byte) {
        let stop = end(from: place) { isLetter($0) || isDigit($0) || "_./".utf8.contains($0) }
        if stop < bytes.count { tokens.append(.name(String(decoding: bytes[place..<stop], as: UTF8.self))) }
        place = stop
      } else if isDigit(byte) || "+-.".utf8.contains(byte) {
        let stop = end(from: place + 1) { isDigit($0) || $0 == UInt8(ascii: ".") }
        let unitStop = end(from: stop) { isLetter($0) || $0 >= 0x80 }
        let digits = String(decoding: bytes[place..<stop], as: UTF8.self)
        // A unit ends a number too, but only with the byte behind it is it whole.
        if unitStop < bytes.count, let value = PlainNumber.read(digits) {
          let decimals = digits.firstIndex(of: ".").map { digits.distance(from: $0, to: digits.endIndex) - 1 }
          let unit = String(decoding: bytes[stop..<unitStop], as: UTF8.self)
          tokens.append(.number(value, decimals: decimals, unit: unit))
        }
        place = unitStop
      } else {
        if byte > 0x20 { tokens.append(.sign(byte)) }
        place += 1
      }
    }
    return tokens
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
