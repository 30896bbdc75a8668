import GeoRaster
import Imagery

extension MaskWriter {
  /// Begins a mask that says what its values mean.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  convenience init(
    path: String,
    size: PixelSize,
    reference: StoredReference?,
    card: ModelCard,
    isCloudOptimized: Bool
  ) throws {
    let classes = card.classes.enumerated().map { "\($0.offset) \($0.element)" }.joined(separator: ", ")
    try self.init(
      path: path,
      size: size,
      reference: reference,
      description: "ragweed class mask: \(classes), 255 not surveyed. Model \(card.name) \(card.version)",
      kind: isCloudOptimized ? .cloudOptimized : .picture
    )
  }
}
