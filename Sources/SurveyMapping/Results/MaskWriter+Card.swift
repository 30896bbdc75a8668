import Documents
import Foundation
import GeoRaster
import Imagery
import ResultFiles

extension MaskWriter {
  /// Begins a mask that says what its values mean and where it comes from.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  convenience init(
    path: String,
    size: PixelSize,
    reference: StoredReference?,
    card: ModelCard,
    facts: [JSONMember],
    isCloudOptimized: Bool
  ) throws {
    let classes = card.classes.enumerated().map { "\($0.offset) \($0.element)" }.joined(separator: ", ")
    try self.init(
      path: path,
      size: size,
      reference: reference,
      description: "ragweed class mask: \(classes), 255 not surveyed. Model \(card.name) \(card.version)",
      facts: facts,
      kind: isCloudOptimized ? .cloudOptimized : .picture
    )
  }

  /// Puts the style of a mask for QGIS beside it.
  ///
  /// - Throws: `FileError.cannotWrite`.
  static func writeStyle(ofMask path: String, card: ModelCard) throws {
    let file = URL(fileURLWithPath: path).deletingPathExtension()
    let style = LayerStyle.mask(layer: file.lastPathComponent, classes: card.classes)
    try AtomicFile.write(style.qml, to: file.appendingPathExtension("qml").path)
  }
}
