import Quantities

/// A limit that candidates must meet.
public struct Requirement: Hashable, Sendable {
  /// What is limited.
  public enum Figure: String, CaseIterable, Codable, Sendable {
    /// Seconds for an image; less is better.
    case latency
    /// Part of right answers, 0 to 1; more is better.
    case accuracy
    /// Euros; less is better.
    case cost
    /// Watts; less is better.
    case power

    /// The figure of a candidate in its unit; nil where it is not known.
    public func value(of candidate: Candidate) -> Double? {
      switch self {
      case .latency: candidate.latency.map(Self.milliseconds)
      case .accuracy: candidate.accuracy
      case .cost: candidate.cost?.euros
      case .power: candidate.power?.watts
      }
    }

    /// Milliseconds, rounded to a thousandth of a microsecond, so that binary fractions do not decide at a limit.
    public static func milliseconds(_ time: Duration) -> Double { (time.inSeconds * 1e9).rounded() / 1e6 }

    /// The unit as it is written behind a number.
    public var unit: String {
      switch self {
      case .latency: " ms"
      case .accuracy: ""
      case .cost: " EUR"
      case .power: " W"
      }
    }

    /// Whether a value is better than another.
    public func isBetter(_ first: Double, than second: Double) -> Bool {
      self == .accuracy ? first > second : first < second
    }
  }
  /// What is limited.
  public let figure: Figure
  /// The limit in the figure's unit: ms, 1, EUR, W.
  public let limit: Double

  /// Makes a requirement.
  public init(_ figure: Figure, _ limit: Double) {
    self.figure = figure
    self.limit = limit
  }

  /// Why a candidate fails; nil where it meets the limit.
  public func failure(of candidate: Candidate) -> String? {
    guard let value = figure.value(of: candidate) else { return "its \(figure.rawValue) is not known" }
    let isOpen = figure == .cost && candidate.costIsAtLeast
    guard isOpen || figure.isBetter(limit, than: value) else { return nil }
    let beyond = isOpen ? "more than " : ""
    let wanted = figure == .accuracy ? "at least" : "at most"
    return
      "\(figure.rawValue) \(beyond)\(Self.text(value))\(figure.unit), \(wanted) \(Self.text(limit))\(figure.unit) wanted"
  }

  /// A number to four digits.
  public static func text(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    var scale = 1.0
    while value.magnitude * scale < 1000, scale < 1e9 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() && rounded.magnitude < 1e15 ? "\(Int(bounded: rounded))" : "\(rounded)"
  }
}
