import EdgeDeployment
import EdgeMeasurement
import FlightPlanning
import Foundation
import TestSupport

/// Boards, drones and networks whose figures can be computed in the head.
enum ExampleBoards {
  /// A board that computes 10^9 operations and moves 10^9 bytes in a second, and draws 10 W.
  static func board(_ id: String, power: Double? = 10) throws -> PlatformModel {
    let stated = power.map { "\"power_maximum_w\": \($0), \"cost_eur\": 100," } ?? ""
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(PlatformModel.self, from: Data(json(id, stated).utf8))
  }

  private static func json(_ id: String, _ stated: String) -> String {
    """
    {"id": "\(id)", "name": "Board \(id)", "activation_bits": 8, "weight_bits": 8, \(stated) "is_roofline_only": true,
     "rooflines": [{"type": "*", "roofline": {"operations_per_second": 1e9, "bytes_per_second": 1e9, "parallelism": []}}],
     "sources": {"rooflines": "made up"}}
    """
  }

  /// The file of one board.
  static func file(_ id: String) -> String { json(id, "\"power_maximum_w\": 10,") }

  /// An image of 32 x 32 px, then a convolution that leaves 16 x 16 x 4 values and an activation.
  static let graph = """
    {"name": "net", "layers": [{"name": "i", "type": "DataInput", "output_shape": [32, 32, 3]},
    {"name": "c", "type": "Conv", "parents": ["i"], "kernel": [3, 3], "stride": 2, "filters": 4},
    {"name": "r", "type": "Relu", "parents": ["c"]}]}
    """

  /// No drone is known.
  static let noDrones: @Sendable () throws -> Catalog = { try Catalog(shipped: []) }
}
