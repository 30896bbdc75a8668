/// The one Earth model of the package: WGS 84 (NIMA TR8350.2), and what the Krüger series need of it.
public enum Ellipsoid {
  /// The semi-major axis in metres.
  public static let semiMajorAxis = 6_378_137.0
  /// The flattening.
  public static let flattening = 1 / 298.257223563
  /// The third flattening, n.
  static let thirdFlattening = flattening / (2 - flattening)
  /// The first eccentricity.
  static let eccentricity = (flattening * (2 - flattening)).squareRoot()

  /// The radius of the circle as long as a meridian ellipse, in metres (Karney 2011, equation 14).
  static let rectifyingRadius: Double = {
    let n2 = thirdFlattening * thirdFlattening
    return semiMajorAxis / (1 + thirdFlattening) * (1 + n2 / 4 + n2 * n2 / 64)
  }()

  /// The coefficients of the series from the conformal sphere to the projection (Karney 2011, equation 35).
  static let alpha: [Double] = {
    let n = thirdFlattening
    let n2 = n * n
    let n3 = n2 * n
    let n4 = n3 * n
    return [
      n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180,
      13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440,
      61 * n3 / 240 - 103 * n4 / 140,
      49561 * n4 / 161_280,
    ]
  }()

  /// The coefficients of the series back (Karney 2011, equation 36).
  static let beta: [Double] = {
    let n = thirdFlattening
    let n2 = n * n
    let n3 = n2 * n
    let n4 = n3 * n
    return [
      n / 2 - 2 * n2 / 3 + 37 * n3 / 96 - n4 / 360,
      n2 / 48 + n3 / 15 - 437 * n4 / 1440,
      17 * n3 / 480 - 37 * n4 / 840,
      4397 * n4 / 161_280,
    ]
  }()
}
