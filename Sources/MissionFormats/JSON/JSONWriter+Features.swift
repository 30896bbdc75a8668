extension JSONWriter {
  /// Writes a GeoJSON FeatureCollection with one feature on each line of text.
  mutating func writeFeatureCollection(_ features: [JSONValue]) {
    append("{\"type\": \"FeatureCollection\", \"features\": [\n")
    for (index, feature) in features.enumerated() {
      writeCompact(feature)
      append(index < features.count - 1 ? ",\n" : "\n")
    }
    append("]}\n")
  }
}
