import Foundation
import ModelGraphs
import TestSupport
import Testing

@testable import VisionRuntime

/// Models whose weights lie in another file.
@Suite struct WeightFilesTests {
  private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [number << 3 | 2, UInt8(bytes.count)] + bytes
  }

  /// A model with one initializer whose numbers lie in a file.
  private static func model(_ location: String) -> Data {
    let entry = field(1, Array("location".utf8)) + field(2, Array(location.utf8))
    let tensor = field(8, Array("w".utf8)) + field(13, entry)
    return Data(field(7, field(5, tensor)))
  }

  @Test(arguments: [
    ("m.data", "which is missing. Copy that file along, or export it with its weights inside."),
    ("../m.data", "which is not beside it. Export the model into one file, or export it with its weights inside."),
    ("/etc/passwd", "which is not beside it. Export the model into one file, or export it with its weights inside."),
  ])
  func weightsThatAreNotThereAreNamed(location: String, sentence: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.model(location), as: "m.onnx")
    #expect {
      try WeightFiles.check(ModelGraph.weightFiles(onnx: Self.model(location), path: path), path: path)
    } throws: {
      "\($0)" == "Cannot load the model '\(path)': its weights lie in '\(location)', \(sentence)"
    }
  }

  @Test func weightsBesideTheModelAreFound() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Data([0]), as: "m.data")
    let path = try folder.write(Self.model("m.data"), as: "m.onnx")
    let names = try ModelGraph.weightFiles(onnx: Self.model("m.data"), path: path)
    #expect(names == ["m.data"])
    try WeightFiles.check(names, path: path)
  }
}
