extension JSONWriter {
  /// Writes a GeoJSON FeatureCollection (RFC 7946) with one feature on each line of text.
  ///
  /// - Parameters:
  ///   - features: the features.
  ///   - schema: which document it is, as a foreign member of the collection.
  public mutating func writeFeatureCollection(_ features: [JSONValue], schema: DocumentSchema) {
    append("{\"type\": \"FeatureCollection\", \"schema\": ")
    string(schema.rawValue)
    append(", \"features\": [\n")
    for (index, feature) in features.enumerated() {
      writeCompact(feature)
      append(index < features.count - 1 ? ",\n" : "\n")
    }
    append("]}\n")
  }
}
