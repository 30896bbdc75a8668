/// Takes the features of a map.
public protocol MapSink {
  /// Takes a feature.
  ///
  /// - Throws: the adapter's error where it cannot be kept.
  mutating func append(_ feature: MapFeature) throws
}
