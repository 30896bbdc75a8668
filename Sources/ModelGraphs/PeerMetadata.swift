import Foundation

/// What the QGIS plug-in Deepness and GeoDeep write into an ONNX file about its use.
///
/// Values are JSON, as Deepness documents them; dictionaries with Python's quotes and numbers as keys are in use too.
public struct PeerMetadata: Sendable, Hashable {
  /// What the model does, such as `Segmentor`.
  public let modelType: String?
  /// The names of the output's channels.
  public let classNames: [String]?
  /// The ground sampling distance that the model was made for, in cm/px.
  public let centimetersPerPixel: Double?
  /// The side of a tile in pixels.
  public let tileInPixels: Int?
  /// What is taken from each channel of 0...255 (red, green, blue).
  public let mean: [Float]?
  /// What the difference is divided by (red, green, blue).
  public let std: [Float]?
  /// The probability from which on Deepness takes a class.
  public let threshold: Double?

  /// Reads metadata.
  ///
  /// - Parameters:
  ///   - metadata: the keys and values in the file.
  ///   - path: the file, for messages.
  /// - Throws: `ModelGraphError.metadata` where a value is not of the form that its key has.
  public init(_ metadata: [String: String], path: String) throws {
    func value<Result>(_ keys: [String], _ form: String, _ read: (Any) -> Result?) throws -> Result? {
      for key in keys {
        guard let text = metadata[key] else { continue }
        guard let result = read(Self.parsed(text)) else {
          throw ModelGraphError.metadata(path: path, key: key, value: text, form: form)
        }
        return result
      }
      return nil
    }
    modelType = try value(["model_type"], "a name") { $0 as? String }
    classNames = try value(["class_names", "names"], "the names of the classes 0, 1, ...", Self.names)
    centimetersPerPixel = try value(["resolution"], "a number of cm/px above 0") { value in
      Self.number(value).flatMap { $0 > 0 && $0 < 100_000 ? $0 : nil }
    }
    tileInPixels = try value(["tiles_size", "tile_size"], "a number of pixels") { value in
      Self.number(value).flatMap { (1...65_536).contains($0) ? Int(exactly: $0.rounded(.down)) : nil }
    }
    threshold = try value(["seg_thresh"], "a number") { Self.number($0) }
    let form = "three numbers, or one for all channels"
    var mean = try value(["standardization_mean", "mean"], form, Self.channels)
    var std = try value(["standardization_std", "std"], form) { value in
      Self.channels(value).flatMap { $0.allSatisfy { $0 > 0 } ? $0 : nil }
    }
    // Deepness counts on pixels from 0 to 1, others on 0...255: there a deviation of 1 or less makes no sense.
    if mean != nil || std != nil, (std ?? [1]).allSatisfy({ $0 <= 1 }), (mean ?? [0]).allSatisfy({ abs($0) <= 1 }) {
      mean = (mean ?? [0, 0, 0]).map { $0 * 255 }
      std = (std ?? [1, 1, 1]).map { $0 * 255 }
    }
    self.mean = mean
    self.std = std
  }

  private static func parsed(_ text: String) -> Any {
    let pythons = text.replacing("'", with: "\"").replacing(#/([{,]\s*)(\d+)\s*:/#) { "\($0.1)\"\($0.2)\":" }
    for candidate in [text, pythons] {
      if let value = try? JSONSerialization.jsonObject(with: Data(candidate.utf8), options: .fragmentsAllowed) {
        return value
      }
    }
    return text
  }

  /// Names as a dictionary by number, as a list of one such dictionary for the only output, or as a list.
  private static func names(_ value: Any) -> [String]? {
    if let list = value as? [Any], list.count == 1, let first = list[0] as? [String: Any] { return names(first) }
    if let list = value as? [String] { return list.isEmpty ? nil : list }
    guard let byNumber = value as? [String: Any], !byNumber.isEmpty else { return nil }
    let names = (0..<byNumber.count).compactMap { byNumber[String($0)] as? String }
    return names.count == byNumber.count ? names : nil
  }

  private static func number(_ value: Any) -> Double? {
    let number = (value as? NSNumber)?.doubleValue ?? (value as? String).flatMap(Double.init)
    return number.flatMap { $0.isFinite ? $0 : nil }
  }

  private static func channels(_ value: Any) -> [Float]? {
    if let one = number(value) { return [Float](repeating: Float(one), count: 3) }
    guard let list = value as? [Any] else { return nil }
    let numbers = list.compactMap { number($0).map(Float.init) }
    guard numbers.count == list.count, [1, 3].contains(numbers.count) else { return nil }
    return numbers.count == 3 ? numbers : [Float](repeating: numbers[0], count: 3)
  }
}
