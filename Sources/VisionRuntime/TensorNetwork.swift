import CVision
public import Foundation

/// A network of any inputs and outputs, for measuring it and for running a part of one.
///
/// One run at a time; shapes are those of the file.
@safe public final class TensorNetwork {
  /// What runs it.
  public enum Engine: Sendable {
    /// OpenCV's dnn module.
    case openCV
    /// OpenVINO, from where it lies.
    case openVINO(OpenVINOLibrary)
  }

  @safe private enum Loaded {
    case openCV(OpaquePointer)
    case openVINO(model: OpaquePointer, request: OpaquePointer)
  }

  private let loaded: Loaded
  private let path: String
  private let outputs: [String]

  /// Loads a network.
  ///
  /// - Parameters:
  ///   - onnx: the bytes of an ONNX file, all weights included.
  ///   - name: what messages call it.
  ///   - outputs: the names of what comes out; for OpenCV those of the nodes that make it.
  ///   - engine: what runs it; numbers are of 32 bits.
  ///   - threads: cores that one run uses.
  ///   - profiles: whether the time of each layer is taken, which costs a little itself.
  /// - Throws: `VisionRuntimeError` where it is no ONNX or the engine cannot load it.
  public init(
    onnx: Data,
    name: String = "a made-up network",
    outputs: [String],
    engine: Engine,
    threads: Int = 1,
    profiles: Bool = false
  ) throws {
    path = name
    let bytes = [UInt8](onnx)
    self.outputs = outputs
    var message = [CChar](repeating: 0, count: 4096)
    switch engine {
    case .openCV:
      rw_set_thread_count(Int32(clamping: threads))
      var raw: OpaquePointer?
      guard unsafe rw_network_load(name, bytes, bytes.count, 0, &raw, &message, message.count) == RW_OK,
        let raw = unsafe raw
      else {
        throw VisionRuntimeError.notAnONNX(path: name, reason: CMessage.text(message))
      }
      loaded = unsafe .openCV(raw)
    case .openVINO(let library):
      let model = try unsafe OpenVINOModel.load(
        name,
        bytes: bytes,
        threads: threads,
        streams: 1,
        precision: .f32,
        profiles: profiles,
        library: library
      )
      var raw: OpaquePointer?
      let status = unsafe rw_openvino_request_make(model, &raw, &message, message.count)
      guard status == RW_OK, let request = unsafe raw else {
        unsafe rw_openvino_model_free(model)
        throw VisionRuntimeError.inference(path: name, reason: OpenVINOText.reason(CMessage.text(message)))
      }
      loaded = unsafe .openVINO(model: model, request: request)
    }
  }

  /// The engine and its version.
  public var engineName: String {
    switch loaded {
    case .openCV: return "OpenCV dnn \(OpenCVSegmenter.engineVersion)"
    case .openVINO(let model, _):
      let build = unsafe String(cString: rw_openvino_model_version(model))
      return "OpenVINO \(build.split(separator: "-").first.map(String.init) ?? build)"
    }
  }

  deinit {
    switch loaded {
    case .openCV(let network): unsafe rw_network_free(network)
    case .openVINO(let model, let request):
      unsafe rw_openvino_request_free(request)
      unsafe rw_openvino_model_free(model)
    }
  }

  /// Gives an input its numbers.
  ///
  /// - Parameters:
  ///   - name: the input.
  ///   - values: its numbers, the last dimension the fastest.
  ///   - shape: its dimensions, whose product is the number of values.
  /// - Throws: `VisionRuntimeError.inference` where the input takes others.
  public func set(_ name: String, _ values: [Float], shape: [Int]) throws {
    guard shape.reduce(1, *) == values.count else {
      throw VisionRuntimeError.inference(path: path, reason: "'\(name)' has other numbers than its shape")
    }
    try checked { message in
      switch loaded {
      case .openCV(let network):
        let sizes = shape.map { Int32(clamping: $0) }
        return unsafe rw_network_set(
          network,
          name,
          values,
          sizes,
          Int32(sizes.count),
          &message,
          message.count
        )
      case .openVINO(_, let request):
        return unsafe rw_openvino_request_set(request, name, values, values.count, &message, message.count)
      }
    }
  }

  /// Runs the network on the inputs that were set.
  ///
  /// - Throws: `VisionRuntimeError.inference` where the engine fails.
  public func infer() throws {
    try checked { message in
      switch loaded {
      case .openCV(let network):
        return unsafe Self.withNames(outputs) { names in
          unsafe rw_network_infer(network, names, Int32(outputs.count), &message, message.count)
        }
      case .openVINO(_, let request):
        return unsafe rw_openvino_request_infer(request, &message, message.count)
      }
    }
  }

  /// The numbers of an output of the last run.
  ///
  /// - Parameters:
  ///   - name: one of the outputs that the network was loaded with.
  ///   - count: how many numbers it has.
  /// - Returns: its numbers, the last dimension the fastest.
  /// - Throws: `VisionRuntimeError.inference` where there is no such output of so many numbers.
  public func output(_ name: String, count: Int) throws -> [Float] {
    guard let index = outputs.firstIndex(of: name) else {
      throw VisionRuntimeError.inference(path: path, reason: "it has no output '\(name)'")
    }
    var values = [Float](repeating: 0, count: count)
    try checked { message in
      switch loaded {
      case .openCV(let network):
        return unsafe rw_network_get(network, Int32(index), &values, count, &message, message.count)
      case .openVINO(_, let request):
        return unsafe rw_openvino_request_get(request, name, &values, count, &message, message.count)
      }
    }
    return values
  }

  /// How long each layer took, the mean over all runs since the network was loaded.
  ///
  /// - Returns: the layers in the engine's order; 0 for one that is computed with another.
  /// - Throws: `VisionRuntimeError.inference` where the engine has not taken the times.
  public func layerTimes() throws -> [ProfiledLayer] {
    var raw: OpaquePointer?
    try checked { message in
      switch loaded {
      case .openCV(let network): return unsafe rw_network_layer_times(network, &raw, &message, message.count)
      case .openVINO(_, let request):
        return unsafe rw_openvino_request_layer_times(request, &raw, &message, message.count)
      }
    }
    guard let times = unsafe raw else { return [] }
    defer { unsafe rw_layer_times_free(times) }
    return unsafe (0..<rw_layer_times_count(times)).map { index in
      ProfiledLayer(
        name: unsafe String(cString: rw_layer_times_name(times, index)),
        milliseconds: unsafe rw_layer_times_milliseconds(times, index)
      )
    }
  }

  private func checked(_ call: (inout [CChar]) -> rw_status) throws {
    var message = [CChar](repeating: 0, count: 4096)
    guard call(&message) == RW_OK else {
      throw VisionRuntimeError.inference(path: path, reason: OpenVINOText.reason(CMessage.text(message)))
    }
  }

  /// Calls with C strings that live as long as the call.
  private static func withNames<Result>(
    _ names: [String],
    _ body: (UnsafePointer<UnsafePointer<CChar>>) -> Result
  ) -> Result {
    let texts = names.map { Array($0.utf8CString) }
    let flat = texts.flatMap(\.self)
    return unsafe flat.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("a network has an output") }
      var pointers: [UnsafePointer<CChar>] = unsafe []
      var place = 0
      for text in texts {
        unsafe pointers.append(base + place)
        place += text.count
      }
      return unsafe pointers.withUnsafeBufferPointer { list in
        guard let first = list.baseAddress else { preconditionFailure("a network has an output") }
        return unsafe body(first)
      }
    }
  }
}
