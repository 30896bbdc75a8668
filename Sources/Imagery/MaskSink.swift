/// Takes the rows of a class mask, from top to bottom.
public protocol MaskSink {
  /// Takes the next rows.
  ///
  /// - Throws: the adapter's error where the rows cannot be kept.
  mutating func append(_ rows: MaskRows) throws
}
