import Imagery

/// How much memory for decoded blocks an image needs while it is read in windows and its mask is written.
///
/// Windows overlap, so blocks are needed twice: by the next window of the row, and by the next row of windows. The first
/// must be kept, and all that lie in one row of an image of strips. The second are kept as long as they fit into
/// `most`; blocks of wider images are decoded again, which costs less than memory that grows with the width.
struct BlockCache {
  /// The most memory for the blocks of a whole row of windows.
  static let most = 32 << 20
  /// What is kept free for everything else, such as the files' directories.
  private static let reserve = 4 << 20
  /// The most in all; a file whose single rows need more is read slowly.
  private static let limit = 1 << 30
  /// The rows of a block of the mask that is written, and of its overviews' blocks together at their smaller widths.
  private static let maskRows = 256 + 128

  let imageSize: PixelSize
  let blockWidth: Int
  let blockHeight: Int
  /// The bytes of a pixel over all bands, which interleaved files decode together.
  let bytesPerPixel: Int

  /// The memory for windows of a side in pixels.
  func bytes(forWindowsOf side: Int) -> Int {
    let (blockWidth, blockHeight) = (max(self.blockWidth, 1), max(self.blockHeight, 1))
    let rows = min(Self.touched(side, block: blockHeight) * blockHeight, imageSize.height + blockHeight)
    // Those of a window, and the one that the next window needs further right.
    let columns = (Self.touched(side, block: blockWidth) + 1) * blockWidth
    let row = rows * (imageSize.width + blockWidth) * bytesPerPixel
    let input = blockWidth >= imageSize.width || row <= Self.most ? row : rows * columns * bytesPerPixel
    // A block of the mask that has to go before it is full is compressed twice and leaves a hole in the file.
    return min(input + Self.maskRows * imageSize.width + Self.reserve, Self.limit)
  }

  /// How many blocks a stretch of pixels touches at most, wherever it begins.
  private static func touched(_ length: Int, block: Int) -> Int { (length - 1 + block - 1) / block + 1 }
}
