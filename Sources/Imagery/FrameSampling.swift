import Quantities

/// Chooses from a stream of pictures one for each step of time or way: the sharpest near it.
///
/// The picture of step n lies within a quarter of a step from n steps, so that two neighbours are half a step to one and a
/// half apart. Within this window pictures are looked at no closer than a sixteenth of a step.
public struct FrameSampling<Picture> {
  /// The length of a step, in seconds or metres.
  public let step: Double

  private var window: Int?
  private var lastLook = -Double.infinity
  private var best: (picture: Picture, detail: Double)?

  /// Begins.
  ///
  /// - Parameter step: the length of a step, above zero.
  public init(step: Double) { self.step = step }

  /// Ends the window that a place lies behind.
  ///
  /// - Parameter place: how far the stream has come; never less than before.
  /// - Returns: the picture that was chosen in the window; nil while it lasts, and where nothing was looked at.
  public mutating func advance(to place: Double) -> Picture? {
    guard let window, Self.window(at: place, step: step) != window else { return nil }
    return finish()
  }

  /// Whether the picture at a place is worth looking at.
  public func wants(at place: Double) -> Bool {
    guard let next = Self.window(at: place, step: step) else { return false }
    return next != window || place - lastLook >= step / 16
  }

  /// Takes a picture that was looked at.
  ///
  /// - Parameters:
  ///   - picture: the picture.
  ///   - detail: how sharp it is; the first of equals is kept.
  ///   - place: how far the stream has come.
  public mutating func look(at picture: Picture, detail: Double, place: Double) {
    window = Self.window(at: place, step: step)
    lastLook = place
    if best.map({ detail > $0.detail }) ?? true { best = (picture, detail) }
  }

  /// Ends the last window.
  ///
  /// - Returns: the picture that was chosen in it.
  public mutating func finish() -> Picture? {
    defer { (window, best) = (nil, nil) }
    return best?.picture
  }

  private static func window(at place: Double, step: Double) -> Int? {
    let nearest = (place / step).rounded()
    guard (place - nearest * step).magnitude <= step / 4, nearest.magnitude < 1e15 else { return nil }
    return Int(bounded: nearest)
  }
}
