public import Foundation
import OnnxMessages
import SwiftProtobuf

extension NetworkEditor {
  /// The network with some numbers of a stored tensor replaced.
  ///
  /// A tensor that was quantised is stored as `<name>_quantized` with a scale; it becomes one of 32 bits, as it was before.
  ///
  /// - Parameters:
  ///   - places: which of its numbers, from 0 to less than `count`.
  ///   - name: the tensor.
  ///   - count: how many numbers it must have.
  ///   - number: what stands there then.
  /// - Returns: the bytes of an ONNX file.
  /// - Throws: `ModelGraphError.tensor` where the file holds no such tensor of so many numbers.
  public func replacing(_ places: [Int], of name: String, count: Int, with number: Float) throws -> Data {
    var changed = model
    if let index = model.graph.initializer.firstIndex(where: { $0.name == name }) {
      var values = try numbers(of: model.graph.initializer[index], called: name, count: count)
      for place in places { values[place] = number }
      let shape = model.graph.initializer[index].dims
      changed.graph.initializer[index] = .numbers(name, values, shape: shape)
      return try changed.serializedData()
    }
    let stored = "\(name)_quantized"
    guard
      let index = model.graph.node.firstIndex(where: { $0.opType == "DequantizeLinear" && $0.input.first == stored }),
      let tensor = model.graph.initializer.first(where: { $0.name == stored }),
      let output = model.graph.node[index].output.first,
      let scale = model.graph.node[index].input.dropFirst().first.flatMap(constant)?.numbers
    else {
      throw ModelGraphError.tensor(path: path, name: name, count: count, reason: "the file holds none of that name")
    }
    let whole = tensor.int32Numbers
    guard whole.count == count, [1, count].contains(scale.count) else {
      throw ModelGraphError.tensor(path: path, name: name, count: count, reason: "the file's has \(whole.count)")
    }
    var values = whole.indices.map { Float(Double(whole[$0]) * scale[scale.count == 1 ? 0 : $0]) }
    for place in places { values[place] = number }
    changed.graph.node.remove(at: index)
    changed.graph.initializer.append(.numbers(output, values, shape: [Int64(count)]))
    return try changed.serializedData()
  }

  private func numbers(of tensor: OnnxTensor, called name: String, count: Int) throws -> [Float] {
    func refusal(_ reason: String) -> ModelGraphError { .tensor(path: path, name: name, count: count, reason: reason) }
    guard tensor.dataType == 1 else { throw refusal("the file's are of another kind") }
    let values = tensor.float32Numbers
    guard values.count == count, Dimensions.product(tensor.dims.map { Int(clamping: $0) }) == count else {
      throw refusal("the file's has \(values.count)")
    }
    return values
  }
}

extension OnnxTensor {
  /// Numbers of 32 bits with a fraction, however they are stored.
  fileprivate var float32Numbers: [Float] { rawData.isEmpty ? floatData : words.map { Float(bitPattern: $0) } }

  /// Whole numbers of 32 bits, as quantisers store them; none for a tensor of another kind.
  fileprivate var int32Numbers: [Int32] { dataType == 6 ? words.map { Int32(bitPattern: $0) } : [] }

  /// Four bytes each, the lowest first, as the format stores them on every machine.
  private var words: [UInt32] {
    let bytes = [UInt8](rawData)
    return (0..<bytes.count / 4).map { word in
      (0..<4).reduce(0) { $0 | UInt32(bytes[4 * word + $1]) << (8 * UInt32($1)) }
    }
  }
}
