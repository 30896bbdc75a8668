import Foundation
import TestSupport
import Testing

/// Numbers with a fraction become whole numbers and times in one way, which does not end the program.
///
/// The types are not known here: an argument counts as a number with a fraction where it says so, or where the file
/// declares its name so.
@Suite struct NumberConversionTests {
  /// Whole numbers that look otherwise, and why.
  private static let allowed = [
    "Int64(value)": "A setting of a network is a whole number.",
    "UInt8(Int(bounded: Double(min(max(place, bottom), top))) - lowest)": "A code of at most 8 bits.",
    "UInt8(rest % 10)": "Digits of a whole number.",
    "Int(confidence[place])": "A confidence is a byte where patches are traced.",
    ".microseconds(40 + 4 * divided(bits, bitsPerSymbol))": "Whole numbers of bits.",
    ".nanoseconds(34_000 + 67_500 + 16_000)": "Whole numbers of a standard.",
    ".milliseconds(divided(bits, bitsPerMillisecond))": "Whole numbers of bits.",
    ".microseconds(4 * (packet + 20 * frames))": "Whole numbers of frames.",
    ".microseconds(340 * frames)": "Whole numbers of frames.",
    ".milliseconds(4 * blocks + 4 * blocks / 256 * 40)": "Whole numbers of blocks.",
    ".milliseconds(blocks)": "Whole numbers of blocks.",
    ".milliseconds(11 * blocks)": "Whole numbers of blocks.",
    ".microseconds(480 + 40 * divided(8 * bytes, 78))": "Whole numbers of bytes.",
  ]

  @Test func noConversionEndsTheProgram() throws {
    var used = Set<String>()
    let sources = SharedFiles.projectFolder.appendingPathComponent("Sources").path
    let names = try FileManager.default.subpathsOfDirectory(atPath: sources).filter {
      $0.hasSuffix(".swift") && !$0.hasPrefix("OnnxMessages") && !$0.hasSuffix("+Bounded.swift")
    }
    #expect(names.count > 500)
    for name in names {
      let text = try String(contentsOfFile: "\(sources)/\(name)", encoding: .utf8)
      for found in try Self.conversions(in: text) {
        used.insert(found)
        #expect(
          Self.allowed[found] != nil,
          "\(name): \(found) may end the program. Take Int(bounded:), Int(exactly:) or .bounded(seconds:)."
        )
      }
    }
    #expect(Set(Self.allowed.keys).subtracting(used) == [], "no longer there")
  }

  @Test(
    arguments: [
      ("Int(value.rounded())", true), ("func a(_ b: Double) { Int(b) }", true), ("let c = 1.5\nInt(c)", true),
      ("Int(exactly: b)", false), ("Int(bounded: 0.5)", false), ("func a(_ b: Int32) { Int(b) }", false),
      ("Duration.seconds(time)", true), ("[.seconds(2), .seconds(0.5)]", false), ("clock.seconds(for: 1.5)", false),
      ("UInt8(min(0.5, part))", true), ("// Int(value.rounded())", false),
    ]
  )
  func conversionsAreFound(text: String, isFound: Bool) throws {
    #expect(try Self.conversions(in: text).isEmpty != isFound)
  }

  /// Conversions of what is, or may be, a number with a fraction.
  private static func conversions(in source: String) throws -> [String] {
    let text = source.replacing(try Regex("(?m)^\\s*//.*$"), with: "")
    let declared =
      text.matches(of: try Regex("\\b(\\w+): (?:Double|Float)\\b(?!\\])", as: (Substring, Substring).self)).map(\.1)
      + text.matches(
        of: try Regex(
          "\\b(?:let|var) (\\w+) = [^\\n]*(?:\\.rounded\\(|\\bDouble\\(|\\d\\.\\d)",
          as: (Substring, Substring).self
        )
      ).map(\.1)
    let names = Set(declared.map(String.init))
    let fraction = try Regex(
      "\\.rounded\\(|\\b(?:Double|Float|floor|ceil|round|pow|log\\w*)\\(|squareRoot|\\.inSeconds|\\.inMinutes|\\.meters\\b"
        + "|\\.degrees\\b|\\d\\.\\d"
    )
    let word = try Regex("(?:^|[^.\\w])(\\w+)\\b(?!\\()", as: (Substring, Substring).self)
    let type = try Regex("(?:^|[^\\w.])(U?Int(?:8|16|32|64)?\\()", as: (Substring, Substring).self)
    let whole = text.matches(of: type).compactMap { match -> String? in
      let argument = argument(of: text[match.range.upperBound...])
      guard argument.prefixMatch(of: /\s*\w+:/) == nil else { return nil }
      let isNamed = argument.matches(of: word).contains { names.contains(String($0.1)) }
      return isNamed || argument.contains(fraction) ? "\(match.1)\(argument))" : nil
    }
    let units = "(\\.(?:seconds|milliseconds|microseconds|nanoseconds)\\()"
    let factory = try Regex("(?:\\bDuration|^|[^\\w)\\]?!}>])\(units)", as: (Substring, Substring).self)
    let times = text.matches(of: factory).compactMap { match -> String? in
      let argument = argument(of: text[match.range.upperBound...])
      let isSafe = argument.hasPrefix("Int(bounded:") || argument.wholeMatch(of: /[0-9_.]+/) != nil
      return isSafe ? nil : "\(match.1)\(argument))"
    }
    return whole + times
  }

  /// What stands before the bracket that closes.
  private static func argument(of text: Substring) -> Substring {
    var depth = 0
    let end = text.firstIndex { character in
      if character == "(" || character == "[" { depth += 1 }
      guard character == ")" || character == "]" else { return false }
      depth -= 1
      return depth < 0
    }
    return text[..<(end ?? text.endIndex)]
  }
}
