/// One operation of a network.
public struct ModelLayer: Sendable, Hashable {
  /// Its name in the file; its first output's where it has none.
  public let name: String
  /// What it does, as ONNX calls it: `Conv`, `Relu`, `Resize`.
  public let operation: String
  /// The names of the tensors that go in, without constants.
  public let inputs: [String]
  /// The shapes of those; nil where one is not known.
  public let inputShapes: [[Int]?]
  /// The names of the tensors that come out.
  public let outputs: [String]
  /// The shape of the first output, such as `[batch, channel, row, column]`; nil where it is not known.
  public let outputShape: [Int]?
  /// The products that are added up for one image; nil where shapes are not known.
  public let multiplyAdds: Int?
  /// The numbers of the constants of two dimensions or more that it multiplies with, whoever else shares them; 0 for
  /// layers without products.
  public let weightCount: Int
  /// Whether it follows from constants and shapes alone, so that a runtime reckons it once, before the first image.
  public let isConstant: Bool
  /// The numbers that it has learnt; those of a constant that several layers share count for the first.
  public let parameterCount: Int
  /// The size of the window of a convolution or pooling in rows and columns; nil for others.
  public let kernel: [Int]?
  /// The distance of neighbouring values of the window of a convolution or pooling, in pixels; 1 for others.
  public let dilation: Int
  /// The groups of a convolution, as many as channels where it is depthwise; 1 for others.
  public let groups: Int

  /// The block that it belongs to: the first parts of the path in its name.
  ///
  /// `/network/blocks.0/squeeze/expand/Conv` belongs to `blocks.0`: the first part is the network itself.
  public var block: String {
    let parts = name.split(separator: "/").map(String.init)
    guard parts.count > 2 else { return parts.count == 2 ? parts[0] : "graph" }
    return parts[1]
  }
}
