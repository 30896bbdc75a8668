import Documents
import Foundation
import MissionFormats
import TestSupport
import Testing

@Suite struct PlanPageTests {
  static func page(
    of mission: String = "seewinkel-field"
  ) throws -> (folder: TemporaryFolder, path: String, text: String) {
    let folder = try TemporaryFolder()
    let run = try Program(
      "plan",
      "Missions/\(mission)/field.geojson",
      "--mission",
      "Missions/\(mission)/mission.yaml",
      "--output",
      folder.path("out")
    )
    try #require(run.status == 0, "\(run.messages)")
    let path = folder.path("out/plan.html")
    return (folder, path, try String(contentsOfFile: path, encoding: .utf8))
  }

  @Test func thePageNeedsNothingElse() throws {
    let page = try Self.page()
    for word in ["http:", "https:", "src=", "href=", "url(", "@import", "<script", "<link"] {
      #expect(!page.text.contains(word), "\(word)")
    }
    #expect(page.text.contains("default-src 'none'"))
    // Light: a field of 20 ha with 821 pictures.
    #expect(page.text.utf8.count < 200_000)
    for text in [
      "flight time", "field shown", "Assumptions", "Heeded: ", "Before take-off", "ISO, at f/2.8",
      "1/1000 s or shorter",
      "first line begins at", "Changed: speed from 20 to 4.378 m/s",
    ] {
      #expect(page.text.contains(text), "\(text)")
    }
  }

  /// A browser draws it and has nothing to complain of.
  @Test(.enabled(if: Program.isInstalled("chromium")), arguments: ["seewinkel-field", "hilly", "several-fields"])
  func aBrowserDrawsThePage(mission: String) throws {
    let page = try Self.page(of: mission)
    let picture = page.folder.path("page.png")
    let run = try Program.installed(
      "chromium",
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--enable-logging=stderr",
      "--user-data-dir=\(page.folder.path("profile"))",
      "--window-size=1300,1200",
      "--screenshot=\(picture)",
      "file://\(page.path)"
    )
    #expect(run.status == 0)
    #expect(!run.messages.contains("CONSOLE"), "\(run.messages)")
    #expect(!run.messages.contains("Refused to"), "\(run.messages)")
    let size = try FileManager.default.attributesOfItem(atPath: picture)[.size] as? NSNumber
    // An empty page is a few kilobytes.
    #expect(try #require(size).intValue > 50_000)
  }

  /// What the browser has made of the page: all sorties on the map, in the legend and in the table, a profile for each where
  /// there is terrain, and the limit that binds.
  @Test(.enabled(if: Program.isInstalled("chromium")), arguments: ["seewinkel-field", "hilly"])
  func theBrowserHasEverySortie(mission: String) throws {
    let page = try Self.page(of: mission)
    let run = try Program.installed(
      "chromium",
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--user-data-dir=\(page.folder.path("profile"))",
      "--dump-dom",
      "file://\(page.path)"
    )
    #expect(run.status == 0)
    let summary = try JSONValue(
      parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: page.folder.path("out/summary.json"))))
    )
    let sorties = try #require(summary["sortie_list"]?.elements).count
    #expect(sorties == 2)
    func count(_ text: String, after start: String, before end: String) -> Int {
      let part = run.output.components(separatedBy: start).dropFirst().first?.components(separatedBy: end).first ?? ""
      return part.components(separatedBy: text).count - 1
    }
    for layer in ["lines", "footprints", "captures"] {
      #expect(count("<path", after: "<g class=\"\(layer)\">", before: "</g>") == sorties, "\(layer)")
    }
    // A dot and a footprint for each picture.
    let images = try #require(summary["images"]?.double)
    #expect(Double(count("h0", after: "<g class=\"captures\">", before: "</g>")) == images)
    #expect(Double(count("Z", after: "<g class=\"footprints\">", before: "</g>")) == images)
    #expect(count("sortie ", after: "<p class=\"legend\">", before: "</p>") == sorties)
    #expect(count("class=\"binding\"", after: "<table class=\"limit-table\">", before: "</table>") == 1)
    let profiles = run.output.components(separatedBy: "<svg viewBox=\"0 0 720 350\"").count - 1
    #expect(profiles == (mission == "hilly" ? sorties : 0))
  }
}
