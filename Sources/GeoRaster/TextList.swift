import CGDAL

/// A list of texts as GDAL takes it, which lives for one call.
enum TextList {
  @unsafe
  static func with<Result>(
    _ texts: [String],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) throws -> Result
  ) rethrows -> Result {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for text in texts { unsafe list = unsafe CSLAddString(list, text) }
    defer { unsafe CSLDestroy(list) }
    return try unsafe body(list)
  }
}
