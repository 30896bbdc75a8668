public import Documents
import FieldGeometry
public import FlightPlanning
import Quantities

/// A path on a plane as a JSON document, from which anybody can compute its figures anew.
public enum PlanePathDocument {
  /// The document.
  ///
  /// - Parameters:
  ///   - path: the path.
  ///   - task: what it was made for.
  ///   - name: what the map is called.
  /// - Returns: figures with the unit in each key, and the corners in metres.
  public static func json(of path: CoveragePath, for task: CoverageTask, name: String) -> JSONValue {
    .members([
      "schema": .string(DocumentSchema.cover.rawValue),
      "name": .string(name),
      "area_m2": .fixed(task.field.area.squareMeters, decimals: 2),
      "swath_m": .number(task.swath.meters),
      "maximum_speed_m_per_s": .number(task.maximumSpeed.metersPerSecond),
      "acceleration_m_per_s2": .number(task.acceleration.metersPerSecondSquared),
      "strategy": .string(path.strategy),
      "cost_s": .fixed(path.cost.inSeconds, decimals: 2),
      "path_length_m": .fixed(path.length.meters, decimals: 2),
      "coverage_percent": .fixed(path.coverage * 100, decimals: 3),
      "outside_m": .fixed(path.lengthOutside.meters, decimals: 3),
      "path_m": .array(
        path.corners.map {
          .array([.fixed($0.east.meters, decimals: 4), .fixed($0.north.meters, decimals: 4)])
        }
      ),
    ])
  }
}
