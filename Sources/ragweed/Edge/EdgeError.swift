/// What goes wrong in commands about boards and links.
enum EdgeError: Error, CustomStringConvertible {
  /// A platform is neither shipped nor a file.
  case unknownPlatform(id: String, known: [String])
  /// A link is not known.
  case unknownLink(id: String, known: [String])
  /// The power of a platform is not known.
  case missingPower(platform: String)
  /// A file of a power source has no number.
  case brokenPowerSource(path: String)
  /// The machine shows no power.
  case noPowerSource(root: String)
  /// No power source has such a name.
  case unknownPowerSource(name: String, known: [String])

  /// One sentence: what failed, why, what to do.
  var description: String {
    switch self {
    case .unknownPlatform(let id, let known):
      "There is no platform '\(id)'. Choose from \(known.joined(separator: ", ")), or give a file."
    case .unknownLink(let id, let known):
      "There is no link '\(id)'. Choose from \(known.joined(separator: ", "))."
    case .brokenPowerSource(let path):
      "Cannot read the power source '\(path)': it has no number. Try as root, or choose another source."
    case .noPowerSource(let root):
      """
      Cannot record power: nothing under '\(root)/class/powercap' and '\(root)/class/hwmon' can be read. Try as root, or on \
      a machine with such sensors.
      """
    case .unknownPowerSource(let name, let known):
      "There is no power source '\(name)'. Choose from \(known.joined(separator: ", "))."
    case .missingPower(let platform):
      "The power of the platform '\(platform)' is not known. Give it with --node-power, as in 10W."
    }
  }
}
