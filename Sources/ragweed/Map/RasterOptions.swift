import ArgumentParser
import Foundation
import SurveyMapping

/// How orthophotos are read that are not plain red, green and blue of 8 bits.
struct RasterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Bands with red, green and blue: 3,2,1 (default: those that the file labels so).",
      valueName: "r,g,b"
    ),
    transform: Self.bands
  )
  var bands: [Int]?

  @Option(
    help: ArgumentHelp(
      "Samples that become black and white: 0..4095 (default: the middle 98 %; 8 bits stay as they are).",
      valueName: "low..high",
      visibility: .hidden
    ),
    transform: Self.range
  )
  var valueRange: ClosedRange<Double>?

  @Option(
    help: ArgumentHelp(
      "The sample of ground that was not surveyed, in all bands, where the file does not say it.",
      valueName: "sample"
    )
  )
  var nodata: Double?

  @Option(
    help: ArgumentHelp(
      "The coordinate reference system of orthophotos that name none, such as EPSG:25833.",
      valueName: "system"
    )
  )
  var crs: String?

  /// What the options say of orthophotos.
  var request: RasterRequest {
    var request = RasterRequest()
    (request.bands, request.valueRange) = (bands, valueRange)
    (request.noData, request.system) = (nodata, crs)
    return request
  }

  private static func bands(_ text: String) throws -> [Int] {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false)
      .compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
    guard numbers.count == 3, numbers.allSatisfy({ (1...65_535).contains($0) }) else {
      throw ValidationError("--bands '\(text)' is not three numbers of bands. Write for example 3,2,1.")
    }
    return numbers
  }

  private static func range(_ text: String) throws -> ClosedRange<Double> {
    let ends = text.components(separatedBy: "..").compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
    guard ends.count == 2, ends.allSatisfy(\.isFinite), ends[0] < ends[1] else {
      throw ValidationError("--value-range '\(text)' is no range. Write the two samples as in 0..4095.")
    }
    return ends[0]...ends[1]
  }
}
