/// What goes wrong in commands about boards and links.
enum EdgeError: Error, CustomStringConvertible {
  /// A platform is neither shipped nor a file.
  case unknownPlatform(id: String, known: [String])
  /// A link is not known.
  case unknownLink(id: String, known: [String])
  /// The power of a platform is not known.
  case missingPower(platform: String)

  /// One sentence: what failed, why, what to do.
  var description: String {
    switch self {
    case .unknownPlatform(let id, let known):
      "There is no platform '\(id)'. Choose from \(known.joined(separator: ", ")), or give a file."
    case .unknownLink(let id, let known):
      "There is no link '\(id)'. Choose from \(known.joined(separator: ", "))."
    case .missingPower(let platform):
      "The power of the platform '\(platform)' is not known. Give it with --node-power, as in 10W."
    }
  }
}
