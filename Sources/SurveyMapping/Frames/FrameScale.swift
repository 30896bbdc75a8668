import Imagery
import Quantities

/// At what part of its size a frame is decoded.
public enum FrameScale: String, Sendable, CaseIterable {
  /// Whole, unless the frame is finer than what the model was trained on.
  case auto
  /// Whole.
  case whole = "1"
  /// At half its width and height.
  case half = "1/2"
  /// At a quarter of them.
  case quarter = "1/4"
  /// At an eighth of them.
  case eighth = "1/8"

  /// The parts that libjpeg can decode, the largest first.
  private static let parts: [FrameScale] = [.whole, .half, .quarter, .eighth]

  /// Pixels of the file along a pixel that is decoded; nil where it depends on the frame.
  private var stated: Int32? {
    switch self {
    case .auto: nil
    case .whole: 1
    case .half: 2
    case .quarter: 4
    case .eighth: 8
    }
  }

  /// The scale for a frame.
  ///
  /// By itself a frame is made coarser only where its pixels are finer than the finest that the model was trained on, and
  /// then to the first size at which they are not, never to one that is coarser than the coarsest. Smaller pictures lose
  /// accuracy (docs/results/accuracy.md), so speed alone is no reason.
  ///
  /// - Parameters:
  ///   - sampling: the ground sampling distance of the whole frame; nil where that is not known.
  ///   - range: what the model was trained on; nil where that is not known.
  /// - Returns: the scale, never `auto`.
  func resolved(
    sampling: GroundSamplingDistance?,
    range: ModelCard.GroundSamplingRange?
  ) -> FrameScale {
    guard self == .auto else { return self }
    guard let sampling, let range, sampling < range.min * 0.99 else { return .whole }
    let fitting = Self.parts.filter { sampling * Double($0.divisor) <= range.max }
    return fitting.first { sampling * Double($0.divisor) >= range.min * 0.99 } ?? fitting.last ?? .whole
  }

  /// Pixels of the file along a pixel that is decoded; 1 where that was left open.
  var divisor: Int32 { stated ?? 1 }
}
