import Foundation
import OnnxMessages

/// The settings of an operation, by name.
struct NodeAttributes {
  private let attributes: [String: OnnxAttribute]

  init(_ node: OnnxNode) {
    attributes = Dictionary(node.attribute.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// A whole number; nil where it is not set, or beyond a thousand million, which no setting is.
  func integer(_ name: String) -> Int? {
    attributes[name].flatMap { abs($0.i.clamped) <= 1_000_000_000 ? $0.i.clamped : nil }
  }

  /// Whole numbers; nil where they are not set, or below zero or beyond a million, which no setting is.
  func integers(_ name: String) -> [Int]? {
    guard let values = attributes[name]?.ints, !values.isEmpty, values.allSatisfy({ abs($0.clamped) <= 1_000_000 })
    else { return nil }
    return values.map(\.clamped)
  }

  /// A number; nil where it is not set.
  func number(_ name: String) -> Float? { attributes[name]?.f }

  /// Numbers; nil where they are not set.
  func numbers(_ name: String) -> [Double]? {
    guard let values = attributes[name]?.floats, !values.isEmpty else { return nil }
    return values.map(Double.init)
  }

  /// A text; nil where it is not set.
  func text(_ name: String) -> String? { attributes[name].map { String(decoding: $0.s, as: UTF8.self) } }
}

extension Int64 {
  fileprivate var clamped: Int { Int(clamping: self) == .min ? .max : Int(clamping: self) }
}
