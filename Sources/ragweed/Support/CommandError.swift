import FieldGeometry
import FlightPlanning
import Quantities

/// What goes wrong on the command line itself; the libraries have their own errors.
enum CommandError: Error, CustomStringConvertible {
  /// The output file is there already.
  case outputFileExists(path: String)
  /// A file that belongs to the program is not where it should be.
  case missingResource(name: String, folders: [String])
  /// What was printed could not be written.
  case outputNotWritten(reason: String)
  /// A mission file has a value that is none.
  case invalidMission(path: String, key: String, reason: String)
  /// A format of a plan is not known.
  case unknownFormat(name: String, known: [String])
  /// A file of the plan would replace one that it is made from.
  case wouldReplaceInput(path: String)
  /// A name cannot be a file's.
  case invalidName(name: String)
  /// The take-off is nowhere near the field.
  case farTakeoff(place: GeoCoordinate, distance: Length)
  /// Options that exclude each other.
  case notTogether(String, String, why: String)
  /// What a plan needs is in neither the options nor the mission file.
  case missingOption(what: String, remedy: String)

  /// Whether what was printed could not be written.
  var isOfOutput: Bool {
    if case .outputNotWritten = self { return true }
    return false
  }

  /// One sentence: what failed, which file, why, what to do.
  var description: String {
    switch self {
    case .outputFileExists(let path):
      "The output file '\(path)' exists. Choose another with --output, or add --overwrite to replace it."
    case .outputNotWritten(let reason):
      "Cannot write to standard output: \(reason). Check where it leads to and the free disk space."
    case .invalidMission(let path, let key, let reason):
      "Cannot read '\(path)': the key '\(key)' has a value that does not fit. \(reason)"
    case .unknownFormat(let name, let known):
      "There is no plan format '\(name)'. Choose from \(known.joined(separator: ", "))."
    case .wouldReplaceInput(let path):
      "The plan would replace '\(path)', which it is made from. Choose another folder with --output, or another --name."
    case .invalidName(let name):
      "The name '\(name)' cannot be a file's. Give one of letters, digits, spaces, dots, hyphens and underscores."
    case .farTakeoff(let place, let distance):
      """
      The take-off at \(Figure.text(place.latitude.degrees, 5)), \(Figure.text(place.longitude.degrees, 5)) is \
      \(Figure.text(distance.kilometers, 0)) km from the field. Give --takeoff a place beside the field, latitude first.
      """
    case .notTogether(let first, let second, let why):
      "Options \(second) cannot be used with \(first), for \(why). Leave one or the other out."
    case .missingOption(let what, let remedy):
      "The plan needs \(what). \(remedy)"
    case .missingResource(let name, let folders):
      "Cannot find '\(name)', which belongs to the program, in \(folders.joined(separator: " or ")). Install it again."
    }
  }
}
