/// What goes wrong where boards and networks are measured, beside what their files hold.
public enum EdgeMeasurementError: Error, Hashable, CustomStringConvertible {
  /// A platform is neither known nor a file.
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
  /// A network does not make masks of images.
  case noMaskNetwork(path: String)
  /// A layer graph has its shapes, and another size of the image was asked for.
  case fixedShapes(path: String)
  /// An image has no true mask.
  case missingMask(folder: String, image: String)
  /// A trace has a line without a time among others that have one.
  case timeMissing(path: String, line: Int)
  /// A trace has no times, and its rate was not given.
  case rateMissing(path: String)

  /// One sentence: what failed, why, what to do.
  public var description: String {
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
      "The power of the platform '\(platform)' is not known. Give the power of the node."
    case .noMaskNetwork(let path):
      "Cannot read '\(path)': \(Self.noMask). Give a network that does."
    case .fixedShapes(let path):
      "Cannot read '\(path)': its shapes are fixed. Ask for no other size, or give an ONNX model."
    case .missingMask(let folder, let image):
      "Cannot read '\(folder)': it has no mask for '\(image)'. Name masks as their images."
    case .timeMissing(let path, let line):
      "Cannot read '\(path)': line \(line) has no time. Correct the line, or leave the times out and give the rate."
    case .rateMissing(let path):
      "Cannot read '\(path)': it has no times. Give the sampling frequency."
    }
  }

  /// Why a network does not serve where masks are compared, as part of a sentence.
  public static let noMask = "it does not take one image and give one score for each class and pixel"
}
