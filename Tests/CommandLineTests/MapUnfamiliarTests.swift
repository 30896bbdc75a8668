import Foundation
import TestSupport
import Testing

/// Ground that is unlike what the model has learnt: of this network's tiles, how far their colour lies from green.
@Suite(
  .enabled(if: Program.isInstalled("gdal_translate") && Program.isInstalled("ogr2ogr"), "needs gdal-bin")
)
struct MapUnfamiliarTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func map(_ input: String, limit: Double, _ options: String...) throws -> Program {
    let model = try CropNetwork().write(into: folder, limit: limit)
    let base = ["map", input, "--model", model, "--output", folder.path("out")]
    return try Program(
      arguments: base + options + (options.contains("--resume") ? [] : ["--overwrite"]),
      environment: ["XDG_CACHE_HOME": folder.path("cache")]
    )
  }

  private func summary() throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/summary.json")))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func unfamiliarity() throws -> [String: Any] {
    try #require(try summary()["unfamiliarity"] as? [String: Any])
  }

  private struct Piece: Hashable {
    let source: String
    let unfamiliarity: Double
    /// In metres from the corner of the field, rounded to the centimetre.
    let west, south, east, north: Double
    let area: Double
  }

  /// The layer as another program of GDAL reads it, in UTM; nil where there is none.
  private func pieces() throws -> [Piece]? {
    let path = folder.path("read-\(UUID().uuidString).geojson")
    let outcome = try Program.installed(
      "ogr2ogr",
      arguments: [
        "-f", "GeoJSON", "-lco", "RFC7946=NO", "-t_srs", "EPSG:32633", path, folder.path("out/map.gpkg"), "unfamiliar",
      ]
    )
    guard outcome.status == 0 else { return nil }
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
    let features = try #require((json as? [String: Any])?["features"] as? [[String: Any]])
    return try features.map { feature in
      let fields = try #require(feature["properties"] as? [String: Any])
      let geometry = try #require(feature["geometry"] as? [String: Any])
      let ring = try #require((geometry["coordinates"] as? [[[Double]]])?.first)
      let doubled = zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0[0] * $1.1[1] - $1.1[0] * $1.0[1] }
      func metres(_ value: Double?, from corner: Double) -> Double { (((value ?? 0) - corner) * 100).rounded() / 100 }
      return Piece(
        source: try #require(fields["source"] as? String),
        unfamiliarity: try #require(fields["unfamiliarity"] as? Double),
        west: metres(ring.map { $0[0] }.min(), from: ColourField.corner.east),
        south: metres(ring.map { $0[1] }.min(), from: ColourField.corner.north),
        east: metres(ring.map { $0[0] }.max(), from: ColourField.corner.east),
        north: metres(ring.map { $0[1] }.max(), from: ColourField.corner.north),
        area: abs(doubled) / 2
      )
    }
  }

  /// Blue and red, the root of 2 from green, are the second and third square above; a square is 6.4 m wide.
  @Test(arguments: ["opencv", "auto"])
  func tilesBeyondTheLimitLieOnTheMap(engine: String) throws {
    let field = try ColourField.write(into: folder)
    let outcome = try map(field, limit: 1.2, "--overlap", "0", "--engine", engine)
    #expect(outcome.status == 0 && !outcome.messages.contains("unlike"), "\(outcome.messages)")
    #expect(outcome.output.contains("Unlike what the model has learnt: 33.3 % of the ground, 2 of 6 tiles"))
    let found = try #require(try pieces())
    #expect(found.map(\.source) == ["field.tif", "field.tif"])
    #expect(found.map(\.unfamiliarity) == [1.4142, 1.4142])
    #expect(
      found.map { [$0.west, $0.south, $0.east, $0.north] } == [[6.4, 6.4, 12.8, 12.8], [12.8, 6.4, 19.2, 12.8]]
    )
    let figures = try unfamiliarity()
    #expect(figures["limit"] as? Double == 1.2)
    #expect(figures["meaning"] as? String == "how far from green")
    #expect(figures["tiles"] as? Int == 6)
    #expect(figures["tiles_beyond_limit"] as? Int == 2)
    // Two of the root of 2, two of 1, two of 0.
    let mean = try #require(figures["mean"] as? Double)
    let expected = (2 * Double(2).squareRoot() + 2) / 6
    #expect(abs(mean - expected) < 1e-5)
    let share = try #require(figures["share_of_ground_beyond_limit_percent"] as? Double)
    #expect(abs(share - 100.0 / 3) < 1e-2)
    let area = try #require(figures["area_beyond_limit_m2"] as? Double)
    #expect(abs(area - 2 * 40.96) < 1e-4)
    let inputs = try #require(figures["by_input"] as? [[String: Any]])
    #expect(inputs.map { $0["source"] as? String } == ["field.tif"])
    #expect(inputs.first?["tiles_beyond_limit"] as? Int == 2)
  }

  /// With half of a tile as overlap there are 5 x 3 tiles, whose own ground ends in the middles of the overlaps.
  @Test func overlappingTilesHaveGroundOfTheirOwn() throws {
    let field = try ColourField.write(into: folder, rows: ["rrr", "rrr"])
    let outcome = try map(field, limit: 1, "--overlap", "32")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let found = try #require(try pieces())
    #expect(found.count == 15)
    let area = found.reduce(0) { $0 + $1.area }
    #expect(abs(area - 245.76) < 0.01)
    #expect(Set(found.map(\.west)) == [0, 4.8, 8, 11.2, 14.4])
    let notice =
      "'field.tif': 15 of 15 tiles are unlike anything the model has learnt: treat the map there as a draft, or teach it."
    #expect(outcome.messages == "Warning: \(notice)\n")
    #expect(try #require(try summary()["notices"] as? [String]).contains(notice))
  }

  @Test func aMajorityOfFewTilesIsTold() throws {
    let field = try ColourField.write(into: folder)
    // Black, blue and red.
    let outcome = try map(field, limit: 0.5, "--overlap", "0")
    #expect(outcome.messages.contains("'field.tif': 4 of 6 tiles are unlike"), "\(outcome.messages)")
    // Of four inputs one sentence is told.
    for name in ["a.tif", "b.tif", "c.tif", "d.tif"] {
      _ = try ColourField.write(into: folder, as: "many/\(name)", rows: ["rr"])
    }
    let many = try map(folder.path("many"), limit: 1, "--overlap", "0")
    #expect(many.messages.contains("'a.tif' and 3 other inputs: 8 of 8 tiles are unlike"), "\(many.messages)")
  }

  @Test func withoutSuchGroundThereIsNoLayer() throws {
    let field = try ColourField.write(into: folder)
    #expect(try !map(field, limit: 2, "--overlap", "0").messages.contains("unlike"))
    #expect(try pieces() == nil)
    #expect(try unfamiliarity()["tiles_beyond_limit"] as? Int == 0)
  }

  @Test func aRunThatGoesOnKeepsTheLayer() throws {
    let fields = folder.path("fields")
    for name in ["a.tif", "b.tif"] { _ = try ColourField.write(into: folder, as: "fields/\(name)") }
    #expect(try map(fields, limit: 1.2, "--overlap", "0", "--resume").status == 0)
    let (first, figures) = (try #require(try pieces()), try unfamiliarity() as NSDictionary)
    #expect(first.count == 4)
    let again = try map(fields, limit: 1.2, "--overlap", "0", "--resume")
    #expect(again.messages.contains("2 of 2 inputs were taken from the earlier run."), "\(again.messages)")
    #expect(try #require(try pieces()) == first)
    #expect(try unfamiliarity() as NSDictionary == figures)
    try FileManager.default.removeItem(atPath: fields + "/b.tif")
    #expect(try map(fields, limit: 1.2, "--overlap", "0", "--resume").status == 0)
    #expect(try #require(try pieces()) == first.filter { $0.source == "a.tif" })
    // What counts as unlike is part of the contract.
    #expect(try map(fields, limit: 1.3, "--overlap", "0", "--resume").messages.contains("the model's contract"))
  }

  /// A frame of 400 x 300 px of 3.75 cm, 15 x 11.25 m, all of it unlike green.
  @Test func framesHaveTheLayerOnLevelGround() throws {
    let frames = folder.path("frames")
    try FileManager.default.createDirectory(atPath: frames, withIntermediateDirectories: true)
    try TestFrame.write(frames + "/k.jpg")
    let outcome = try map(frames, limit: 0.3)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let found = try #require(try pieces())
    let figures = try unfamiliarity()
    #expect(found.count == figures["tiles"] as? Int && found.count > 40)
    #expect(Set(found.map(\.source)) == ["k.jpg"])
    // UTM makes lengths at 1.85 degrees from its meridian longer by 0.01 %.
    let area = found.reduce(0) { $0 + $1.area }
    #expect(abs(area - 168.75) < 0.5)
    let again = try map(frames, limit: 0.3, "--resume")
    #expect(again.messages.contains("1 of 1 inputs were taken from the earlier run."), "\(again.messages)")
    #expect(try #require(try pieces()) == found)
  }
}
