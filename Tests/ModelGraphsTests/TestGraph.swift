import Foundation
import OnnxMessages
import SwiftProtobuf

/// Small networks, made in the tests.
enum TestGraph {
  static func value(_ name: String, _ shape: [Int64?]) -> OnnxValueInfo {
    var value = OnnxValueInfo()
    value.name = name
    value.type.tensorType.elemType = 1
    value.type.tensorType.shape.dim = shape.map { size in
      var dimension = OnnxShape.Dimension()
      if let size { dimension.dimValue = size } else { dimension.dimParam = "batch" }
      return dimension
    }
    return value
  }

  static func tensor(_ name: String, _ dims: [Int64], integers: [Int64] = [], numbers: [Float] = []) -> OnnxTensor {
    var tensor = OnnxTensor()
    tensor.name = name
    tensor.dims = dims
    tensor.dataType = integers.isEmpty ? 1 : 7
    tensor.int64Data = integers
    tensor.floatData = numbers
    return tensor
  }

  static func node(
    _ operation: String,
    _ inputs: [String],
    _ output: String,
    name: String = "",
    _ settings: [String: [Int64]] = [:]
  ) -> OnnxNode {
    var node = OnnxNode()
    node.opType = operation
    node.input = inputs
    node.output = [output]
    node.name = name
    node.attribute = settings.sorted { $0.key < $1.key }.map { key, values in
      var attribute = OnnxAttribute()
      attribute.name = key
      if values.count == 1, !["pads", "strides", "kernel_shape", "dilations", "perm", "axes"].contains(key) {
        attribute.i = values[0]
      } else {
        attribute.ints = values
      }
      return attribute
    }
    return node
  }

  static func data(
    _ nodes: [OnnxNode],
    input: [Int64?] = [nil, 3, 32, 48],
    constants: [OnnxTensor] = [],
    output: String = "y"
  ) throws -> Data {
    var model = OnnxModel()
    model.irVersion = 8
    model.producerName = "test"
    model.graph.node = nodes
    model.graph.input = [value("x", input)]
    model.graph.initializer = constants
    var end = OnnxValueInfo()
    end.name = output
    model.graph.output = [end]
    return try model.serializedData()
  }
}
