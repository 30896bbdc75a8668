import Documents
import Foundation
import TestSupport
import Testing

/// `ragweed report`: along roads, and into the classes of authorities.
@Suite struct ReportCommandTests {
  private let folder: TemporaryFolder
  private let map: String
  private let coverage: String
  private let road: String

  init() throws {
    folder = try TemporaryFolder()
    map = try folder.write(Self.polygon(16.8502, 47.9500, 0.0001, #""class": "weed""#), as: "map.geojson")
    coverage = try folder.write(Self.polygon(16.85, 47.9499, 0.001, ""), as: "coverage.geojson")
    road = try folder.write(
      """
      <gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"><trk><trkseg>
      <trkpt lat="47.95002" lon="16.85"/><trkpt lat="47.95002" lon="16.8508"/></trkseg></trk></gpx>
      """,
      as: "road.gpx"
    )
  }

  private static func polygon(_ west: Double, _ south: Double, _ side: Double, _ properties: String) -> String {
    let (east, north) = (west + side, south + side)
    let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    let ring = corners.map { "[\($0), \($1)]" }.joined(separator: ", ")
    let shape = #"{"type": "Polygon", "coordinates": [[\#(ring)]]}"#
    let feature = #"{"type": "Feature", "properties": {\#(properties)}, "geometry": \#(shape)}"#
    return #"{"type": "FeatureCollection", "features": [\#(feature)]}"#
  }

  private func report(_ arguments: String...) throws -> Program {
    try Program(arguments: ["report", map, "--coverage", coverage] + arguments)
  }

  @Test("Segments of a road have figures, and classes with their source")
  func segments() throws {
    let output = folder.path("out")
    let run = try report(
      "--road",
      road,
      "--every",
      "20m",
      "--classes",
      "hungary",
      "--output",
      output,
      "--format",
      "json"
    )
    #expect(run.status == 0, "\(run.messages)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let parcels = try #require(document["parcels"] as? [[String: Any]])
    #expect(parcels.compactMap { $0["id"] as? String } == ["0-20", "20-40", "40-60"])
    // The patch reaches from 15 to 22 m.
    let band = "below 50 m2, mean cover above 10 %"
    #expect(parcels.map { $0["class"] as? String } == [band, band, nil])
    #expect((document["classes"] as? [String: String])?["source"]?.contains("Nebih") == true)
    #expect(try folder.visibleFiles(in: "out") == ["parcels.csv", "parcels.gpkg", "parcels.json"])
  }

  @Test("Plants are counted by people: without a sample there is no class")
  func plants() throws {
    let unknown = try report("--road", road, "--every", "20m", "--classes", "bavaria", "--format", "csv")
    #expect(unknown.messages.contains("give a counted sample") && !unknown.output.contains("to be reported"))
    let known = try report(
      "--road",
      road,
      "--every",
      "20m",
      "--classes",
      "bavaria",
      "--plants-per-m2",
      "12",
      "--format",
      "csv"
    )
    #expect(known.output.contains("\"100 plants and more, to be reported\""), "\(known.output)")
  }

  @Test("A page is one file in the language that is asked for, and is not replaced unasked")
  func page() throws {
    let page = folder.path("report.html")
    for (language, words) in [("en", "Largest patches"), ("de", "Größte Flecken"), ("hu", "Legnagyobb foltok")] {
      let run = try report("--html", page, "--language", language, "--overwrite")
      #expect(run.status == 0 && run.output.isEmpty, "\(run.messages)")
      let text = try String(contentsOfFile: page, encoding: .utf8)
      #expect(text.contains(#"<html lang="\#(language)">"#))
      #expect(text.contains(words))
      #expect(!text.contains("http") && !text.contains("src="), "nothing comes from elsewhere")
    }
    let refused = try report("--html", page)
    #expect(refused.status == 73 && refused.messages.contains("--overwrite"), "\(refused.status) \(refused.messages)")
    let counted = try report("--html", folder.path("b.html"), "--parcels", coverage, "--format", "json")
    #expect(counted.output.contains("ragweed.parcels/1"))
    #expect(try String(contentsOfFile: folder.path("b.html"), encoding: .utf8).contains("<h2>Parcels</h2>"))
  }

  @Test("A form that was filled in gives the area with its interval, also to the page")
  func verified() throws {
    let drawn = try Program(
      "verify",
      map,
      "--coverage",
      coverage,
      "--in-patches",
      "8",
      "--elsewhere",
      "6",
      "--output",
      folder.path("form")
    )
    #expect(drawn.status == 0 && drawn.output.contains("14 places"), "\(drawn.messages)")
    let form = folder.path("form/verify.gpkg")
    let update = """
      UPDATE places SET verdict = CASE WHEN mapped = 'weed' AND number % 4 > 0 THEN 'weed' ELSE 'no weed' END
      """
    #expect(try Program.installed("ogrinfo", "-q", form, "-sql", update).status == 0)
    let read = try Program("verify", map, "--coverage", coverage, "--filled", form, "--format", "json")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(read.output.utf8)) as? [String: Any])
    #expect(try FormatsPage().missing(of: JSONValue(parsing: Array(read.output.utf8))) == [])
    let (low, area, high) = (document["weed_low_m2"], document["weed_m2"], document["weed_high_m2"])
    let figures = [low, area, high].compactMap { $0 as? Double }
    #expect(figures.count == 3 && figures[0] <= figures[1] && figures[1] <= figures[2] && figures[1] > 0)
    #expect(read.messages.contains("50 are a usual least"))
    let page = try report("--html", folder.path("v.html"), "--verified", form)
    #expect(page.status == 0, "\(page.messages)")
    #expect(try String(contentsOfFile: folder.path("v.html"), encoding: .utf8).contains("14 places were looked at"))
    let odd = try Program.installed("ogrinfo", "-q", form, "-sql", "UPDATE places SET verdict = 'perhaps'")
    let refused = try Program("verify", map, "--coverage", coverage, "--filled", form)
    #expect(odd.status == 0 && refused.status == 65 && refused.messages.contains("the verdict 'perhaps'"))
  }

  @Test("What does not fit together is told in one sentence")
  func refusals() throws {
    let table = try folder.write("name: x\nsource: y\nmeasure: height\nclasses: []\n", as: "table.yaml")
    for (arguments, sentence) in [
      ([], "Say what to count by"), (["--road", road], "Say how long segments of the road are"),
      (["--road", road, "--every", "20"], "--every"), (["--road", coverage, "--every", "20m"], "it holds no line"),
      (["--parcels", coverage, "--left", "2m"], "are those of a --road"),
      (["--parcels", coverage, "--classes", table], "Cannot use the classes of"),
      (["--parcels", coverage, "--classes", "austria"], "austria"),
    ] {
      let run = try Program(arguments: ["report", map, "--coverage", coverage] + arguments)
      #expect(run.status != 0 && run.messages.contains(sentence), "\(arguments): \(run.messages)")
    }
  }
}
