import Documents
import EdgeDeployment
import Foundation
import Quantities

/// A picture of candidates: latency to the right on a logarithmic scale, accuracy upwards.
struct SelectionChart: Sendable {
  private let verdicts: [Selection.Verdict]
  private let requirements: [Requirement]
  private static let (width, height, left, bottom) = (760.0, 520.0, 70.0, 470.0)

  /// Takes the candidates whose latency and accuracy are known, and the limits.
  init(_ selection: Selection) {
    verdicts = selection.verdicts.filter { $0.candidate.latency != nil && $0.candidate.accuracy != nil }
    requirements = selection.prices.map(\.requirement)
  }

  /// The document.
  var svg: String {
    let latencies = verdicts.compactMap { Requirement.Figure.latency.value(of: $0.candidate) }.filter { $0 > 0 }
    let low = log10(latencies.min() ?? 1).rounded(.down)
    let high = max(low + 1, log10(latencies.max() ?? 10).rounded(.up))
    func x(_ milliseconds: Double) -> Double { Self.left + (log10(milliseconds) - low) / (high - low) * 640 }
    func y(_ accuracy: Double) -> Double { Self.bottom - accuracy * 420 }
    func number(_ value: Double) -> String { String(format: "%.1f", value) }
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="760" height="520" viewBox="0 0 760 520">
      <style>text{font:12px sans-serif;fill:#222}.axis{stroke:#999;stroke-width:1}.limit{stroke:#b00020;stroke-dasharray:5 4}</style>
      <rect width="760" height="520" fill="#fff"/>
      <text x="70" y="24">Green meets all limits, grey does not; ring: nothing beats it; hollow: latency estimated; bar: a lower bound, at best there</text>
      <text x="390" y="510" text-anchor="middle">latency, ms</text><text x="10" y="40">accuracy</text>
      """
    ]
    for power in Int(bounded: low)...Int(bounded: high) {
      let place = number(x(pow(10, Double(power))))
      lines.append("<path class=\"axis\" d=\"M\(place) 50V470\"/>")
      lines.append(
        "<text x=\"\(place)\" y=\"488\" text-anchor=\"middle\">\(Requirement.text(pow(10, Double(power))))</text>"
      )
    }
    for tenth in stride(from: 0, through: 10, by: 2) {
      let place = number(y(Double(tenth) / 10))
      lines.append("<path class=\"axis\" d=\"M70 \(place)H710\"/>")
      lines.append("<text x=\"60\" y=\"\(place)\" text-anchor=\"end\">0.\(tenth)</text>".replacing("0.10", with: "1"))
    }
    for requirement in requirements {
      switch requirement.figure {
      case .latency where requirement.limit > 0 && x(requirement.limit) >= 70 && x(requirement.limit) <= 710:
        lines.append("<path class=\"limit\" d=\"M\(number(x(requirement.limit))) 50V470\"/>")
      case .accuracy: lines.append("<path class=\"limit\" d=\"M70 \(number(y(requirement.limit)))H710\"/>")
      default: break
      }
    }
    for verdict in verdicts {
      guard let latency = Requirement.Figure.latency.value(of: verdict.candidate), latency > 0,
        let accuracy = verdict.candidate.accuracy
      else { continue }
      let colour = verdict.isFeasible ? "#2e7d32" : "#888"
      let fill = verdict.candidate.estimatedBy == nil ? colour : "#fff"
      let place = "cx=\"\(number(x(latency)))\" cy=\"\(number(y(accuracy)))\""
      lines.append("<g><title>\(MarkupText.escaped(verdict.candidate.name))</title>")
      if verdict.candidate.latencyIsBound {
        // A bound is no measurement: the candidate lies somewhere to the right of it.
        let (left, top) = (x(latency), y(accuracy))
        let bar = "M\(number(left)) \(number(top - 6))v12M\(number(left)) \(number(top))h18"
        lines.append("<path d=\"\(bar)\" fill=\"none\" stroke=\"#888\" stroke-width=\"2\"/></g>")
        continue
      }
      if verdict.isOnFront { lines.append("<circle \(place) r=\"9\" fill=\"none\" stroke=\"\(colour)\"/>") }
      lines.append("<circle \(place) r=\"5\" fill=\"\(fill)\" stroke=\"\(colour)\" stroke-width=\"2\"/></g>")
    }
    return lines.joined(separator: "\n") + "\n</svg>\n"
  }
}
