import Foundation
import Imagery
import ModelGraphs

extension ModelCard {
  /// Refuses a network whose input is not the one that the card states.
  ///
  /// Engines differ in when and how they refuse a tensor of the wrong shape; OpenCV runs some of them. So the shape is
  /// compared before anything runs.
  ///
  /// - Parameters:
  ///   - path: the ONNX file.
  ///   - onnx: what stands for its bytes; nil for the file itself.
  /// - Throws: `VisionRuntimeError`.
  func checkInput(path: String, onnx: Data?) throws {
    guard let data = onnx ?? FileManager.default.contents(atPath: path) else {
      throw VisionRuntimeError.missing(path: path)
    }
    guard !data.isEmpty else { throw VisionRuntimeError.empty(path: path) }
    let inputs: [ModelGraph.Port]
    let weightFiles: [String]
    do {
      inputs = try ModelGraph.inputs(onnx: data, path: path)
      weightFiles = try ModelGraph.weightFiles(onnx: data, path: path)
    } catch {
      throw VisionRuntimeError.notAnONNX(path: path, reason: "the file is not an ONNX model")
    }
    try WeightFiles.check(weightFiles, path: path)
    let wanted = [1, 3, input.heightInPixels, input.widthInPixels]
    guard inputs.count == 1, let found = inputs.first, found.name == input.name, found.dimensions.count == wanted.count,
      zip(found.dimensions, wanted).allSatisfy({ $0 == nil || $0 == $1 })
    else {
      throw VisionRuntimeError.inputMismatch(
        path: path,
        found: inputs.isEmpty ? "no input" : inputs.map(\.description).joined(separator: " and "),
        expected: "'\(input.name)' of \(wanted.map(String.init).joined(separator: " x "))"
      )
    }
  }
}
