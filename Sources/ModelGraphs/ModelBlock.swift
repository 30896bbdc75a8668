/// Layers of a network that belong together.
public struct ModelBlock: Sendable, Hashable {
  /// The path that their names share.
  public let name: String
  /// How many there are.
  public internal(set) var layerCount: Int
  /// Their multiply-adds for one image; nil where one of them is not known.
  public internal(set) var multiplyAdds: Int?
  /// Their parameters.
  public internal(set) var parameterCount: Int
  /// The shape of the last one's output; nil where it is not known.
  public internal(set) var outputShape: [Int]?

  /// The blocks of layers, in the order in which each first occurs.
  ///
  /// - Parameter layers: the layers.
  /// - Returns: the blocks.
  public static func blocks(of layers: [ModelLayer]) -> [ModelBlock] {
    var blocks: [ModelBlock] = []
    var index: [String: Int] = [:]
    for layer in layers {
      guard let known = index[layer.block] else {
        index[layer.block] = blocks.count
        blocks.append(
          ModelBlock(
            name: layer.block,
            layerCount: 1,
            multiplyAdds: layer.multiplyAdds,
            parameterCount: layer.parameterCount,
            outputShape: layer.outputShape
          )
        )
        continue
      }
      blocks[known].layerCount += 1
      blocks[known].parameterCount += layer.parameterCount
      blocks[known].outputShape = layer.outputShape
      if let sum = blocks[known].multiplyAdds, let more = layer.multiplyAdds {
        blocks[known].multiplyAdds = sum + more
      } else {
        blocks[known].multiplyAdds = nil
      }
    }
    return blocks
  }
}
