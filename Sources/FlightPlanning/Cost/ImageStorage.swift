/// The space that pictures take.
public struct ImageStorage: Sendable, Hashable {
  /// The bytes of one picture.
  public let bytesPerImage: Double
  /// Whether the catalogue has them for the camera; otherwise they are assumed from its pixels.
  public let isFromCatalog: Bool
  /// The bytes of all pictures.
  public let bytes: Double

  /// Bytes for each pixel of a JPEG file where nothing better is known, an assumption: 8 MB for 20 megapixels.
  public static let assumedBytesPerPixel = 0.4

  init(camera: Camera, images: Int) {
    isFromCatalog = camera.bytesPerImage != nil
    bytesPerImage =
      camera.bytesPerImage ?? Double(camera.widthInPixels) * Double(camera.heightInPixels) * Self.assumedBytesPerPixel
    bytes = bytesPerImage * Double(images)
  }
}
