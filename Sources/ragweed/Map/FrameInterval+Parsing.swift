import ArgumentParser
import Quantities
import SurveyMapping

extension FrameInterval {
  /// Reads a text such as `2m` or `0.5s`.
  static func parse(_ text: String) throws -> FrameInterval {
    let interval: FrameInterval
    do {
      interval = .time(try Duration(parsing: text))
    } catch {
      guard let length = try? Length(parsing: text) else {
        throw ValidationError(
          "'\(text)' is neither a length nor a time. Write how far apart frames are taken, as 2m or 0.5s."
        )
      }
      interval = .way(length)
    }
    guard interval.step >= 1e-3 else {
      throw ValidationError("--every is '\(text)'. Give at least a millimetre or a millisecond, such as 2m or 0.5s.")
    }
    return interval
  }
}
