/// The classes of a network, and what the names of drawn labels stand for.
struct LabelNames: Hashable {
  /// Names that people give to what they do not look for; they all become the background.
  static let usualBackground: Set<String> = [
    "background", "ground", "soil", "bare soil", "crop", "other", "other plant", "other plants", "none", "nothing", "0",
  ]

  /// The classes 0, 1, ...; the first is the background.
  let classes: [String]
  /// The class of each name that was found.
  let labels: [String: UInt8]

  /// Finds classes.
  ///
  /// - Parameters:
  ///   - found: the names of the drawn labels.
  ///   - classes: the classes as the user names them; nil where the labels say it.
  ///   - background: names that count as background, beside that of the first class; nil for the usual ones.
  ///   - path: the labels, for messages.
  /// - Throws: `TeachError.unknownName` where a label has a name that no class has.
  init(found: Set<String>, classes: [String]?, background: [String]?, path: String) throws {
    let folded = Set((background ?? Array(Self.usualBackground)).map { $0.lowercased() })
    let wanted = found.filter { !folded.contains($0.lowercased()) }.sorted()
    var distinct: [String] = []
    for name in wanted where !distinct.contains(where: { $0.lowercased() == name.lowercased() }) {
      distinct.append(name)
    }
    let all = classes ?? ["background"] + distinct
    var labels: [String: UInt8] = [:]
    for name in found {
      if let index = all.firstIndex(where: { $0.lowercased() == name.lowercased() }) {
        labels[name] = UInt8(clamping: index)
      } else if folded.contains(name.lowercased()) {
        labels[name] = 0
      } else {
        throw TeachError.unknownName(path: path, name: name, classes: all)
      }
    }
    self.classes = all
    self.labels = labels
  }
}
