import Foundation
import Quantities

/// How precisely a map's coordinates are written.
enum CoordinateDigits {
  /// The digits behind the point of a coordinate in degrees, so that it is written to a quarter of a pixel or better.
  ///
  /// 9 below 0.44 cm/px, 8 below 4.4 cm/px, 7 below 44 cm/px; a degree is at most 111.7 km long.
  static func count(for sampling: GroundSamplingDistance) -> Int {
    let digits = -log10(sampling.metersPerPixel / 4 / 111_700)
    return Int(bounded: min(max(digits.isNaN ? 10 : digits.rounded(.up), 5), 10))
  }
}
