import Foundation
import OnnxMessages

/// Attributes with the mark of their kind (onnx.ai, `AttributeProto.AttributeType`), which engines insist on.
extension OnnxAttribute {
  /// One whole number for settings that have one, a list otherwise.
  static func integers(_ name: String, _ values: [Int]) -> OnnxAttribute {
    var attribute = OnnxAttribute()
    attribute.name = name
    if ["axis", "group", "ceil_mode", "keepdims"].contains(name), let value = values.first {
      attribute.i = Int64(value)
      attribute.type = 2
    } else {
      attribute.ints = values.map(Int64.init)
      attribute.type = 7
    }
    return attribute
  }

  static func number(_ name: String, _ value: Float) -> OnnxAttribute {
    var attribute = OnnxAttribute()
    attribute.name = name
    attribute.f = value
    attribute.type = 1
    return attribute
  }

  static func text(_ name: String, _ value: String) -> OnnxAttribute {
    var attribute = OnnxAttribute()
    attribute.name = name
    attribute.s = Data(value.utf8)
    attribute.type = 3
    return attribute
  }
}

extension OnnxValueInfo {
  /// A tensor of 32-bit numbers.
  static func tensor(_ name: String, _ shape: [Int]) -> OnnxValueInfo {
    var value = OnnxValueInfo()
    value.name = name
    value.type.tensorType.elemType = 1
    value.type.tensorType.shape.dim = shape.map { size in
      var dimension = OnnxShape.Dimension()
      dimension.dimValue = Int64(size)
      return dimension
    }
    return value
  }
}

extension OnnxTensor {
  /// Numbers of 32 bits; without a shape a single one.
  static func numbers(_ name: String, _ values: [Float], shape: [Int64] = []) -> OnnxTensor {
    var tensor = OnnxTensor()
    tensor.name = name
    tensor.dims = shape
    tensor.dataType = 1
    tensor.floatData = values
    return tensor
  }
}

extension OnnxNode {
  /// An operation with one output, which it is named after.
  static func operation(_ type: String, _ inputs: [String], _ output: String) -> OnnxNode {
    var node = OnnxNode()
    node.opType = type
    node.input = inputs
    node.output = [output]
    node.name = output
    return node
  }
}
