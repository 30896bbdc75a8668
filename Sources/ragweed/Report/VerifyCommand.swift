import ArgumentParser
import Documents
import Foundation
import InfestationReporting
import Quantities
import ResultFiles
import Tables

/// `ragweed verify`: a map checked at random places in the field.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a map at random places: a form for the field, and what it says when it is filled in.",
    discussion: """
      Without --filled, places are drawn in patches and on the other surveyed ground, and written as a form for QField and \
      QGIS with a picture of each. With it, the area of weeds is reckoned from what was found, with its 95 % interval.

      EXAMPLE: ragweed verify map --output verify
      EXAMPLE: ragweed verify map --filled verify/verify.gpkg
      """
  )

  @OptionGroup var map: MapArgument

  @Option(help: .value("number", "Places in patches (default: 50)."))
  var inPatches: Int?

  @Option(help: .value("number", "Places on the other surveyed ground (default: 50)."))
  var elsewhere: Int?

  @Option(help: .value("number", "Another number draws other places (default: 1)."))
  var seed: UInt64?

  @Option(help: .value("folder", "The folder for verify.gpkg and its pictures."), completion: .directory)
  var output: String?

  @Flag(help: "Replace an earlier form.")
  var overwrite = false

  @Option(help: .value("file", "The form, filled in."), completion: .file())
  var filled: String?

  @Option(help: ArgumentHelp("How to print the figures.", valueName: "table|json"))
  var format = DocumentFormat.table

  func validate() throws {
    if filled != nil {
      guard output == nil, inPatches == nil, elsewhere == nil, seed == nil, !overwrite else {
        throw ValidationError("--filled reads a form: leave out what draws one.")
      }
      return
    }
    guard output != nil else {
      throw ValidationError("Name a folder for the form, --output; or one filled in, --filled.")
    }
    for count in [inPatches ?? Self.usual, elsewhere ?? Self.usual] where !(2...10_000).contains(count) {
      throw ValidationError("Of each kind 2 to 10000 places can be drawn; 50 are a usual least.")
    }
  }

  private static let usual = 50

  func run() throws {
    let survey = try SurveyMap(path: map.value, coverage: map.coverage)
    if let filled {
      let found = try Verification(path: filled, of: survey)
      for notice in found.notices { StandardError.write("Note: \(notice)") }
      return print(format == .json ? found.document.document : Self.table(found))
    }
    let sample = try PlaceSample(
      survey,
      weed: inPatches ?? Self.usual,
      rest: elsewhere ?? Self.usual,
      seed: seed ?? 1
    )
    let folder = try OutputFolder(path: output ?? "", overwrite: overwrite)
    let pictures = try sample.write(to: folder)
    let path = folder.path(of: "verify.gpkg")
    print("Written: \(path), \(sample.places.count) places, \(pictures) with a picture. Fill in the column 'verdict'.")
  }

  private static func table(_ found: Verification) -> String {
    let (cover, surveyed) = (found.cover, found.surveyed.squareMeters)
    func area(_ share: Double) -> String { String(format: "%.2f m2", share * surveyed) }
    func percent(_ share: Double?) -> String { share.map { String(format: "%.1f %%", $0 * 100) } ?? "unknown" }
    var table = TextTable()
    table.add(["surveyed", area(1)])
    table.add(["weed on the map", String(format: "%.2f m2", found.mapped.area.squareMeters)])
    table.add(["weed by the places", area(cover.value)])
    table.add(["95 % interval", "\(area(cover.range.lowerBound)) to \(area(cover.range.upperBound))"])
    table.add(["of what the map calls weed, weed", percent(found.usersAccuracy.value)])
    table.add(["of the weed, on the map", percent(found.producersAccuracy)])
    table.add(["of the ground, map is right", percent(found.overallAccuracy.value)])
    return table.text(leftAligned: true)
  }
}
