import Imagery
import Segmentation
import VisionRuntime

/// What runs a model: the segmenters, and what the summary says of them.
public struct Engine: Sendable {
  /// The engines that can be asked for.
  public enum Choice: String, Sendable, CaseIterable {
    /// OpenVINO where it loads, OpenCV otherwise.
    case auto
    /// OpenCV's dnn module.
    case opencv
    /// OpenVINO.
    case openvino
  }

  /// Where an engine computes.
  public enum Device: String, Sendable, CaseIterable {
    /// The processor.
    case cpu
    /// A card of NVIDIA's, with an OpenCV that was built for it.
    case cuda
  }

  /// The engine's name.
  let name: String
  /// Its version.
  let version: String
  /// What it computes in: `f32`, `bf16` or `int8`.
  let precision: String
  /// How many cores it uses.
  let threads: Int
  /// Why this engine runs, where another was preferred.
  let notice: String?
  /// From how many sides it looks at each tile.
  private(set) var views = TileViews.one
  /// From which probability on a pixel is not background.
  private(set) var threshold = 0.5
  /// One for each thread, one tile each at a time.
  private(set) var segmenters: [any Segmenter]

  /// Loads a model into an engine.
  ///
  /// - Throws: `VisionRuntimeError` where the file is no ONNX or has other inputs than its card states, and where the
  ///   engine that was asked for is missing; `ModelError` where the engine has not the precision.
  init(
    _ choice: Choice,
    precision: InferencePrecision,
    device: Device,
    views: TileViews,
    threshold: Double,
    model: LoadedModel,
    threads: Int
  ) throws {
    try self.init(choice, precision: precision, device: device, model: model, threads: threads)
    if views != .one {
      self.views = views
      segmenters = segmenters.map { ManySidedSegmenter($0, views: views) }
    }
    if threshold != 0.5 {
      self.threshold = threshold
      segmenters = try segmenters.map { try WeighedSegmenter($0, threshold: threshold) }
    }
  }

  private init(
    _ choice: Choice,
    precision: InferencePrecision,
    device: Device,
    model: LoadedModel,
    threads: Int
  ) throws {
    if device == .cuda {
      try self.init(onCUDA: model, choice: choice, precision: precision)
      return
    }
    switch choice {
    case .openvino:
      try self.init(openVINO: model, precision: precision, threads: threads)
    case .opencv:
      try Self.checkOpenCV(model, precision: precision)
      try self.init(openCV: model, threads: threads, notice: nil)
    case .auto:
      do {
        try self.init(openVINO: model, precision: precision, threads: threads)
      } catch let error as VisionRuntimeError
        where precision != .bf16 && !model.contract.isQuantised && error.isOfOpenVINO
      {
        try self.init(openCV: model, threads: threads, notice: Self.notice(of: error))
      }
    }
  }

  /// OpenCV computes in f32, and its reader stops at the parts of a quantised model.
  private static func checkOpenCV(_ model: LoadedModel, precision: InferencePrecision) throws {
    guard precision != .bf16, precision != .int8 else {
      throw ModelError.precisionOfOpenCV(precision: precision.rawValue)
    }
    guard !model.contract.isQuantised else {
      throw ModelError.quantised(path: model.path)
    }
  }

  private init(onCUDA model: LoadedModel, choice: Choice, precision: InferencePrecision) throws {
    guard choice != .openvino else { throw ModelError.openVINOOnCUDA }
    try Self.checkOpenCV(model, precision: precision)
    guard OpenCVSegmenter.hasCUDA else {
      throw ModelError.noDevice(
        name: "cuda",
        reason: "OpenCV \(OpenCVSegmenter.engineVersion) was built without it, or there is no such device"
      )
    }
    name = "OpenCV dnn on CUDA"
    version = OpenCVSegmenter.engineVersion
    self.precision = InferencePrecision.f32.rawValue
    threads = 1
    notice = nil
    segmenters = [
      try OpenCVSegmenter(modelPath: model.path, onnx: model.contract.network, card: model.card, onCUDA: true)
    ]
  }

  private init(openVINO model: LoadedModel, precision: InferencePrecision, threads: Int) throws {
    if model.contract.isQuantised, precision != .auto, precision != .int8 {
      throw ModelError.onlyQuantised(path: model.path, precision: precision.rawValue)
    }
    let chosen = precision.resolved(
      agreement: model.card.precisionAgreement?[InferencePrecision.bf16.rawValue],
      hasBrainFloats: Processor.hasBrainFloats
    )
    let compiled = try OpenVINOModel(
      modelPath: model.path,
      onnx: model.contract.network,
      card: model.card,
      threads: threads,
      // The layers of a quantised model say themselves that they compute in 8 bits; the others do in 32.
      precision: model.contract.isQuantised ? .f32 : chosen,
      library: OpenVINOLibrary()
    )
    name = "OpenVINO"
    version = compiled.engineVersion
    self.precision = model.contract.isQuantised ? InferencePrecision.int8.rawValue : compiled.precision
    self.threads = threads
    notice = nil
    segmenters = try (0..<threads).map { _ in try OpenVINOSegmenter(model: compiled) }
  }

  private init(openCV model: LoadedModel, threads: Int, notice: String?) throws {
    name = "OpenCV dnn"
    version = OpenCVSegmenter.engineVersion
    precision = InferencePrecision.f32.rawValue
    self.threads = threads
    self.notice = notice
    segmenters = try (0..<threads).map { _ in
      try OpenCVSegmenter(modelPath: model.path, onnx: model.contract.network, card: model.card)
    }
  }

  /// A library that is simply not installed is nothing to tell.
  private static func notice(of error: VisionRuntimeError) -> String? {
    if case .noOpenVINO = error, !OpenVINOLibrary.isNamed { return nil }
    return "OpenCV runs the model. \(error)"
  }
}
