/// The search for the name that somebody meant.
package enum NearestName {
  /// The candidate with the fewest edits to a name, where there are few enough for a slip of the pen.
  package static func of(_ name: String, among candidates: [String]) -> String? {
    // Hyphens and spaces are what people forget first.
    let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
    let wanted = Array(plain)
    let scored = candidates.map { candidate in
      let letters = candidate.lowercased().filter { $0.isLetter || $0.isNumber }
      // The beginning of a name stands for the name.
      let edits = wanted.count >= 3 && letters.hasPrefix(plain) ? 1 : distance(wanted, Array(letters))
      return (candidate, edits)
    }
    guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(2, wanted.count / 3) else { return nil }
    return best.0
  }

  /// The edits, insertions and deletions from one name to another (Levenshtein).
  private static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var row = Array(0...second.count)
    for (index, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, other) in second.enumerated() {
        let replaced = diagonal + (letter == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
      }
    }
    return row[second.count]
  }
}
