import EdgeDeployment
import Foundation
import Quantities

/// A picture of the error against the sampling frequency, both logarithmic.
struct SamplingChart: Sendable {
  private let rows: [PowerProfile.SamplingError]

  /// Takes the errors, a point for each frequency.
  init(_ rows: [PowerProfile.SamplingError]) { self.rows = rows }

  /// The document.
  var svg: String {
    let rates = rows.map { log10($0.rate.hertz) }
    let (low, high) = (
      (rates.min() ?? 3).rounded(.down), max((rates.max() ?? 6).rounded(.up), (rates.min() ?? 3).rounded(.down) + 1)
    )
    func x(_ hertz: Double) -> Double { 70 + (log10(hertz) - low) / (high - low) * 640 }
    // From a hundredth to a hundred per cent.
    func y(_ percent: Double) -> Double { 390 - (log10(min(100, max(0.01, percent))) + 2) / 4 * 340 }
    func number(_ value: Double) -> String { String(format: "%.1f", value) }
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="760" height="440" viewBox="0 0 760 440">
      <style>text{font:12px sans-serif;fill:#222}.axis{stroke:#bbb;stroke-width:1}path{fill:none}</style>
      <rect width="760" height="440" fill="#fff"/>
      <text x="70" y="24">Error of energies against the full trace: layers (red), inference (blue); dashed: 5 %</text>
      <text x="390" y="432" text-anchor="middle">samples per second</text><text x="10" y="44">%</text>
      <path d="M70 \(number(y(5)))H710" stroke="#222" stroke-dasharray="5 4"/>
      """
    ]
    for power in Int(bounded: low)...Int(bounded: high) {
      let place = number(x(pow(10, Double(power))))
      lines.append(
        "<path class=\"axis\" d=\"M\(place) 50V390\"/><text x=\"\(place)\" y=\"410\" text-anchor=\"middle\">10^\(power)</text>"
      )
    }
    for percent in [0.01, 0.1, 1, 10, 100] {
      let place = number(y(percent))
      lines.append(
        "<path class=\"axis\" d=\"M70 \(place)H710\"/><text x=\"62\" y=\"\(place)\" text-anchor=\"end\">\(Requirement.text(percent))</text>"
      )
    }
    for (colour, value) in [("#b00020", \PowerProfile.SamplingError.layerPercent), ("#1565c0", \.inferencePercent)] {
      let points = rows.map { "\(number(x($0.rate.hertz))) \(number(y($0[keyPath: value])))" }
      guard !points.isEmpty else { continue }
      lines.append("<path d=\"M\(points.joined(separator: "L"))\" stroke=\"\(colour)\" stroke-width=\"2\"/>")
    }
    return lines.joined(separator: "\n") + "\n</svg>\n"
  }
}
