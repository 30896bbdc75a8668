import FieldGeometry
import Quantities

/// The heights of the ground on a plan's plane, in metres.
struct GroundSampler {
  private let source: any ElevationSource
  private let frame: LocalFrame

  init(_ source: any ElevationSource, frame: LocalFrame) {
    self.source = source
    self.frame = frame
  }

  /// What messages call the source.
  var name: String { source.name }

  /// The distance between samples: the source's own, but no closer than half a metre and no further than 30 m.
  var step: Double { min(30, max(0.5, source.resolution.meters)) }

  /// The heights at some places.
  ///
  /// - Throws: `FlightPlanningError.terrainMissing` where the source has none.
  func heights(at places: [Vector]) throws -> [Double] {
    let coordinates = try places.map { try frame.coordinate(of: LocalPoint($0)) }
    return try zip(source.elevations(at: coordinates), coordinates).map { elevation, place in
      guard case .height(let height) = elevation else {
        throw FlightPlanningError.terrainMissing(
          file: source.name,
          latitude: place.latitude,
          longitude: place.longitude,
          isOutside: elevation == .outside
        )
      }
      return height.meters
    }
  }

  /// Refuses a source that lacks a part of the field, and says how much of it and where.
  func checkCovers(_ field: [FieldBoundary]) throws {
    var places: [Vector] = []
    for boundary in field {
      for edge in boundary.outer.edges {
        let count = min(100, max(1, Int(bounded: (edge.start.distance(to: edge.end).meters / step).rounded(.up))))
        places += (0..<count).map { Vector(edge.start.interpolated(to: edge.end, by: Double($0) / Double(count))) }
      }
      places += Self.grid(in: boundary)
    }
    let coordinates = try places.map { try frame.coordinate(of: LocalPoint($0)) }
    let elevations = try source.elevations(at: coordinates)
    for isOutside in [true, false] {
      let missing = elevations.indices.filter { elevations[$0] == (isOutside ? .outside : .noData) }
      guard let first = missing.first else { continue }
      if isOutside, missing.count == places.count, let swapped = coordinates[first].swapped,
        try source.elevations(at: [swapped]).first != .outside
      {
        throw FlightPlanningError.looksSwapped(other: "the terrain '\(source.name)'")
      }
      throw FlightPlanningError.terrainIncomplete(
        file: source.name,
        percent: 100 * Double(missing.count) / Double(places.count),
        latitude: coordinates[first].latitude,
        longitude: coordinates[first].longitude,
        isOutside: isOutside
      )
    }
  }

  /// Places inside a field, some forty in each direction.
  private static func grid(in boundary: FieldBoundary) -> [Vector] {
    let corners = boundary.outer.vertices.map(Vector.init)
    guard let west = corners.map(\.x).min(), let east = corners.map(\.x).max(),
      let south = corners.map(\.y).min(), let north = corners.map(\.y).max()
    else { return [] }
    let count = 40
    var places: [Vector] = []
    for row in 0..<count {
      for column in 0..<count {
        let east = west + (east - west) * (Double(column) + 0.5) / Double(count)
        let north = south + (north - south) * (Double(row) + 0.5) / Double(count)
        places.append(Vector(x: east, y: north))
      }
    }
    return places.filter(boundary.contains)
  }
}
