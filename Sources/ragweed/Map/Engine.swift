import ArgumentParser
import Segmentation
import VisionRuntime

/// What runs a model: the segmenters, and what the summary says of them.
struct Engine {
  /// The engines that can be asked for.
  enum Choice: String, ExpressibleByArgument, CaseIterable {
    /// OpenVINO where it loads, OpenCV otherwise.
    case auto
    case opencv, openvino
  }

  /// The engine's name.
  let name: String
  /// Its version.
  let version: String
  /// What it computes in: `f32` or `bf16`.
  let precision: String
  /// How many cores it uses.
  let threads: Int
  /// Why this engine runs, where another was preferred.
  let notice: String?
  /// One for each thread, one tile each at a time.
  let segmenters: [any Segmenter]

  /// Loads a model into an engine.
  ///
  /// - Throws: `VisionRuntimeError` where the file is no ONNX or has other inputs than its card states, and where the
  ///   engine that was asked for is missing; `CommandError` where the engine has not the precision.
  init(_ choice: Choice, precision: InferencePrecision, model: LoadedModel, threads: Int) throws {
    switch choice {
    case .openvino:
      try self.init(openVINO: model, precision: precision, threads: threads)
    case .opencv:
      guard precision != .bf16 else {
        throw CommandError.notTogether("--engine opencv", "--precision bf16", why: "OpenCV computes in f32")
      }
      try self.init(openCV: model, threads: threads, notice: nil)
    case .auto:
      do {
        try self.init(openVINO: model, precision: precision, threads: threads)
      } catch let error as VisionRuntimeError where precision != .bf16 && error.isOfOpenVINO {
        try self.init(openCV: model, threads: threads, notice: Self.notice(of: error))
      }
    }
  }

  private init(openVINO model: LoadedModel, precision: InferencePrecision, threads: Int) throws {
    let compiled = try OpenVINOModel(
      modelPath: model.path,
      card: model.card,
      threads: threads,
      precision: precision,
      library: OpenVINOLibrary()
    )
    name = "OpenVINO"
    version = compiled.engineVersion
    self.precision = compiled.precision
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
      try OpenCVSegmenter(modelPath: model.path, card: model.card)
    }
  }

  /// A library that is simply not installed is nothing to tell.
  private static func notice(of error: VisionRuntimeError) -> String? {
    if case .noOpenVINO = error, !OpenVINOLibrary.isNamed { return nil }
    return "OpenCV runs the model. \(error)"
  }
}
