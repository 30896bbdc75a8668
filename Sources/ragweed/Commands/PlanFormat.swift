/// A format of a plan's files.
enum PlanFormat: String, CaseIterable {
  case qgc, geojson

  /// The formats that the contract names and that come later.
  private static let later = ["wpl", "wpml", "litchi", "kml", "gpx"]

  /// Reads names joined by commas.
  ///
  /// - Throws: `CommandError` where a name is unknown or its format comes later.
  static func parse(_ text: String) throws -> Set<PlanFormat> {
    let known = allCases.map(\.rawValue)
    return Set(
      try text.split(separator: ",").map { part in
        let name = part.filter { !$0.isWhitespace }
        if let format = PlanFormat(rawValue: name) { return format }
        throw later.contains(name)
          ? CommandError.laterFormat(name: name, known: known) : CommandError.unknownFormat(name: name, known: known)
      }
    )
  }
}
