import Testing

@testable import ModelGraphs

/// Metadata as Deepness and GeoDeep write it.
@Suite struct PeerMetadataTests {
  private func read(_ metadata: [String: String]) throws -> PeerMetadata {
    try PeerMetadata(metadata, path: "other.onnx")
  }

  @Test(arguments: [
    #"{"0": "background", "1": "weed"}"#,
    #"{"1": "weed", "0": "background"}"#,
    "{0: 'background', 1: 'weed'}",
    #"[{"0": "background", "1": "weed"}]"#,
    #"["background", "weed"]"#,
  ])
  func classNamesAreReadInEachForm(text: String) throws {
    #expect(try read(["class_names": text]).classNames == ["background", "weed"])
    #expect(try read(["names": text]).classNames == ["background", "weed"])
  }

  @Test func theOtherKeysAreRead() throws {
    let peers = try read([
      "model_type": "\"Segmentor\"", "resolution": "10", "tiles_size": "256", "seg_thresh": "0.7",
    ])
    #expect(peers.modelType == "Segmentor")
    #expect(peers.centimetersPerPixel == 10)
    #expect(peers.tileInPixels == 256)
    #expect(peers.threshold == 0.7)
    #expect(peers.mean == nil && peers.std == nil && peers.classNames == nil)
    #expect(try read(["model_type": "Detector", "tile_size": "512"]).modelType == "Detector")
  }

  @Test func meansOnZeroToOneAreBroughtToPixels() throws {
    let peers = try read(["standardization_mean": "[0.5, 0.4, 0.2]", "standardization_std": "[0.2, 0.4, 1]"])
    #expect(peers.mean == [127.5, 102, 51])
    #expect(peers.std == [51, 102, 255])
    // Deepness' own defaults mean pixels divided by 255.
    let usual = try read(["mean": "0", "std": "1"])
    #expect(usual.mean == [0, 0, 0] && usual.std == [255, 255, 255])
    let pixels = try read(["mean": "[127.5, 127.5, 127.5]", "std": "[58, 57, 56]"])
    #expect(pixels.mean == [127.5, 127.5, 127.5] && pixels.std == [58, 57, 56])
  }

  @Test(arguments: [
    ("class_names", #"{"0": "a", "2": "b"}"#, "the names of the classes 0, 1, ..."),
    ("class_names", "weed", "the names of the classes 0, 1, ..."),
    ("resolution", "-1", "a number of cm/px above 0"),
    ("tiles_size", "\"large\"", "a number of pixels"),
    ("std", "[1, 0, 1]", "three numbers, or one for all channels"),
    ("mean", "[1, 2]", "three numbers, or one for all channels"),
  ])
  func whatHasNoSenseIsRefused(key: String, value: String, form: String) {
    #expect(throws: ModelGraphError.metadata(path: "other.onnx", key: key, value: value, form: form)) {
      try read([key: value])
    }
  }
}
