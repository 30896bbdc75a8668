import CVision
public import Foundation
public import Imagery
import ModelGraphs

/// A network that OpenVINO has compiled for this processor; any number of segmenters share it.
///
/// OpenVINO's C library is loaded when the first of these is made, so the program starts without it.
@safe public final class OpenVINOModel: Sendable {
  /// The version of OpenVINO that runs, such as `2026.4.1`.
  public let engineVersion: String

  /// The precision that OpenVINO computes in, in its own word, such as `f32`.
  public let precision: String

  let path: String
  let card: ModelCard

  /// How many times larger than the compiled network's output a tile is.
  ///
  /// The last enlargement and the softmax behind it took a quarter of OpenVINO's time for a tile of `weed-small-v4` (28 ms
  /// of processor time, 20 ms without; in bf16 17.5 and 12.7), and a millisecond here.
  let enlargement: Int

  /// Whether a softmax over the classes follows the enlargement outside of the compiled network.
  let endsInSoftmax: Bool

  /// The names of the outputs of the compiled network; nil where it has one only.
  let outputNames: (scores: String, figure: String)?

  // Set once. OpenVINO lets several threads use a compiled model at once, and each request keeps alive what it needs.
  private nonisolated(unsafe) let raw: OpaquePointer

  /// Loads OpenVINO and lets it compile a model.
  ///
  /// - Parameters:
  ///   - modelPath: the ONNX file.
  ///   - onnx: what stands for the file's bytes, such as the same network for larger tiles; nil for the file itself.
  ///   - card: the card that belongs to it.
  ///   - threads: how many cores to use, and as many tiles at the same time, one core each.
  ///   - precision: what to compute in.
  ///   - library: where OpenVINO may lie.
  ///   - cache: where networks are kept that were compiled before; nil for none.
  /// - Throws: `VisionRuntimeError` where OpenVINO is missing, where the file is no ONNX or has other inputs than its
  ///   card states, where OpenVINO cannot compile it, and where the processor does not offer the precision.
  public init(
    modelPath: String,
    onnx: Data? = nil,
    card: ModelCard,
    threads: Int,
    precision: InferencePrecision,
    library: OpenVINOLibrary,
    cache: CompiledNetworks? = CompiledNetworks()
  ) throws {
    try card.checkInput(path: modelPath, onnx: onnx)
    let smaller = Self.smallerNetwork(path: modelPath, onnx: onnx, card: card)
    func load(_ bytes: [UInt8]?) throws -> OpaquePointer {
      try unsafe Self.load(
        modelPath,
        bytes: bytes,
        threads: threads,
        streams: threads,
        precision: precision,
        library: library,
        cache: cache
      )
    }
    let given = onnx.map { [UInt8]($0) }
    let raw: OpaquePointer
    do {
      unsafe raw = try unsafe load(smaller?.bytes ?? given)
      enlargement = smaller?.factor ?? 1
      endsInSoftmax = smaller?.hasSoftmax ?? false
      outputNames = card.unfamiliarity.map { figure in
        smaller == nil
          ? (card.output.name, figure.output) : (NetworkEditor.outputName(0), NetworkEditor.outputName(1))
      }
    } catch VisionRuntimeError.notCompiled where smaller != nil {
      // Such as one whose weights lie in another file.
      unsafe raw = try unsafe load(given)
      enlargement = 1
      endsInSoftmax = false
      outputNames = card.unfamiliarity.map { (card.output.name, $0.output) }
    }
    unsafe self.raw = raw
    path = modelPath
    self.card = card
    let build = unsafe String(cString: rw_openvino_model_version(raw))
    engineVersion = build.split(separator: "-").first.map(String.init) ?? build
    self.precision = unsafe String(cString: rw_openvino_model_precision(raw))
    if precision != .auto, self.precision != precision.rawValue {
      throw VisionRuntimeError.precision(wanted: precision.rawValue, offered: self.precision)
    }
  }

  deinit { unsafe rw_openvino_model_free(raw) }

  /// The network without its last enlargement, where it has one and gives probabilities of several classes.
  private static func smallerNetwork(
    path: String,
    onnx: Data?,
    card: ModelCard
  ) -> (bytes: [UInt8], factor: Int, hasSoftmax: Bool)? {
    guard card.output.kind == .probabilities, card.channelCount > 1, card.marginInPixels == 0,
      let data = onnx ?? FileManager.default.contents(atPath: path),
      let scores = try? EnlargedScores(
        onnx: data,
        path: path,
        further: card.unfamiliarity.map { [$0.output] } ?? []
      ),
      card.input.widthInPixels.isMultiple(of: scores.factor), card.input.heightInPixels.isMultiple(of: scores.factor)
    else { return nil }
    return ([UInt8](scores.network), scores.factor, scores.hasSoftmax)
  }

  /// A model as a handle that its taker owns; `bytes` stand for the file where they are given.
  ///
  /// `streams` runs at the same time share the threads; one that `profiles` takes the time of each layer. In `cache` may be
  /// what was compiled before.
  static func load(
    _ path: String,
    bytes: [UInt8]? = nil,
    threads: Int,
    streams: Int,
    precision: InferencePrecision,
    profiles: Bool = false,
    library: OpenVINOLibrary,
    cache: CompiledNetworks? = nil
  ) throws -> OpaquePointer {
    var message = [CChar](repeating: 0, count: 4096)
    var missing: String?
    let folder = cache?.folder()
    let stored = folder.flatMap { folder in bytes.flatMap { CompiledNetworks.store($0, in: folder) } }
    if let folder { CompiledNetworks.check(folder) }
    for candidate in library.candidates {
      var raw: OpaquePointer?
      let hint = precision == .auto ? InferencePrecision.f32.rawValue : precision.rawValue
      let count = Int32(clamping: threads)
      let status = unsafe rw_openvino_model_load(
        candidate,
        path,
        bytes,
        bytes?.count ?? 0,
        hint,
        count,
        Int32(clamping: streams),
        profiles ? 1 : 0,
        folder?.path,
        stored?.path,
        &raw,
        &message,
        message.count
      )
      if status == RW_OK, let raw = unsafe raw {
        if let folder { CompiledNetworks.seal(folder) }
        return unsafe raw
      }
      let reason = OpenVINOText.reason(CMessage.text(message))
      guard status == RW_MISSING else { throw VisionRuntimeError.notCompiled(path: path, reason: reason) }
      // The last is a file that was found, if any was; the first is a bare name.
      missing = reason
    }
    throw VisionRuntimeError.noOpenVINO(reason: missing ?? "there is no place to look for it")
  }

  /// A new request as a handle that its taker owns.
  func makeRequest() throws -> OpaquePointer {
    var message = [CChar](repeating: 0, count: 4096)
    var request: OpaquePointer?
    let status = unsafe rw_openvino_request_make(raw, &request, &message, message.count)
    guard status == RW_OK, let request = unsafe request else {
      throw VisionRuntimeError.inference(path: path, reason: OpenVINOText.reason(CMessage.text(message)))
    }
    return unsafe request
  }
}
