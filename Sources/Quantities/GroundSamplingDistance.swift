/// The length on the ground that one pixel covers, stored in metres per pixel.
public struct GroundSamplingDistance: Quantity {
  /// The value in the SI unit.
  public let siValue: Double

  /// Makes a quantity from its value in the SI unit.
  public init(siValue: Double) { self.siValue = siValue }

  /// A ground sampling distance from the length on the ground of one pixel.
  public init(_ lengthPerPixel: Length) { siValue = lengthPerPixel.meters }

  /// A ground sampling distance in centimetres per pixel.
  public static func centimetersPerPixel(_ value: Double) -> GroundSamplingDistance {
    GroundSamplingDistance(siValue: value / 100)
  }

  /// A ground sampling distance in metres per pixel.
  public static func metersPerPixel(_ value: Double) -> GroundSamplingDistance {
    GroundSamplingDistance(siValue: value)
  }

  /// The ground sampling distance in metres per pixel.
  public var metersPerPixel: Double { siValue }

  /// The ground sampling distance in centimetres per pixel.
  public var centimetersPerPixel: Double { siValue * 100 }

  /// The length on the ground of a number of pixels in a row.
  public func length(ofPixels count: Int) -> Length { .meters(siValue * Double(count)) }
}
