/// Looks through rows of a mask many pixels at a time: in bytes, and without a way out of the inner loop, a processor
/// compares 16 of them at once.
extension Span<UInt8> {
  /// How many pixels have a value.
  public func count(of value: UInt8) -> Int {
    var found = 0
    // As many as a byte counts.
    for start in stride(from: 0, to: count, by: 240) {
      let part = extracting(start..<Swift.min(start + 240, count))
      var some: UInt8 = 0
      for place in part.indices { some &+= part[place] == value ? 1 : 0 }
      found += Int(some)
    }
    return found
  }

  /// Where the pixels end that have the same value as one of them and follow it without a gap.
  ///
  /// - Parameter start: the first.
  /// - Returns: the place behind the last.
  public func endOfRun(from start: Int) -> Int {
    let value = self[start]
    var end = start + 1
    while end + 64 <= count {
      let part = extracting(end..<end + 64)
      var differs: UInt8 = 0
      for place in part.indices { differs |= part[place] ^ value }
      if differs != 0 { break }
      end += 64
    }
    while end < count, self[end] == value { end += 1 }
    return end
  }
}
