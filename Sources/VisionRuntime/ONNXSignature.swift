import Foundation
import Imagery

/// The inputs of an ONNX model, read from the file itself.
///
/// Engines differ in when and how they refuse a tensor of the wrong shape; OpenCV runs some of them. So the shape is
/// compared before anything runs. Only four fields of the format are needed (onnx.proto3: ModelProto.graph = 7,
/// GraphProto.input = 11 and initializer = 5, names and dimensions), too few for a protobuf library.
struct ONNXSignature {
  /// An input: its name, and its dimensions, `nil` where one is free.
  struct Input: Hashable, CustomStringConvertible {
    let name: String
    let dimensions: [Int?]

    var description: String {
      "'\(name)' of \(dimensions.map { $0.map(String.init) ?? "any" }.joined(separator: " x "))"
    }
  }

  let inputs: [Input]

  /// The files beside the model in which its weights lie, as it names them.
  let weightFiles: [String]

  /// Reads the inputs of a model; `onnx` stands for the file where it is given.
  init(path: String, onnx: Data? = nil) throws {
    guard let data = onnx ?? FileManager.default.contents(atPath: path) else {
      throw VisionRuntimeError.missing(path: path)
    }
    guard !data.isEmpty else { throw VisionRuntimeError.empty(path: path) }
    do {
      try self.init(bytes: [UInt8](data))
    } catch is ProtobufReader.Malformed {
      throw VisionRuntimeError.notAnONNX(path: path, reason: "the file is not an ONNX model")
    }
    try checkWeightFiles(path: path)
  }

  init(bytes: [UInt8]) throws {
    var inputs: [Input] = []
    var constants: Set<String> = []
    var model = ProtobufReader(bytes[...])
    var hasGraph = false
    var weightFiles: Set<String> = []
    while let field = try model.next() {
      guard field.number == 7, let graphBytes = field.bytes else { continue }
      hasGraph = true
      var graph = ProtobufReader(graphBytes)
      while let field = try graph.next() {
        switch (field.number, field.bytes) {
        case (5, let bytes?):
          constants.insert(try Self.text(8, of: bytes))
          weightFiles.formUnion(try Self.weightFiles(of: bytes))
        // A constant of an operation: NodeProto.attribute = 5, AttributeProto.t = 5.
        case (1, let bytes?):
          for attribute in try Self.messages(5, of: bytes) {
            for tensor in try Self.messages(5, of: attribute) {
              weightFiles.formUnion(try Self.weightFiles(of: tensor))
            }
          }
        case (11, let bytes?): inputs.append(try Self.input(bytes))
        default: break
        }
      }
    }
    guard hasGraph else { throw ProtobufReader.Malformed() }
    self.inputs = inputs.filter { !constants.contains($0.name) }
    self.weightFiles = weightFiles.sorted()
  }

  /// The files in which a tensor's numbers lie: TensorProto.external_data = 13, pairs of a key and a value.
  private static func weightFiles(of tensor: ArraySlice<UInt8>) throws -> [String] {
    try messages(13, of: tensor).compactMap { entry in
      try text(1, of: entry) == "location" ? try text(2, of: entry) : nil
    }
  }

  /// Refuses a model whose weights lie in a file that is not there, before an engine sees it: one of them ends the program.
  private func checkWeightFiles(path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    for name in weightFiles {
      // Only files beside the model: a model must not have others read.
      let isBeside = !name.isEmpty && !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
      let file = folder.appendingPathComponent(name)
      guard isBeside, FileManager.default.isReadableFile(atPath: file.path) else {
        throw VisionRuntimeError.noWeights(path: path, file: name, isBeside: isBeside)
      }
    }
  }

  /// Refuses a card that states another input.
  func check(against card: ModelCard, path: String) throws {
    let wanted = Input(
      name: card.input.name,
      dimensions: [1, 3, card.input.heightInPixels, card.input.widthInPixels]
    )
    guard inputs.count == 1, let found = inputs.first, found.accepts(wanted) else {
      throw VisionRuntimeError.inputMismatch(
        path: path,
        found: inputs.isEmpty ? "no input" : inputs.map(\.description).joined(separator: " and "),
        expected: wanted.description
      )
    }
  }

  private static func input(_ bytes: ArraySlice<UInt8>) throws -> Input {
    var dimensions: [Int?] = []
    for type in try messages(2, of: bytes) {
      for tensor in try messages(1, of: type) {
        for shape in try messages(2, of: tensor) {
          for dimension in try messages(1, of: shape) {
            var reader = ProtobufReader(dimension)
            var value: Int?
            while let field = try reader.next() {
              if field.number == 1 { value = field.varint.map(Int.init) }
            }
            dimensions.append(value)
          }
        }
      }
    }
    return Input(name: try text(1, of: bytes), dimensions: dimensions)
  }

  private static func messages(_ number: Int, of bytes: ArraySlice<UInt8>) throws -> [ArraySlice<UInt8>] {
    var reader = ProtobufReader(bytes)
    var messages: [ArraySlice<UInt8>] = []
    while let field = try reader.next() {
      if field.number == number, let bytes = field.bytes { messages.append(bytes) }
    }
    return messages
  }

  private static func text(_ number: Int, of bytes: ArraySlice<UInt8>) throws -> String {
    String(decoding: try messages(number, of: bytes).last ?? [], as: UTF8.self)
  }
}

extension ONNXSignature.Input {
  fileprivate func accepts(_ wanted: Self) -> Bool {
    name == wanted.name && dimensions.count == wanted.dimensions.count
      && zip(dimensions, wanted.dimensions).allSatisfy { $0 == nil || $0 == $1 }
  }
}
