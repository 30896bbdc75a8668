import Foundation
import TestSupport
import Testing

/// Files of every field format, cut off, emptied or filled with something else: one sentence, exit code 1, nothing written.
@Suite struct BrokenFieldFileTests {
  static let field = "Missions/seewinkel-field/field.geojson"

  /// What can become of a whole file.
  enum Damage: String, CaseIterable {
    case emptied, cutAtATenth, cutInTheMiddle, cutBeforeTheEnd, zeros, noise, onlyTheFirstBytes

    func applied(to whole: Data) -> Data {
      switch self {
      case .emptied: Data()
      case .cutAtATenth: whole.prefix(whole.count / 10)
      case .cutInTheMiddle: whole.prefix(whole.count / 2)
      case .cutBeforeTheEnd: whole.prefix(whole.count * 9 / 10)
      case .zeros: Data(count: whole.count)
      case .noise: Self.noise(whole.count)
      // What tells the format, and then something else.
      case .onlyTheFirstBytes: whole.prefix(16) + Self.noise(5000)
      }
    }

    private static func noise(_ count: Int) -> Data {
      var generator = SeededGenerator(seed: 7)
      return Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
  }

  static func expectRefusal(_ path: String, _ comment: String) throws {
    let out = path + "-out"
    let run = try Program("plan", path, "--drone", "phantom-4-pro", "--gsd", "1cm", "--output", out)
    #expect(run.status == 65, "\(comment): \(run.status) \(run.messages)")
    #expect(run.output.isEmpty)
    let lines = run.messages.split(separator: "\n")
    #expect(lines.count == 1 && lines.first?.hasPrefix("Error: ") == true, "\(comment): \(run.messages)")
    #expect(run.messages.contains(path) && run.messages.hasSuffix(".\n"), "\(comment): \(run.messages)")
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test(.enabled(if: Program.isInstalled("ogr2ogr")), arguments: ["geojson", "kml", "kmz", "gpkg", "shp", "shz"])
  func aDamagedFileIsRefusedInOneSentence(suffix: String) throws {
    let folder = try TemporaryFolder()
    let whole = folder.path("whole.\(suffix)")
    let drivers = ["kml": "KML", "kmz": "LIBKML", "gpkg": "GPKG", "shp": "ESRI Shapefile", "shz": "ESRI Shapefile"]
    if let driver = drivers[suffix] {
      try Program.installed("ogr2ogr", "-f", driver, whole, Self.field)
    } else {
      try FileManager.default.copyItem(atPath: Program.package.appendingPathComponent(Self.field).path, toPath: whole)
    }
    let data = try Data(contentsOf: URL(fileURLWithPath: whole))
    for damage in Damage.allCases {
      let path = try folder.write(damage.applied(to: data), as: "\(damage.rawValue).\(suffix)")
      try Self.expectRefusal(path, "\(suffix), \(damage)")
    }
  }

  static let texts: [(name: String, text: String)] = [
    ("nested.geojson", #"{"type":"# + String(repeating: "[", count: 200_000)),
    ("nested.kml", String(repeating: "<Folder>", count: 50_000)),
    (
      "closed.kml",
      "<kml>" + String(repeating: "<Folder>", count: 20_000) + String(repeating: "</Folder>", count: 20_000) + "</kml>"
    ),
    (
      "entities.kml",
      """
      <?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
      <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
      <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">]>
      <kml><Polygon><outerBoundaryIs><LinearRing><coordinates>&f;</coordinates></LinearRing></outerBoundaryIs></Polygon></kml>
      """
    ),
    (
      "file.kml",
      """
      <?xml version="1.0"?><!DOCTYPE k [<!ENTITY x SYSTEM "file:///etc/hostname">]>
      <kml><Polygon><outerBoundaryIs><LinearRing><coordinates>&x;</coordinates></LinearRing></outerBoundaryIs></Polygon></kml>
      """
    ),
    ("null.geojson", "{\"type\":\"Polygon\",\"coordinates\":null}"),
    ("numbers.geojson", #"{"type":"Polygon","coordinates":[[[1e400,1],[2,3],[4,5],[1e400,1]]]}"#),
    ("list.geojson", "[1,2,3]"),
  ]

  @Test(arguments: texts.map(\.name))
  func aTrapIsRefusedInOneSentence(name: String) throws {
    let folder = try TemporaryFolder()
    let text = try #require(Self.texts.first { $0.name == name }?.text)
    try Self.expectRefusal(folder.write(text, as: name), name)
  }

  /// More than a field needs is a mistake; it must not fill the memory first.
  @Test(arguments: ["{", "<"]) func aHugeFileIsRefusedBeforeItIsRead(first: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(first, as: "huge")
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    // Sparse: it takes no space.
    try file.truncate(atOffset: 40 << 30)
    try file.close()
    try Self.expectRefusal(path, "huge")
  }

  @Test func exchangedCoordinatesAreToldByTheTakeoffTheTerrainAndTheMission() throws {
    let folder = try TemporaryFolder()
    // The field of the hilly mission, latitude first.
    let path = try folder.write(
      #"{"type":"Polygon","coordinates":[[[47.949,16.047],[47.949,16.053],[47.951,16.053],[47.949,16.047]]]}"#,
      as: "swapped.geojson"
    )
    let plan = ["plan", path, "--drone", "phantom-4-pro", "--gsd", "1cm"]
    for (arguments, sentence) in [
      (plan + ["--takeoff", "47.95,16.05"], "look swapped, or else those of the take-off"),
      (
        plan + ["--terrain", "Missions/hilly/terrain.tif"],
        "look swapped, or else those of the terrain 'Missions/hilly/terrain.tif'"
      ),
      (
        ["check", "Missions/hilly/expected/hilly-01.plan", "--field", path, "--drone", "phantom-4-pro"],
        "Cannot use 'Missions/hilly/expected/hilly-01.plan': its latitude and longitude look swapped"
      ),
    ] {
      let run = try Program(arguments: arguments)
      #expect(run.status == 65)
      #expect(run.messages.contains(sentence), "\(run.messages)")
    }
  }

  @Test func anUnknownKeyIsToldWithItsLine() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("drone: phantom-4-pro\n# a comment\nsidlap: 60%\n", as: "mission.yaml")
    let run = try Program("plan", Self.field, "--mission", path, "--gsd", "1cm")
    #expect(run.status == 65)
    #expect(
      run.messages == "Error: Cannot read '\(path)': line 3 has the unknown key 'sidlap'. Did you mean 'sidelap'?\n"
    )
  }
}
