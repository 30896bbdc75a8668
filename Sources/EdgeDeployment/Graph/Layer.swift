/// A layer of a network: its type, its shapes and what feeds it.
public struct Layer: Sendable, Hashable {
  /// The name, unique in its graph.
  public let name: String
  /// The canonical type, such as `Conv`.
  public let type: String
  /// The names of the layers that feed it, in order.
  public let parents: [String]
  /// The shape of its first input.
  public let input: TensorShape
  /// The shape of its output.
  public let output: TensorShape
  /// Rows and columns of its kernel; 1 x 1 where it has none.
  public let kernel: (height: Int, width: Int)
  /// Step of the kernel in pixels.
  public let stride: Int
  /// Pixels between two values of its kernel that are next to each other; 1 where it has no gaps.
  public let dilation: Int
  /// Whether a pooling layer takes the mean rather than the greatest value.
  public let isAverage: Bool
  /// What the network's file says that it computes; nil where that follows from type and shapes.
  public let work: LayerWork?

  /// Makes a layer; `LayerGraph` checks it.
  public init(
    name: String,
    type: String,
    parents: [String],
    input: TensorShape,
    output: TensorShape,
    kernel: (height: Int, width: Int) = (1, 1),
    stride: Int = 1,
    dilation: Int = 1,
    isAverage: Bool = false,
    work: LayerWork? = nil
  ) {
    self.name = name
    self.type = LayerKind.canonical(type)
    self.parents = parents
    self.input = input
    self.output = output
    self.kernel = kernel
    self.stride = stride
    self.dilation = dilation
    self.isAverage = isAverage
    self.work = work
  }

  /// The same layer as another type.
  func retyped(_ type: String) -> Layer {
    Layer(
      name: name,
      type: type,
      parents: parents,
      input: input,
      output: output,
      kernel: kernel,
      stride: stride,
      dilation: dilation,
      isAverage: isAverage,
      work: work
    )
  }

  /// Whether two layers are the same.
  public static func == (lhs: Layer, rhs: Layer) -> Bool {
    lhs.name == rhs.name && lhs.type == rhs.type && lhs.parents == rhs.parents && lhs.input == rhs.input
      && lhs.output == rhs.output && lhs.kernel == rhs.kernel && lhs.stride == rhs.stride
      && lhs.dilation == rhs.dilation && lhs.isAverage == rhs.isAverage && lhs.work == rhs.work
  }

  /// Feeds the name, which is unique in a graph.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
