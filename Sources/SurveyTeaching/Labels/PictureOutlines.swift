import GeoRaster

/// Outlines that were drawn over a single picture.
struct PictureOutlines {
  /// The picture's name without its ending.
  let stem: String
  /// The file, for messages.
  let path: String
  /// The size that the picture had where they were drawn; nil where the file does not say it.
  let size: (width: Int, height: Int)?
  /// The outlines, in pixels.
  var shapes: [LabelShape]
}
