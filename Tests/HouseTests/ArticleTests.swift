import Foundation
import TestSupport
import Testing

/// The articles of the products, which begin with code that is built and run.
@Suite struct ArticleTests {
  /// The products, and the programs in `Examples` that their articles begin with.
  private static let examples = [
    ("FlightPlanning", "PlanAField/Sources/PlanAField"), ("MissionFormats", "PlanAField/Sources/PlanAField"),
    ("SurveyMapping", "MapAnOrthophoto/Sources/MapAnOrthophoto"), ("Telemetry", "ShortOnes/Sources/ReadATrack"),
    ("Evaluation", "ShortOnes/Sources/MeasureMasks"), ("EdgeDeployment", "ShortOnes/Sources/EstimateANetwork"),
  ]

  @Test(arguments: examples) func theArticleOfAProductBeginsWithAnExample(product: String, example: String) throws {
    let root = SharedFiles.projectFolder
    let article = try String(
      contentsOf: root.appendingPathComponent("Sources/\(product)/\(product).docc/\(product).md"),
      encoding: .utf8
    )
    let code = try String(contentsOf: root.appendingPathComponent("Examples/\(example)/main.swift"), encoding: .utf8)
    #expect(article.hasPrefix("# ``\(product)``\n"))
    let block = try #require(article.components(separatedBy: "```swift\n").dropFirst().first)
    #expect(block.hasPrefix(code + "```"))
  }

  @Test func everyProductHasAnArticle() throws {
    let libraries = try Manifest.load().products.filter(\.isLibrary).map(\.name)
    #expect(Set(libraries) == Set(Self.examples.map(\.0)))
  }
}
