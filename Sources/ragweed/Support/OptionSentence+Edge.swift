import EdgeMeasurement
import ResultFiles

extension OptionSentence {
  /// The sentence of an error of boards and networks.
  static func of(_ error: EdgeMeasurementError) -> String {
    func unreadable(_ path: String, _ reason: String, _ remedy: String) -> String {
      FileError.cannotRead(path: path, reason: reason, remedy: remedy).description
    }
    return switch error {
    case .missingPower(let platform):
      "The power of the platform '\(platform)' is not known. Give it with --node-power, as in 10W."
    case .noMaskNetwork(let path):
      unreadable(path, EdgeMeasurementError.noMask, "Leave --images out.")
    case .fixedShapes(let path):
      unreadable(path, "its shapes are fixed", "Leave --resolution out, or give an ONNX model.")
    case .missingMask(let folder, let image):
      unreadable(folder, "it has no mask for '\(image)'", "Name masks as their images, or leave --truth out.")
    case .timeMissing(let path, let line):
      unreadable(path, "line \(line) has no time", "Correct the line, or leave the times out and give --rate.")
    case .rateMissing(let path):
      unreadable(path, "it has no times", "Give the sampling frequency with --rate, as in 500kHz.")
    default: error.description
    }
  }
}
