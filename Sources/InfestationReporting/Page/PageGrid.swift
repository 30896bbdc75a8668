import Foundation
import GeoRaster
import Quantities

/// Lines of the grid with their coordinates, a scale bar and an arrow to the north, over a map.
struct PageGrid {
  private let canvas: GroundCanvas

  init(_ canvas: GroundCanvas) { self.canvas = canvas }

  /// A round length of about a part of the map's width: 1, 2 or 5 times a power of ten.
  static func roundLength(_ wanted: Double) -> Double {
    let power = pow(10, log10(wanted).rounded(.down))
    return power * ([5, 2, 1].first { $0 * power <= wanted } ?? 1)
  }

  /// The grid as elements of an SVG.
  var element: String {
    let (width, height) = (Double(canvas.width), Double(canvas.height))
    let step = Self.roundLength(canvas.box.width / 4)
    var lines = ""
    for east in multiples(of: step, in: canvas.box.eastings) {
      let x = PageMap.text(canvas.pixel(east: east, north: 0).x)
      lines +=
        #"<path d="M\#(x) 0V\#(PageMap.text(height))"/>"#
        + #"<text x="\#(x)" y="\#(PageMap.text(height - 6))">E \#(label(east, step))</text>"#
    }
    for north in multiples(of: step, in: canvas.box.northings) {
      let y = PageMap.text(canvas.pixel(east: 0, north: north).y)
      lines +=
        #"<path d="M0 \#(y)H\#(PageMap.text(width))"/>"# + #"<text x="4" y="\#(y)">N \#(label(north, step))</text>"#
    }
    return lines + scale + north
  }

  private var scale: String {
    let length = Self.roundLength(canvas.box.width / 4)
    let (pixels, bottom) = (length / canvas.metersPerPixel, Double(canvas.height) - 40)
    let name = length >= 1 ? "\(Int(bounded: length.rounded())) m" : "\(Int(bounded: (length * 100).rounded())) cm"
    return #"<g class="scale"><path d="M20 \#(PageMap.text(bottom - 8))v8h\#(PageMap.text(pixels))v-8"/>"#
      + #"<text x="\#(PageMap.text(24))" y="\#(PageMap.text(bottom - 6))">\#(name)</text></g>"#
  }

  private var north: String {
    let x = Double(canvas.width) - 40
    return #"<g class="scale"><path d="M\#(PageMap.text(x)) 70V20m-9 16l9 -16l9 16"/>"#
      + #"<text x="\#(PageMap.text(x - 7))" y="92">N</text></g>"#
  }

  private func multiples(of step: Double, in range: ClosedRange<Double>) -> [Double] {
    Array(stride(from: (range.lowerBound / step).rounded(.up) * step, through: range.upperBound, by: step).prefix(12))
  }

  private func label(_ value: Double, _ step: Double) -> String {
    String(format: step >= 1 ? "%.0f" : "%.1f", value)
  }
}
