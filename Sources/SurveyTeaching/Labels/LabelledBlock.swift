import Imagery

/// A part of a picture that may hold labels: scores are found by leaving such parts out.
struct LabelledBlock: Hashable {
  /// Where it lies in the picture.
  let window: PixelRect
  /// What it is called.
  let name: String
}
