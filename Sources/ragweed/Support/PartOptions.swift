import ArgumentParser
import FieldGeometry
import FlightPlanning
import MissionFormats
import Quantities

/// The options for planning only parts of a field: a sample, or what an earlier map shows.
struct PartOptions: ParsableArguments {
  static let keys = ["sample", "plot-size", "revisit", "revisit-margin", "revisit-class"]

  /// The polygons to plan, and what summary.json says of them; nil where they are the field.
  typealias Parts = (polygons: [FieldBoundary], report: JSONValue?)

  @Option(
    help: "Plan only square plots on a grid that cover this part of the field, such as 5%.",
    transform: Self.share
  )
  var sample: Double?

  @Option(help: "Side of a plot (default: 20m).", transform: Length.init(parsing:))
  var plotSize: Length?

  @Option(help: "Plan only boxes around the patches of a map.geojson of 'ragweed map'.")
  var revisit: String?

  @Option(help: "Ground to show around each patch (default: 3m).", transform: Length.init(parsing:))
  var revisitMargin: Length?

  @Option(help: "Class of the patches to visit again (default: all).")
  var revisitClass: String?

  func validate() throws {
    guard sample == nil || revisit == nil else { throw ValidationError("Give only one of --sample and --revisit.") }
  }

  /// The parts of a field that are to be planned.
  func parts(of field: [FieldBoundary], frame: LocalFrame, request: SurveyRequest, _ file: MissionFile?) throws -> Parts
  {
    let sample = try sample ?? (revisit == nil ? file?.value("sample", Self.share) : nil)
    let revisit = revisit ?? (sample == nil ? file?.path("revisit") : nil)
    if let sample {
      let side = try plotSize ?? file?.value("plot-size", Length.init(parsing:)) ?? .meters(20)
      return try Self.plots(SamplePlots(of: field, share: sample, side: side), of: field, asked: sample)
    }
    guard let revisit else { return (field, nil) }
    let margin = try revisitMargin ?? file?.value("revisit-margin", Length.init(parsing:)) ?? .meters(3)
    let outlines = try InfestationPatches.outlines(
      in: InputFile.bytes(path: revisit),
      file: revisit,
      class: revisitClass ?? file?.text("revisit-class")
    )
    let camera = request.drone.camera
    let boxes = try RevisitBoxes(
      around: outlines.map { $0.map(frame.localPoint(of:)) },
      in: field,
      margin: margin,
      reach: camera.groundWidth(at: request.target.groundSamplingDistance(with: camera))
    )
    if boxes.outsideCount > 0 {
      StandardError.write(
        "Warning: Outside of the field, and left out, are patches of '\(revisit)': \(boxes.outsideCount)."
      )
    }
    return (
      boxes.boxes,
      .members([
        "kind": .string("revisit"), "boxes": .integer(boxes.boxes.count), "patches": .integer(boxes.patchCount),
        "patches_outside": .integer(boxes.outsideCount), "margin_m": .number(margin.meters),
        "field_area_m2": Self.area(of: field),
      ])
    )
  }

  private static func plots(_ plots: SamplePlots, of field: [FieldBoundary], asked: Double) -> Parts {
    (
      plots.plots,
      .members([
        "kind": .string("sample"), "plots": .integer(plots.plots.count), "plot_size_m": .number(plots.side.meters),
        "asked_percent": .number(asked * 100), "share_percent": .fixed(plots.share * 100, decimals: 3),
        "field_area_m2": area(of: field),
      ])
    )
  }

  private static func area(of field: [FieldBoundary]) -> JSONValue {
    .fixed(field.reduce(0) { $0 + $1.area.squareMeters }, decimals: 2)
  }

  private static func share(_ text: String) throws -> Double {
    let trimmed = text.filter { !$0.isWhitespace }
    guard trimmed.hasSuffix("%"), let percent = Double(trimmed.dropLast()), percent > 0, percent <= 100 else {
      throw ValidationError("'\(text)' is no part of a field. Give more than 0% and at most 100%, as in 5%.")
    }
    return percent / 100
  }
}
