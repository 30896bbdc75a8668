public import Foundation
import OnnxMessages
import SwiftProtobuf

extension NetworkEditor {
  /// The network with some numbers of a stored tensor replaced.
  ///
  /// A tensor that was quantised is stored as `<name>_quantized` with a scale; it becomes one of 32 bits, as it was before, and
  /// so does what is computed from it.
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
    let (tensor, shape): (String, [Int64])
    var values: [Float]
    if let index = model.graph.initializer.firstIndex(where: { $0.name == name }) {
      values = try numbers(of: model.graph.initializer[index], called: name, count: count)
      (tensor, shape) = (name, changed.graph.initializer.remove(at: index).dims)
    } else {
      let (index, whole) = try dequantised(name, count: count)
      values = whole
      (tensor, shape) = (changed.graph.node.remove(at: index).output[0], [Int64(count)])
    }
    for place in places { values[place] = number }
    changed.graph.initializer.append(.numbers(tensor, values, shape: shape))
    // Whole numbers have a range, in which the new ones would be cut to the least that occurred before.
    for reader in changed.graph.node where reader.input.contains(tensor) {
      for result in reader.output { changed.graph.passQuantisation(of: result) }
    }
    return try changed.serializedData()
  }

  /// The numbers of a tensor that was quantised, and the operation that makes them at run time.
  private func dequantised(_ name: String, count: Int) throws -> (node: Int, values: [Float]) {
    func refusal(_ reason: String) -> ModelGraphError { .tensor(path: path, name: name, count: count, reason: reason) }
    let stored = "\(name)_quantized"
    guard
      let index = model.graph.node.firstIndex(where: {
        $0.opType == "DequantizeLinear" && $0.input.first == stored && $0.input.count > 1 && $0.output.count == 1
      }), let tensor = model.graph.initializer.first(where: { $0.name == stored }),
      let scale = constant(model.graph.node[index].input[1])?.numbers
    else { throw refusal("the file holds none of that name") }
    let whole = tensor.int32Numbers
    guard whole.count == count, [1, count].contains(scale.count) else {
      throw refusal("the file's has \(whole.count)")
    }
    return (index, whole.indices.map { Float(Double(whole[$0]) * scale[scale.count == 1 ? 0 : $0]) })
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

extension OnnxGraph {
  /// Lets what reads a tensor in 8 bits read it in 32.
  fileprivate mutating func passQuantisation(of tensor: String) {
    let whole = node.filter { $0.opType == "QuantizeLinear" && $0.input.first == tensor }.flatMap(\.output)
    let ends = Set(output.map(\.name))
    let back = node.filter { $0.opType == "DequantizeLinear" && whole.contains($0.input.first ?? "") }.flatMap(\.output)
    for index in node.indices {
      node[index].input = node[index].input.map { back.contains($0) && !ends.contains($0) ? tensor : $0 }
    }
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
