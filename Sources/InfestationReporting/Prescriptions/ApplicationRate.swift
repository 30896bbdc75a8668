import Quantities

/// How much of something is put on an area.
public struct ApplicationRate: Sendable, Hashable {
  /// What is measured.
  public enum Unit: String, Sendable, CaseIterable {
    /// Litres per hectare.
    case litresPerHectare = "l/ha"
    /// Kilograms per hectare.
    case kilogramsPerHectare = "kg/ha"
  }

  /// The amount per hectare, above zero.
  public let amount: Double
  /// Its unit.
  public let unit: Unit

  /// Makes a rate; nil where the amount is not above zero.
  public init?(_ amount: Double, _ unit: Unit) {
    guard amount > 0, amount.isFinite else { return nil }
    self.amount = amount
    self.unit = unit
  }

  /// Reads a rate such as `200l/ha` or `1.5 kg/ha`; nil where it is none.
  public init?(parsing text: String) {
    let compact = text.filter { !$0.isWhitespace }.lowercased()
    guard let unit = Unit.allCases.first(where: { compact.hasSuffix($0.rawValue) }) else { return nil }
    let number = compact.dropLast(unit.rawValue.count).map { $0 == "," ? "." : $0 }
    guard let amount = Double(String(number)) else { return nil }
    self.init(amount, unit)
  }

  /// The number of the quantity in ISO 11783-11: 1 is a volume per area, 6 a mass per area.
  var dataDictionaryIdentifier: Int { unit == .litresPerHectare ? 1 : 6 }

  /// The rate in counts of that quantity.
  ///
  /// A count of the volume is 0.01 mm3/m2: a litre per hectare is 100 mm3/m2, 10 000 counts. A count of the mass is
  /// 1 mg/m2: a kilogram per hectare is 100 mg/m2, 100 counts.
  var counts: Int {
    let perUnit = unit == .litresPerHectare ? 10_000.0 : 100
    return Int(bounded: (min(amount, 100_000) * perUnit).rounded())
  }

  /// The amount for an area in square metres.
  func total(squareMeters: Double) -> Double { amount * squareMeters / 10_000 }
}
