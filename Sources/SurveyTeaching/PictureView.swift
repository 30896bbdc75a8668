import Foundation
import Quantities

/// A picture as it might have been taken: from another height or side, in other light.
struct PictureView: Hashable {
  /// How many pixels a pixel becomes, along rows and columns.
  let zoom: Double
  /// Whether rows become columns, before columns are reversed.
  let isTransposed: Bool
  /// Whether columns are reversed.
  let isMirrored: Bool
  /// The exponent of intensities, from 0 to 1.
  let exponent: Float
  /// What intensities of red, green and blue are multiplied by.
  let gains: [Float]

  /// From nearer, from further, and turned in other light: of what was tried, these together helped most on plants that the
  /// network was not trained for.
  ///
  /// - Parameter random: where the light is drawn from.
  /// - Returns: the views.
  static func drawn(using random: inout some RandomNumberGenerator) -> [PictureView] {
    let exponent = Float.random(in: 0.75...1.3, using: &random)
    let gains = (0..<3).map { _ in Float.random(in: 0.9...1.1, using: &random) }
    return [
      PictureView(zoom: 1.25, isTransposed: false, isMirrored: true, exponent: 1, gains: [1, 1, 1]),
      PictureView(zoom: 0.8, isTransposed: true, isMirrored: false, exponent: 1, gains: [1, 1, 1]),
      PictureView(zoom: 1, isTransposed: true, isMirrored: true, exponent: exponent, gains: gains),
    ]
  }

  /// What each sample of a channel becomes.
  func curve(of channel: Int) -> [UInt8] {
    (0...255).map { value in
      let light = gains[channel] * pow(Float(value) / 255, exponent)
      return UInt8(clamping: Int(bounded: Double((255 * min(light, 1)).rounded())))
    }
  }
}
