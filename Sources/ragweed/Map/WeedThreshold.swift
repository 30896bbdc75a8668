import ArgumentParser

/// From which probability on a pixel is not background.
enum WeedThreshold: ExpressibleByArgument, Hashable {
  /// What suits the survey, found without labels.
  case auto
  /// A probability between 0 and 1.
  case stated(Double)

  /// Reads `auto` or a number; numbers that are no threshold are none.
  init?(argument: String) {
    if argument == "auto" {
      self = .auto
    } else if let number = Double(argument), number > 0, number < 1 {
      self = .stated(number)
    } else {
      return nil
    }
  }

  /// As it is typed.
  var defaultValueDescription: String {
    switch self {
    case .auto: "auto"
    case .stated(let number): "\(number)"
    }
  }
}
