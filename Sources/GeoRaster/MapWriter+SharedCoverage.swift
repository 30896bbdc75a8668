import CGDAL
public import Quantities

extension MapWriter {
  /// Ground that two inputs show.
  public struct SharedCoverage: Sendable, Hashable {
    /// One input.
    public let first: String
    /// The other.
    public let second: String
    /// How much of the ground both show.
    public let area: Area
  }

  /// Less than this is the rounding of edges that meet.
  private static let leastShared = Area.squareMeters(0.05)

  /// Ground that inputs show more than once, by what was put on the map of each.
  ///
  /// - Parameter sources: the inputs that are compared.
  /// - Returns: the pairs that share ground, in the order of the inputs.
  /// - Throws: `GeoRasterError` where the outlines cannot be read.
  public func sharedCoverage(of sources: [String]) throws -> [SharedCoverage] {
    var shapes: [String: [[UInt8]]] = [:]
    unsafe coverage.forEach { feature in
      let index = unsafe OGR_F_GetFieldIndex(feature, "source")
      let source = unsafe String(cString: OGR_F_GetFieldAsString(feature, index))
      if let bytes = unsafe VectorLayer.shape(of: feature) { shapes[source, default: []].append(bytes) }
    }
    let system = try CoordinateTransformation.wkt(of: system.definition, path: "map.gpkg")
    let wanted = sources.filter { shapes[$0] != nil }
    guard wanted.count > 1, let first = shapes[wanted[0]]?.first else { return [] }
    let plane = try GroundPlane(aroundShape: first, in: system, path: "map.gpkg")
    let grounds = try wanted.map { source in
      try Ground.joined((shapes[source] ?? []).map { try plane.ground(of: $0, in: system, path: source).ground })
    }
    let boxes = grounds.map(\.bounds)
    var shared: [SharedCoverage] = []
    for one in wanted.indices {
      for other in wanted.indices.dropFirst(one + 1) {
        guard let box = boxes[one], let second = boxes[other], box.isNear(second) else { continue }
        let area = try grounds[one].intersection(grounds[other]).area
        if area > Self.leastShared {
          shared.append(SharedCoverage(first: wanted[one], second: wanted[other], area: area))
        }
      }
    }
    return shared
  }
}
