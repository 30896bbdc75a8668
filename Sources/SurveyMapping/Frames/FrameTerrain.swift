import FieldGeometry
import FlightPlanning
import GeoRaster
import InfestationMapping
import Quantities

/// The heights of frames over an elevation model.
struct FrameTerrain {
  private let model: ElevationRaster
  /// The height of the take-off in the model.
  private let takeoff: Length?

  /// Takes an elevation model.
  ///
  /// - Parameters:
  ///   - model: the elevation model.
  ///   - takeoff: where the drone took off, or what is taken for it.
  /// - Throws: `GeoRasterError` where the model cannot be read.
  init(model: ElevationRaster, takeoff: GeoCoordinate?) throws {
    self.model = model
    self.takeoff = try takeoff.flatMap { try Self.height(in: model, at: $0) }
  }

  private static func height(in model: ElevationRaster, at place: GeoCoordinate) throws -> Length? {
    guard case .height(let height)? = try model.elevations(at: [place]).first else { return nil }
    return height
  }

  /// The height of a frame's camera in the model.
  ///
  /// - Throws: `InfestationMappingError.noTerrain` where the model has no height under it or at the take-off.
  func cameraHeight(of frame: InspectedFrame, placement: FramePlacement) throws -> Length {
    if let altitude = frame.altitudeAboveSea { return altitude }
    if placement.heightBasis == .stated {
      return try ground(under: placement) + placement.pose.heightAboveGround
    }
    guard let takeoff else { throw InfestationMappingError.noTerrain(name: model.name) }
    return takeoff + placement.pose.heightAboveGround
  }

  /// The ground under a frame's camera.
  ///
  /// - Throws: `InfestationMappingError.noTerrain` where the model has no height there.
  func ground(under placement: FramePlacement) throws -> Length {
    guard let height = try Self.height(in: model, at: placement.pose.position) else {
      throw InfestationMappingError.noTerrain(name: model.name)
    }
    return height
  }

  /// The heights of places in metres; not a number where the model has none.
  func heights(at places: [GeoCoordinate]) throws -> [Double] {
    try model.elevations(at: places).map {
      if case .height(let height) = $0 { height.meters } else { .nan }
    }
  }

  /// The lowest ground that a frame may show.
  func lowestGround(around placement: FramePlacement) throws -> Length {
    let plane = LocalFrame(origin: placement.pose.position)
    let outline = placement.outline(atHeight: placement.pose.heightAboveGround)
    // The same outline drawn closer and wider, since over falling ground the frame reaches further.
    let places = try [0, 0.5, 1, 1.25].flatMap { part in
      try outline.map { try plane.coordinate(of: LocalPoint(east: $0.east * part, north: $0.north * part)) }
    }
    let lowest = try heights(at: places).filter(\.isFinite).min()
    return .meters(try lowest ?? ground(under: placement).meters)
  }
}
