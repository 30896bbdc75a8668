/// How the program ends, by the numbers of BSD's sysexits, so that a script can tell what to do next.
enum ExitStatus: Int32, CaseIterable {
  case usage = 64
  case data = 65
  case noInput = 66
  case unavailable = 69
  case software = 70
  case cannotCreate = 73
  case inputOutput = 74
  case tryAgain = 75

  /// What it means, and what to do.
  var meaning: String {
    switch self {
    case .usage: "An option or an argument is wrong: correct the command."
    case .data: "An input cannot be used: correct it. Of several inputs, the others are done."
    case .noInput: "An input is missing or not readable: check the path."
    case .unavailable:
      "Something that is needed is not installed or not there: a library, a device, a file of the program."
    case .software: "The program is at fault: report it."
    case .cannotCreate: "The output exists or cannot be made there: choose another, or add --overwrite."
    case .inputOutput: "Reading or writing failed: check disk space and permissions. Nothing finished is lost."
    case .tryAgain: "Another run is at work in the folder: try again later."
    }
  }

  /// The table of `ragweed --help`.
  static var table: String {
    (["EXIT CODES: 0 everything is done; 128 and the signal's number after a signal;"]
      + allCases.map { "\($0.rawValue) \($0.meaning)" }).joined(separator: "\n")
  }
}
