import Foundation
import OnnxMessages
import SwiftProtobuf

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

  /// Places, of which some programs write the largest number there is for "to the end"; nil where they are not set.
  func places(_ name: String) -> [Int]? {
    guard let values = attributes[name]?.ints, !values.isEmpty else { return nil }
    return values.map { min(max($0.clamped, -(1 << 40)), 1 << 40) }
  }

  /// A small tensor; nil where it is not set.
  func tensor(_ name: String) -> Constant? {
    attributes[name].flatMap { $0.hasT ? Constant($0.t) : nil }
  }

  /// A graph; nil where it is not set or broken.
  func graph(_ name: String) -> OnnxGraph? {
    attributes[name].flatMap {
      let branch = try? OnnxBranch(serializedBytes: $0.unknownFields.data)
      return branch?.hasG == true ? branch?.g : nil
    }
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
