import OnnxMessages

extension NetworkEditor {
  /// The network with a `Clip` for each hard-sigmoid between two convolutions.
  ///
  /// OpenVINO computes a hard-sigmoid by itself, in 32 bits and by slow code; what is written as a product, a sum and a limit
  /// it computes within the convolution before it. The four of a shunt took an eighth of a tile's time in bf16.
  /// (OpenCV 4.6, which the files are made for, knows no `Clip` with its limits as inputs.)
  func withClips() -> NetworkEditor {
    // With limits as inputs since the 11th set of operations.
    guard model.opsetImport.contains(where: { $0.domain.isEmpty && $0.version >= 11 }) else { return self }
    let outputs = Set(model.graph.output.map(\.name))
    var readers: [String: [OnnxNode]] = [:]
    for node in model.graph.node { for name in node.input { readers[name, default: []].append(node) } }
    var changed = model
    changed.graph.node = model.graph.node.flatMap { node -> [OnnxNode] in
      guard node.opType == "HardSigmoid", let input = node.input.first, let output = node.output.first,
        maker(of: input)?.opType == "Conv", !outputs.contains(output),
        readers[output, default: []].allSatisfy({ $0.opType == "Conv" })
      else { return [node] }
      let attributes = NodeAttributes(node)
      func constant(_ name: String, _ value: Float) -> String {
        changed.graph.initializer.append(.numbers("\(output).\(name)", [value]))
        return "\(output).\(name)"
      }
      return [
        .operation("Mul", [input, constant("alpha", attributes.number("alpha") ?? 0.2)], "\(output).product"),
        .operation("Add", ["\(output).product", constant("beta", attributes.number("beta") ?? 0.5)], "\(output).sum"),
        .operation("Clip", ["\(output).sum", constant("least", 0), constant("most", 1)], output),
      ]
    }
    return NetworkEditor(model: changed, path: path)
  }
}
