import Foundation
import TestSupport

/// Makes broken files from whole ones, the same for the same seed and number.
struct Mutator {
  private let seeds: [[UInt8]]
  private let seed: UInt64

  /// What numbers in texts are replaced by: too large, too small, none at all.
  private static let numbers = [
    "0", "-1", "1e309", "-1e309", "nan", "inf", "9223372036854775808", "-9223372036854775809", "1e-320", "", "180.1",
    "0x10",
    "1,5", "4294967296", "٣", "1e38", "-3.4028235e38", "-9999", "1e-12", "180", "-180",
  ]
  /// What XML may have beside elements and text.
  private static let markup = [
    "<?ground-station?>", "<?a b?>", "<!-- a -->", "<![CDATA[a]]>", "&e;", "&#0;", "&#x10FFFF;",
    "<!DOCTYPE kml [<!ATTLIST a b CDATA #IMPLIED>]>", "<!DOCTYPE kml [<!NOTATION n SYSTEM 'n'>]>",
    "<!DOCTYPE kml [<!ENTITY e 'a'><!ENTITY f '&e;&e;&e;'>]>", "<!DOCTYPE kml [<!ENTITY e SYSTEM 'file:///dev/zero'>]>",
    "<!DOCTYPE kml [<!ENTITY e SYSTEM 'e' NDATA n>]>", "<!ELEMENT a ANY>", "xmlns:a='b'",
  ]
  private static let bytes: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, 0x0A, 0x0D, 0x22, 0x2C, 0x3C, 0x5B, 0x7B, 0x7D, 0xC3]

  /// Takes whole files; empty ones are of no use.
  init(seeds: [[UInt8]], seed: UInt64) {
    self.seeds = seeds.filter { !$0.isEmpty }
    self.seed = seed
  }

  /// The broken file of a number, and which of the whole ones it comes from.
  func file(_ number: UInt64) -> (bytes: [UInt8], seed: Int) {
    var random = SeededGenerator(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ number)
    let source = Int.random(in: seeds.indices, using: &random)
    var bytes = seeds[source]
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty { change(&bytes, &random) }
    return (bytes, source)
  }

  private func change(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let place = Int.random(in: bytes.indices, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...64, using: &random))
    switch Int.random(in: 0..<10, using: &random) {
    case 0: bytes.removeSubrange(place...)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: bytes[place] = Self.bytes.randomElement(using: &random) ?? 0
    case 3: bytes.removeSubrange(place..<end)
    case 4: bytes.insert(contentsOf: Array(bytes[place..<end]), at: Int.random(in: bytes.indices, using: &random))
    case 5:
      let other = seeds.randomElement(using: &random) ?? []
      guard !other.isEmpty else { return }
      let from = Int.random(in: other.indices, using: &random)
      bytes.insert(contentsOf: other[from..<min(other.count, from + 200)], at: place)
    case 6: changeNumber(in: &bytes, from: place, &random)
    case 7: changeSize(in: &bytes, at: place, &random)
    case 8:
      // At the beginning half of the time, where a document's type stands.
      let position = Bool.random(using: &random) ? 0 : place
      bytes.insert(contentsOf: Array((Self.markup.randomElement(using: &random) ?? "").utf8), at: position)
    default:
      // A part that comes again and again: depth and length.
      let part = Array(bytes[place..<min(end, place + 8)])
      bytes.insert(contentsOf: (0..<Int.random(in: 2...2000, using: &random)).flatMap { _ in part }, at: place)
    }
  }

  private func changeNumber(in bytes: inout [UInt8], from place: Int, _ random: inout SeededGenerator) {
    func isNumber(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x2D }
    guard let first = bytes[place...].firstIndex(where: isNumber) else { return }
    let end = bytes[first...].firstIndex { !isNumber($0) } ?? bytes.count
    bytes.replaceSubrange(first..<end, with: Array((Self.numbers.randomElement(using: &random) ?? "").utf8))
  }

  /// Sizes and offsets of binary files are mostly four bytes wide.
  private func changeSize(in bytes: inout [UInt8], at place: Int, _ random: inout SeededGenerator) {
    let sizes: [UInt32] = [0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x00FF_FFFF, 0xFF, 0x0100_0000]
    var size = sizes.randomElement(using: &random) ?? 0
    for offset in place..<min(place + 4, bytes.count) {
      bytes[offset] = UInt8(size & 0xFF)
      size >>= 8
    }
  }
}
