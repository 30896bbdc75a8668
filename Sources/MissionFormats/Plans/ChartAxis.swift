import FlightPlanning
import Quantities

/// An axis of a chart: figures to pixels, and the round figures that are written beside it.
struct ChartAxis {
  private let range: ClosedRange<Double>
  private let pixels: (from: Double, to: Double)
  /// The figures that are written beside the axis.
  let ticks: [Double]

  /// Lays out an axis.
  ///
  /// - Parameters:
  ///   - values: the least and the greatest figure that must fit.
  ///   - from: the pixel of the least.
  ///   - to: the pixel of the greatest.
  ///   - count: about how many figures are written.
  init(_ values: ClosedRange<Double>, from: Double, to: Double, count: Double) {
    let extent = max(values.upperBound - values.lowerBound, 1)
    var step = 1e-3
    // 1, 2, 5, 10, 20 and so on.
    let factors = [2, 2.5, 2]
    var turn = 0
    while extent / step > count {
      step *= factors[turn % factors.count]
      turn += 1
    }
    let low = (values.lowerBound / step).rounded(.down) * step
    let high = max(low + step, (values.upperBound / step).rounded(.up) * step)
    range = low...high
    pixels = (from, to)
    ticks = (0...Int(bounded: ((high - low) / step).rounded())).map { low + Double($0) * step }
  }

  /// The pixel of a figure.
  func pixel(_ value: Double) -> Double {
    let part = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return pixels.from + part * (pixels.to - pixels.from)
  }

  /// The pixel of a figure, as text.
  func text(_ value: Double) -> String { Figure.text(pixel(value), 2) }
}
