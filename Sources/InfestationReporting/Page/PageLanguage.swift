import Foundation
import Quantities

/// The language of a report page.
public enum PageLanguage: String, Sendable, CaseIterable {
  /// English.
  case english = "en"
  /// German.
  case german = "de"
  /// Hungarian.
  case hungarian = "hu"

  var texts: PageTexts {
    switch self {
    case .english: .english
    case .german: .german
    case .hungarian: .hungarian
    }
  }

  /// What a class is called: the usual one in the language of the page, others as the model calls them.
  func className(_ name: String) -> String { name == "weed" ? texts.weed : name }

  /// A number with three digits that mean something, and never in powers of ten.
  func number(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    let decimals = max(0, 2 - Int(bounded: log10(value.magnitude).rounded(.down)))
    return number(value, decimals: min(decimals, 5))
  }

  /// A number with as many digits behind the point.
  func number(_ value: Double, decimals: Int) -> String {
    let text = String(format: "%.\(decimals)f", value)
    return self == .english ? text : text.replacing(".", with: ",")
  }

  /// A text with figures in the place of their names.
  func fill(_ text: String, _ figures: KeyValuePairs<String, String>) -> String {
    figures.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
  }
}
