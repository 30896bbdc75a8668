public import Quantities

/// The cameras and drones that are known.
public struct Catalog: Sendable {
  /// The cameras, in the order of their files.
  public let cameras: [Camera]

  /// The drones, in the order of their files.
  public let drones: [Drone]

  /// The ids of the drones that the user's own file added or replaced.
  public let userDroneIDs: Set<String>

  /// Makes a catalogue from the shipped files and the user's own, whose entries replace shipped ones of the same id.
  ///
  /// - Throws: `FlightPlanningError` where an id is given twice in the shipped files or in the user's, a figure is not
  ///   above zero, or a drone's camera is not known.
  public init(shipped: [CatalogRecord], user: [CatalogRecord] = []) throws {
    var cameraRecords = shipped.flatMap { $0.cameras ?? [] }
    var droneRecords = shipped.flatMap { $0.drones ?? [] }
    let ownCameras = user.flatMap { $0.cameras ?? [] }
    let ownDrones = user.flatMap { $0.drones ?? [] }
    for ids in [cameraRecords.map(\.id), droneRecords.map(\.id), ownCameras.map(\.id), ownDrones.map(\.id)] {
      var seen: Set<String> = []
      for id in ids where !seen.insert(id).inserted { throw FlightPlanningError.repeatedEntry(id: id) }
    }
    cameraRecords.removeAll { shipped in ownCameras.contains { $0.id == shipped.id } }
    droneRecords.removeAll { shipped in ownDrones.contains { $0.id == shipped.id } }
    let cameras = try (cameraRecords + ownCameras).map(Camera.init)
    self.cameras = cameras
    drones = try (droneRecords + ownDrones).map { record in
      guard let camera = cameras.first(where: { $0.id == record.camera }) else {
        throw FlightPlanningError.unknownCamera(id: record.camera, drone: record.id)
      }
      return try Drone(record, camera: camera)
    }
    userDroneIDs = Set(ownDrones.map(\.id))
  }

  /// The drone of an id, or of another name that only one has: what people call it, or the model that its pictures name in
  /// their EXIF data.
  ///
  /// - Throws: `FlightPlanningError.unknownDrone`, with the id that comes nearest, `severalDrones` where a name could be
  ///   more than one.
  public func drone(id: String) throws -> Drone {
    if let drone = drones.first(where: { $0.id == id }) { return drone }
    let wanted = Self.plain(id)
    let meant = drones.filter { drone in
      ([drone.id, drone.name] + drone.shortNames + drone.camera.exifModels).contains { Self.plain($0) == wanted }
    }
    if let drone = meant.first, meant.count == 1 { return drone }
    guard meant.isEmpty || wanted.isEmpty else {
      throw FlightPlanningError.severalDrones(name: id, ids: meant.map(\.id))
    }
    throw FlightPlanningError.unknownDrone(id: id, suggestion: NearestName.of(id, among: drones.map(\.id)))
  }

  /// A name without its maker and without what people leave out.
  private static func plain(_ name: String) -> String {
    let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
    return letters.hasPrefix("dji") ? String(letters.dropFirst(3)) : letters
  }

  /// The cameras whose pictures name a model in their EXIF data, such as `FC6310`; upper and lower case are the same.
  ///
  /// More than one where the camera takes several lenses.
  public func cameras(exifModel: String) -> [Camera] {
    let wanted = exifModel.lowercased()
    return cameras.filter { $0.exifModels.contains { $0.lowercased() == wanted } }
  }

  /// The camera whose pictures name a model and a focal length in their EXIF data; nil where none is known.
  ///
  /// - Parameters:
  ///   - exifModel: the model, such as `ZenmuseP1`; upper and lower case are the same.
  ///   - focalLength: the focal length that the picture names; it chooses among the lenses of one camera.
  /// - Returns: the camera with the nearest focal length; nil where no camera has the model.
  public func camera(exifModel: String, focalLength: Length? = nil) -> Camera? {
    let candidates = cameras(exifModel: exifModel)
    guard let focalLength else { return candidates.first }
    return candidates.min {
      ($0.focalLength - focalLength).magnitude < ($1.focalLength - focalLength).magnitude
    }
  }
}
