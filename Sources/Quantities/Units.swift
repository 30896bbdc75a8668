extension Length: ParsableQuantity {
  /// What messages call it.
  public static var name: String { "length" }
  /// A text that parses.
  public static var example: String { "45m" }
  /// The units and their sizes in the SI unit.
  public static var units: [(symbol: String, siValue: Double)] {
    [("mm", 1e-3), ("cm", 1e-2), ("m", 1), ("km", 1e3), ("in", 0.0254), ("ft", 0.3048), ("mi", 1609.344)]
  }
}

extension Area: ParsableQuantity {
  /// What messages call it.
  public static var name: String { "area" }
  /// A text that parses.
  public static var example: String { "10cm2" }
  /// The units and their sizes in the SI unit.
  public static var units: [(symbol: String, siValue: Double)] {
    // An acre is 43 560 square feet.
    [
      ("mm2", 1e-6), ("cm2", 1e-4), ("m2", 1), ("ha", 1e4), ("km2", 1e6), ("ft2", 0.092_903_04),
      ("acre", 4046.856_422_4),
    ]
  }
}

extension Angle: ParsableQuantity {
  /// What messages call it.
  public static var name: String { "angle" }
  /// A text that parses.
  public static var example: String { "30deg" }
  /// The units and their sizes in the SI unit.
  public static var units: [(symbol: String, siValue: Double)] { [("deg", .pi / 180), ("rad", 1)] }
}

extension Speed: ParsableQuantity {
  /// What messages call it.
  public static var name: String { "speed" }
  /// A text that parses.
  public static var example: String { "5m/s" }
  /// The units and their sizes in the SI unit.
  public static var units: [(symbol: String, siValue: Double)] {
    // A knot is a nautical mile of 1852 m in an hour.
    [("m/s", 1), ("km/h", 1 / 3.6), ("kn", 1852.0 / 3600), ("mph", 0.447_04), ("ft/s", 0.3048)]
  }
}

extension Money: ParsableQuantity {
  /// What messages call it.
  public static var name: String { "amount of money" }
  /// A text that parses.
  public static var example: String { "110EUR" }
  /// The units and their sizes in the SI unit.
  public static var units: [(symbol: String, siValue: Double)] { [("EUR", 1)] }
}
