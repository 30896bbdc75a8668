extension Length: ParsableQuantity {
  public static var name: String { "length" }
  public static var example: String { "45m" }
  public static var units: [(symbol: String, siValue: Double)] {
    [("mm", 1e-3), ("cm", 1e-2), ("m", 1), ("km", 1e3)]
  }
}

extension Area: ParsableQuantity {
  public static var name: String { "area" }
  public static var example: String { "10cm2" }
  public static var units: [(symbol: String, siValue: Double)] {
    [("mm2", 1e-6), ("cm2", 1e-4), ("m2", 1), ("ha", 1e4), ("km2", 1e6)]
  }
}

extension Angle: ParsableQuantity {
  public static var name: String { "angle" }
  public static var example: String { "30deg" }
  public static var units: [(symbol: String, siValue: Double)] { [("deg", .pi / 180), ("rad", 1)] }
}

extension Speed: ParsableQuantity {
  public static var name: String { "speed" }
  public static var example: String { "5m/s" }
  public static var units: [(symbol: String, siValue: Double)] { [("m/s", 1), ("km/h", 1 / 3.6)] }
}

extension Money: ParsableQuantity {
  public static var name: String { "amount of money" }
  public static var example: String { "110EUR" }
  public static var units: [(symbol: String, siValue: Double)] { [("EUR", 1)] }
}
