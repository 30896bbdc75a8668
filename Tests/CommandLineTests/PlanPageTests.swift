import Foundation
import TestSupport
import Testing

@Suite struct PlanPageTests {
  static func page() throws -> (folder: TemporaryFolder, path: String, text: String) {
    let folder = try TemporaryFolder()
    let run = try Program(
      "plan",
      "Missions/seewinkel-field/field.geojson",
      "--mission",
      "Missions/seewinkel-field/mission.yaml",
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
    for text in ["flight time", "coverage", "Assumptions", "Limit met: ", "Changed: speed from 20 to 4.378 m/s"] {
      #expect(page.text.contains(text), "\(text)")
    }
  }

  /// A browser draws it and has nothing to complain of.
  @Test(.enabled(if: Program.isInstalled("chromium")))
  func aBrowserDrawsThePage() throws {
    let page = try Self.page()
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
}
