import Foundation
import GeoRaster
import TestSupport
import Testing

@testable import MissionFormats

/// Our wayline missions beside those of DJI's own program: names, nesting and order of their elements.
@Suite struct WaylineStructureTests {
  /// The drones of the format with their numbers: aircraft, variant, camera.
  static let drones: [(id: String, numbers: [String])] = [
    ("matrice-300-p1-50mm", ["60", "0", "50"]), ("matrice-350-p1-35mm", ["89", "0", "50"]),
    ("mavic-3-enterprise", ["77", "0", "66"]), ("matrice-30", ["67", "0", "52"]),
    ("matrice-4-enterprise", ["99", "0", "88"]),
  ]

  static let documents = ["wpmz/template.kml", "wpmz/waylines.wpml"]

  @Test(arguments: drones.map(\.id))
  func droneAndCameraAreNamedInBothDocuments(id: String) throws {
    let folder = try TemporaryFolder()
    let numbers = try #require(Self.drones.first { $0.id == id }?.numbers)
    for document in try Self.documents(for: id, in: folder) {
      let found = ["droneEnumValue", "droneSubEnumValue", "payloadEnumValue"].map { document.all($0).first?.trimmed }
      #expect(found == numbers.map(Optional.some))
    }
  }

  /// The two documents of the first sortie.
  static func documents(for drone: String, in folder: TemporaryFolder) throws -> [MarkupElement] {
    let out = folder.path(drone)
    let run = try Program(
      arguments: [
        "plan", "Missions/hilly/field.geojson", "--mission", "Missions/hilly/mission.yaml", "--drone", drone,
        "--formats",
        "wpml", "--output", out,
      ]
    )
    try #require(run.status == 0, "\(run.messages)")
    let names = try FileManager.default.contentsOfDirectory(atPath: out).filter { $0.hasSuffix(".kmz") }
    let archive = try ArchiveReader(path: out + "/" + (try #require(names.min())))
    #expect(archive.names.sorted() == documents)
    return try documents.map { try MarkupElement.read(archive.bytes(of: $0)) }
  }

  /// The distance stated is the sum of haversines, the time that of the plan's own legs between the first and the last line.
  @Test(arguments: drones.map(\.id))
  func distanceAndTimeAreThoseOfTheWaypoints(id: String) throws {
    let folder = try TemporaryFolder()
    let waylines = try Self.documents(for: id, in: folder)[1]
    let folders = waylines.all("Folder")
    let mission = try #require(folders.first)
    #expect(folders.count == 1)
    let places = mission.all("coordinates").map { element in
      element.trimmed.split(separator: ",").compactMap { Double($0) }.map { $0 * .pi / 180 }
    }
    // Written out here, so that it is not the writer's own sum.
    let length = zip(places, places.dropFirst()).reduce(0.0) { sum, leg in
      let (from, to) = leg
      let half = pow(sin((to[1] - from[1]) / 2), 2) + cos(from[1]) * cos(to[1]) * pow(sin((to[0] - from[0]) / 2), 2)
      return sum + 2 * 6_371_000 * asin(half.squareRoot())
    }
    #expect(abs(try #require(mission.number("distance")) - length) < 1e-3)
    let duration = try #require(mission.number("duration"))
    #expect(duration > length / (try #require(mission.all("waypointSpeed").compactMap(\.value).max())))
  }

  /// What DJI's files of the same kind have and ours leave out, as the format allows: times, limits of areas that we do not
  /// set, and lists of actions that other missions have.
  static let optional: Set<String> = [
    "createTime", "updateTime", "takeOffRefPointAGLHeight", "waylineAvoidLimitAreaMode", "autoRerouteInfo",
    "globalUseStraightLine", "actionGroup", "startActionGroup",
  ]

  /// What ours have and these two files do not, with the pages of DJI's documentation that name them.
  static let documented: Set<String> = [
    // Common element: the distance trigger's metres; takePhoto's own lens.
    "actionTriggerParam", "payloadLensIndex", "gimbalHeadingYawBase", "gimbalRotateMode", "gimbalPitchRotateEnable",
    "gimbalRollRotateEnable", "gimbalYawRotateEnable", "gimbalRotateTimeEnable", "gimbalRotateTime", "imageFormat",
  ]

  @Test(
    .enabled(if: SharedFiles.exists("samples/missions/waypoint.kmz"), "../shared is absent"),
    arguments: drones.map(\.id)
  )
  func theStructureIsThatOfDJIsOwnFiles(id: String) throws {
    let folder = try TemporaryFolder()
    let real = try ["waypoint.kmz", "mapping3d.kmz"].map {
      try ArchiveReader(path: SharedFiles.path("samples/missions/\($0)"))
    }
    for (name, ours) in zip(Self.documents, try Self.documents(for: id, in: folder)) {
      let theirs = try real.map { try MarkupElement.read($0.bytes(of: name)) }
      for path in [
        ["Document"], ["Document", "missionConfig"], ["Document", "Folder"], ["Document", "Folder", "Placemark"],
      ] {
        let one = try #require(Self.element(path, in: ours))
        // The first of them is of our kind, a waypoint mission.
        let other = try #require(Self.element(path, in: theirs[0]))
        let (made, wanted) = (one.children.map(\.name), other.children.map(\.name))
        let missing = Set(wanted).subtracting(made).subtracting(Self.optional)
        #expect(missing.isEmpty, "\(name) \(path.last ?? ""): \(missing)")
        let common = Set(made).intersection(wanted)
        #expect(Self.order(made, common) == Self.order(wanted, common), "\(name) \(path.last ?? "")")
      }
      let known = Set(theirs.flatMap(Self.names)).union(Self.documented)
      #expect(Self.names(of: ours).subtracting(known).isEmpty, "\(name): \(Self.names(of: ours).subtracting(known))")
      // Small elements have just the children that DJI's have.
      for kind in [
        "droneInfo", "payloadInfo", "waylineCoordinateSysParam", "waypointHeadingParam", "waypointTurnParam",
      ] {
        guard let one = ours.all(kind).first, let other = theirs[0].all(kind).first else { continue }
        #expect(one.children.map(\.name) == other.children.map(\.name), "\(name) \(kind)")
      }
    }
  }

  private static func element(_ path: [String], in root: MarkupElement) -> MarkupElement? {
    path.reduce(Optional(root)) { $0?[$1] }
  }

  /// The names of some children in the order of their first appearance.
  private static func order(_ names: [String], _ kept: Set<String>) -> [String] {
    names.reduce(into: []) { list, name in if kept.contains(name), !list.contains(name) { list.append(name) } }
  }

  private static func names(of element: MarkupElement) -> Set<String> {
    element.children.reduce(into: [element.name]) { $0.formUnion(names(of: $1)) }
  }
}
