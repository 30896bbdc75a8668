import ArgumentParser
import FieldGeometry
import FlightPlanning
import MissionFormats
import Quantities
import ResultFiles

/// The options for planning along a line, or only parts of a field: a sample, or what an earlier map shows.
struct PartOptions: ParsableArguments {
  @Option(
    help: .value("length", "FIELD is a line, such as a road (also GPX): survey this width across it, such as 12m."),
    transform: Length.init(parsing:)
  )
  var corridor: Length?

  @Option(
    help: .value("name", "The layer of a GeoPackage that is the field (default: all with polygons).", isRare: true)
  )
  var layer: String?

  @Option(
    help: .value(
      "length",
      "How far the line of a corridor may be moved to have fewer bends (default: a twentieth of its width; at least 3m "
        + "where a receiver recorded it).",
      isRare: true
    ),
    transform: Length.init(parsing:)
  )
  var simplify: Length?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp("FIELD is the track of a walk around the field: close it.", visibility: .hidden)
  )
  var outline: Bool?

  @Option(
    help: .value("percent", "Plan only square plots on a grid that cover this part of the field, such as 5%."),
    transform: Self.share
  )
  var sample: Double?

  @Option(
    help: .value("length", "Side of a plot (default: 20m).", isRare: true),
    transform: Length.init(parsing:)
  )
  var plotSize: Length?

  @Flag(inversion: .prefixedNo, help: "Sample by strips one picture wide (default: by plots).")
  var transects: Bool?

  @Option(help: .value("number", "Where the strips of a sample start (default: 1).", isRare: true))
  var sampleSeed: UInt64?

  @Option(
    help: .value("file", "Plan only boxes around the patches of a map.geojson of 'ragweed map'."),
    completion: .file(extensions: ["geojson"])
  )
  var revisit: String?

  @Option(
    help: .value("length", "Ground to show around each patch (default: 3m).", isRare: true),
    transform: Length.init(parsing:)
  )
  var revisitMargin: Length?

  @Option(help: .value("name", "Class of the patches to visit again (default: all).", isRare: true))
  var revisitClass: String?

  @Option(
    help: .value(
      "path",
      "Plan only what an earlier flight left: a folder of its pictures, its map (a folder or map.gpkg), or polygons."
    ),
    completion: .file()
  )
  var flown: String?

  func validate() throws {
    guard outline != true || corridor == nil else {
      throw ValidationError("Give only one of --outline and --corridor.")
    }
    guard [sample != nil, revisit != nil, flown != nil].count(where: \.self) <= 1 else {
      throw ValidationError("Give only one of --sample, --revisit and --flown.")
    }
  }

  /// Refuses what has no effect without another option.
  func checkUses() throws {
    guard sample != nil || transects == nil else {
      throw CommandError.missingOption(
        what: "a share for transects",
        remedy: "Give the part of the field to sample with --sample, as in 5%."
      )
    }
    let isPlots = sample != nil && transects != true
    let uses: [(name: String, isGiven: Bool, isUsed: Bool, without: String)] = [
      ("--simplify", simplify != nil, corridor != nil, "--corridor"),
      ("--plot-size", plotSize != nil, isPlots, "a --sample of plots"),
      ("--sample-seed", sampleSeed != nil, transects == true, "--transects"),
      ("--revisit-margin", revisitMargin != nil, revisit != nil, "--revisit"),
      ("--revisit-class", revisitClass != nil, revisit != nil, "--revisit"),
    ]
    for use in uses where use.isGiven && !use.isUsed { throw ValidationError.noEffect(use.name, without: use.without) }
  }

  /// Whether all of the ground is to be planned.
  var areNone: Bool { sample == nil && revisit == nil && flown == nil && transects == nil }

  /// The part that is wanted.
  ///
  /// - Parameters:
  ///   - frame: the plane of the field.
  ///   - flown: the ground of an earlier flight, where one is named.
  /// - Returns: the part; nil for all of the field.
  /// - Throws: what reading an earlier map throws.
  func wanted(in frame: LocalFrame, flown: [[[GeoCoordinate]]]?) throws -> PartRequest? {
    if let sample {
      return transects == true
        ? .transects(share: sample, seed: sampleSeed ?? 1)
        : .plots(share: sample, side: plotSize ?? .meters(20))
    }
    if let flown { return .unflown(by: flown.map { $0.map { $0.map(frame.localPoint(of:)) } }) }
    return try revisit.map { path in
      let outlines = try InfestationPatches.outlines(
        in: InputFile.bytes(path: path),
        file: path,
        class: revisitClass
      )
      return .revisit(
        patches: outlines.map { $0.map(frame.localPoint(of:)) },
        margin: revisitMargin ?? .meters(3)
      )
    }
  }

  private static func share(_ text: String) throws -> Double {
    let trimmed = text.filter { !$0.isWhitespace }
    guard trimmed.hasSuffix("%"), let percent = DecimalText.number(trimmed.dropLast()), percent > 0, percent <= 100
    else {
      throw ValidationError("'\(text)' is no part of a field. Give more than 0% and at most 100%, as in 5%.")
    }
    return percent / 100
  }
}
