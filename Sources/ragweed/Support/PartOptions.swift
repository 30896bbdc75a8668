import ArgumentParser
import Documents
import FieldGeometry
import FlightPlanning
import MissionFormats
import Quantities
import ResultFiles

/// The options for planning only parts of a field: a sample, or what an earlier map shows.
struct PartOptions: ParsableArguments {
  static let keys = ["sample", "plot-size", "transects", "sample-seed", "revisit", "revisit-margin", "revisit-class"]

  /// The polygons to plan, and what summary.json says of them; nil where they are the field.
  struct Parts {
    let polygons: [FieldBoundary]
    var report: JSONValue?
    /// The direction of the lines in all of them; nil where each has its own.
    var bearing: Angle?
    /// What the user should know, without the full stop.
    var notes: [String] = []
  }

  @Option(
    help: "Plan only square plots on a grid that cover this part of the field, such as 5%.",
    transform: Self.share
  )
  var sample: Double?

  @Option(help: "Side of a plot (default: 20m).", transform: Length.init(parsing:))
  var plotSize: Length?

  @Flag(inversion: .prefixedNo, help: "Sample by strips one picture wide instead of plots.")
  var transects: Bool?

  @Option(help: "Number that sets where the strips of a sample start (default: 1).")
  var sampleSeed: UInt64?

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
    let byTransects = try transects ?? file?.value("transects", LayoutOptions.flag)
    guard sample != nil || byTransects == nil else {
      throw CommandError.missingOption(
        what: "a share for transects",
        remedy: "Give the part of the field to sample with --sample, as in 5%."
      )
    }
    if let sample, byTransects == true {
      let seed = try sampleSeed ?? file?.value("sample-seed", Self.seed) ?? 1
      return try Self.transects(of: field, share: sample, seed: seed, frame: frame, request: request)
    }
    if let sample {
      let side = try plotSize ?? file?.value("plot-size", Length.init(parsing:)) ?? .meters(20)
      return try Self.plots(SamplePlots(of: field, share: sample, side: side), of: field, asked: sample)
    }
    guard let revisit else { return Parts(polygons: field) }
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
    return Parts(
      polygons: boxes.boxes,
      report: .members([
        "kind": .string("revisit"), "boxes": .integer(boxes.boxes.count), "patches": .integer(boxes.patchCount),
        "patches_outside": .integer(boxes.outsideCount), "margin_m": .number(margin.meters),
        "field_area_m2": Self.area(of: field),
      ])
    )
  }

  /// Whether all of the field is to be planned.
  func areNone(_ file: MissionFile?) throws -> Bool {
    sample == nil && revisit == nil && transects == nil && file?.text("sample") == nil && file?.text("revisit") == nil
      && file?.text("transects") == nil
  }

  private static func plots(_ plots: SamplePlots, of field: [FieldBoundary], asked: Double) -> Parts {
    Parts(
      polygons: plots.plots,
      report: .members([
        "kind": .string("sample"), "plots": .integer(plots.plots.count), "plot_size_m": .number(plots.side.meters),
        "asked_percent": .number(asked * 100), "share_percent": .fixed(plots.share * 100, decimals: 3),
        "field_area_m2": area(of: field),
      ])
    )
  }

  private static func seed(_ text: String) throws -> UInt64 {
    guard let seed = UInt64(text) else { throw ValidationError("'\(text)' is no whole number. Write one, as in 7.") }
    return seed
  }

  static func area(of field: [FieldBoundary]) -> JSONValue {
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
