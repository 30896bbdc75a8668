import Documents
import Foundation
import Quantities

/// The plots of a report page, as SVG.
struct PagePlots {
  private let patches: [MappedPatch]
  private let language: PageLanguage

  init(_ map: SurveyMap, _ language: PageLanguage) {
    patches = map.patches
    self.language = language
  }

  /// How many patches are how large, by powers of ten.
  var sizes: String {
    let powers = -4...3
    let bars = powers.map { power in
      let (from, to) = (pow(10, Double(power)), pow(10, Double(power + 1)))
      let count = patches.count { $0.area.squareMeters >= from && $0.area.squareMeters < to }
      return (name: "≥ \(language.number(from, decimals: max(0, -power)))", value: Double(count), text: "\(count)")
    }
    let first = bars.firstIndex { $0.value > 0 } ?? 0
    let last = bars.lastIndex { $0.value > 0 } ?? 0
    return Self.bars(Array(bars[first...last]), unit: "m²")
  }

  /// The area of patches by the mean probability that the model gave them; nil where the map does not say it.
  var probabilities: String? {
    guard patches.contains(where: { $0.meanProbability != nil }) else { return nil }
    let bars = stride(from: 0, to: 10, by: 1).map { step in
      let inside = patches.filter { patch in
        patch.meanProbability.map { min(Int(bounded: $0 * 10), 9) == step } ?? false
      }
      let area = inside.reduce(0) { $0 + $1.area.squareMeters }
      let name = language.number(Double(step) / 10, decimals: 1)
      return (name: name, value: area, text: area > 0 ? language.number(area) : "")
    }
    let first = bars.firstIndex { $0.value > 0 } ?? 0
    return Self.bars(Array(bars[first...]), unit: "m²")
  }

  private static func bars(_ bars: [(name: String, value: Double, text: String)], unit: String) -> String {
    let most = max(bars.map(\.value).max() ?? 0, 1e-12)
    let step = 360 / Double(max(bars.count, 1))
    let drawn = bars.enumerated().map { index, bar in
      let (left, tall) = (Double(index) * step, bar.value / most * 120)
      let middle = PageMap.text(left + step / 2)
      return #"<rect x="\#(PageMap.text(left + step * 0.1))" y="\#(PageMap.text(145 - tall))" "#
        + #"width="\#(PageMap.text(step * 0.8))" height="\#(PageMap.text(tall))"/>"#
        + #"<text x="\#(middle)" y="\#(PageMap.text(139 - tall))">\#(bar.text)</text>"#
        + #"<text x="\#(middle)" y="162">\#(MarkupText.escaped(bar.name))</text>"#
    }
    return #"<svg viewBox="0 0 360 182" role="img">\#(drawn.joined())<text x="340" y="178">\#(unit)</text></svg>"#
  }
}
