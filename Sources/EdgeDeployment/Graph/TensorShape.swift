/// The shape of what flows between layers: [batch, row, column, channel].
public struct TensorShape: Sendable, Hashable {
  /// Number of images; 1 where a file leaves it open.
  public let batch: Int
  /// Rows.
  public let height: Int
  /// Columns.
  public let width: Int
  /// Channels.
  public let channels: Int

  /// Makes a shape; sizes are checked by `LayerGraph`, which can name the layer.
  public init(batch: Int = 1, height: Int, width: Int, channels: Int) {
    self.batch = batch
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// Reads a list of sizes: [batch, height, width, channels], or fewer with the channels last.
  ///
  /// An open first size (-1) is a batch of one.
  init(sizes: [Int]) {
    var sizes = sizes
    if sizes.first == -1 { sizes[0] = 1 }
    let inner = sizes.count > 1 ? Array(sizes.dropFirst()) : sizes
    batch = sizes.count > 1 ? sizes[0] : 1
    channels = inner.last ?? 0
    width = inner.count > 1 ? inner[inner.count - 2] : 1
    // Sizes beyond rows and columns are more rows.
    height = inner.dropLast(2).reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
  }

  /// Number of values.
  public var count: Int { batch * height * width * channels }

  /// Whether each size is above zero.
  var isSound: Bool { [batch, height, width, channels].allSatisfy { $0 > 0 && $0 < 1 << 24 } }
}
