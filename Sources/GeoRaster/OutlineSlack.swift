public import Quantities

/// How far outlines may leave the pixels' edges to have fewer corners.
public enum OutlineSlack: Sendable, Hashable {
  /// Not at all.
  case none
  /// By as many sides of a pixel.
  case pixels(Double)
  /// By a distance on the ground.
  case distance(Length)

  /// Whether it is a distance.
  public var isDistance: Bool { if case .distance = self { true } else { false } }

  /// It in sides of pixels; nil for not at all.
  ///
  /// - Parameter side: the side of a pixel on the ground.
  /// - Returns: the distance in pixels.
  func inPixels(side: Length) -> Double? {
    switch self {
    case .none: nil
    case .pixels(let count): count
    case .distance(let length): length / side
    }
  }
}
