import CVision
public import Foundation
public import Imagery
public import Segmentation

/// A network that runs in OpenCV's dnn module, one tile at a time on one thread.
///
/// Several of these on several threads use the cores better than one that splits each layer, so OpenCV's own threads are
/// set to one.
public actor OpenCVSegmenter: Segmenter {
  private let network: NetworkHandle
  private let card: ModelCard
  private let path: String

  /// The version of OpenCV that runs.
  public static var engineVersion: String { unsafe String(cString: rw_opencv_version()) }

  /// Whether the OpenCV that runs can compute on a CUDA device.
  public static var hasCUDA: Bool { rw_opencv_has_cuda() != 0 }

  /// Loads a model and checks that it is what its card says.
  ///
  /// - Parameters:
  ///   - modelPath: the ONNX file.
  ///   - onnx: what stands for the file's bytes, such as the same network for larger tiles; nil for the file itself.
  ///   - card: the card that belongs to it.
  ///   - onCUDA: whether it runs on a CUDA device, which `hasCUDA` must offer.
  /// - Throws: `VisionRuntimeError` where the file is no ONNX or has other inputs than its card states.
  public init(modelPath: String, onnx: Data? = nil, card: ModelCard, onCUDA: Bool = false) throws {
    try card.checkInput(path: modelPath, onnx: onnx)
    rw_set_thread_count(1)
    network = try NetworkHandle(path: modelPath, onnx: onnx, onCUDA: onCUDA)
    self.card = card
    path = modelPath
  }

  /// What the network says of a tile, whatever its numbers are.
  ///
  /// - Throws: `VisionRuntimeError` where its numbers are not what its card says, and where OpenCV fails.
  public func scores(of tile: ImageTile) throws -> TileScores {
    try card.scores(from: network.run(tile, card: card), path: path)
  }
}
