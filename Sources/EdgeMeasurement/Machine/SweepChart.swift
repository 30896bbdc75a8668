import EdgeDeployment
import Foundation
import Quantities

/// A picture of the steps over a layer's sizes: points in the order in which they were chosen, and the function found.
struct SweepChart: Sendable {
  private let sweeps: [Characterisation.Sweep]
  private static let (width, height, left, bottom) = (760.0, 300.0, 70.0, 250.0)

  /// Takes the sweeps, a panel for each.
  init(_ sweeps: [Characterisation.Sweep]) { self.sweeps = sweeps }

  /// The document.
  var svg: String {
    let whole = Self.height * Double(sweeps.count)
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="760" height="\(Int(bounded: whole))" viewBox="0 0 760 \(Int(bounded: whole))">
      <style>text{font:12px sans-serif;fill:#222}.axis{stroke:#bbb;stroke-width:1}path{fill:none}.n{font-size:9px;fill:#555}</style>
      <rect width="760" height="\(Int(bounded: whole))" fill="#fff"/>
      """
    ]
    for (index, sweep) in sweeps.enumerated() { lines += panel(sweep, top: Double(index) * Self.height) }
    return lines.joined(separator: "\n") + "\n</svg>\n"
  }

  private func panel(_ sweep: Characterisation.Sweep, top: Double) -> [String] {
    let points = sweep.search.points
    let most = Double(points.map(\.size).max() ?? 1)
    let highest = max(1e-9, (points.map(\.milliseconds).max() ?? 1) * 1.1)
    func x(_ size: Double) -> String { String(format: "%.1f", Self.left + size / most * 640) }
    func y(_ time: Double) -> String { String(format: "%.1f", top + Self.bottom - time / highest * 200) }
    let found = sweep.search.width == 1 ? "a line" : "steps of \(sweep.search.width)"
    let base = y(0)
    var lines = [
      "<text x=\"70\" y=\"\(Int(bounded: top) + 24)\">1 x 1 convolution on 32 x 32 over \(sweep.size): \(found), "
        + "\(points.count) points in the order of their numbers</text>",
      "<path class=\"axis\" d=\"M70 \(base)H720M70 \(y(highest))V\(base)\"/>",
      "<text x=\"390\" y=\"\(Int(bounded: top + Self.bottom) + 36)\" text-anchor=\"middle\">\(sweep.size)</text>",
      "<text x=\"10\" y=\"\(Int(bounded: top) + 44)\">ms</text>",
    ]
    for part in [0.25, 0.5, 0.75, 1] {
      let time = highest * part / 1.1
      lines.append(
        "<text x=\"64\" y=\"\(y(time))\" text-anchor=\"end\">\(Requirement.text(time))</text>"
          + "<text x=\"\(x(most * part))\" y=\"\(Int(bounded: top + Self.bottom) + 18)\" text-anchor=\"middle\">\(Int(bounded: most * part))</text>"
      )
    }
    let curve = stride(from: 8, through: Int(bounded: most), by: 2).map { size in
      "\(x(Double(size))) \(y(max(0, sweep.search.function([size]))))"
    }
    lines.append("<path d=\"M\(curve.joined(separator: "L"))\" stroke=\"#1565c0\" stroke-width=\"1.5\"/>")
    for (index, point) in points.enumerated() {
      let (px, py) = (x(Double(point.size)), y(point.milliseconds))
      lines.append(
        "<circle cx=\"\(px)\" cy=\"\(py)\" r=\"3.5\" fill=\"#b00020\"/>"
          + "<text class=\"n\" x=\"\(px)\" y=\"\(String(format: "%.1f", (Double(py) ?? 0) - 7))\" text-anchor=\"middle\">\(index + 1)</text>"
      )
    }
    return lines
  }
}
