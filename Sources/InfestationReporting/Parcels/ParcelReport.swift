public import GeoRaster
public import Quantities

/// A map, counted by parcel.
public struct ParcelReport {
  /// A parcel and its ground.
  public struct Parcel {
    /// Its figures.
    public let figures: ParcelFigures
    /// Its ground.
    public let ground: Ground
  }

  /// The parcels, in the order of their file.
  public let parcels: [Parcel]
  /// The ground of patches that lies in no parcel.
  public let outside: Area
  /// What parcels were sorted into; nil for nothing.
  public let classes: ClassTable?
  /// What the user should know.
  public let notices: [String]
  /// The map that was counted.
  public let map: SurveyMap

  /// Less than this of a parcel is the rounding of borders, not a survey.
  private static let leastSurveyed = Area.squareMeters(0.01)
  /// The side of the squares by which infested ground is counted.
  private static let standCell = Length.meters(1)
  /// What counts as near to a border where the map does not say how well it lies.
  private static let usualBorder = Length.meters(2)

  /// Counts by the parcels of a file.
  ///
  /// - Parameters:
  ///   - map: the map, which says what was surveyed.
  ///   - path: the parcels: a GeoPackage, a Shapefile or GeoJSON in any reference system.
  ///   - idColumn: the column with the name of a parcel; nil for the first one, or numbers where there is none.
  ///   - name: the layer of the parcels; nil for the first.
  /// - Throws: `ReportingError` where the parcels do not do or lie elsewhere, `GeoRasterError`.
  public init(_ map: SurveyMap, parcels path: String, idColumn: String? = nil, layer name: String? = nil) throws {
    try self.init(map, CountedGround.parcels(path: path, idColumn: idColumn, layer: name, on: map.plane))
  }

  /// Counts.
  ///
  /// - Parameters:
  ///   - map: the map, which says what was surveyed.
  ///   - file: the pieces of ground.
  ///   - classes: what pieces are sorted into; nil for nothing.
  ///   - plantsPerSquareMeter: how many plants stand on a square metre of patches, from a counted sample.
  /// - Throws: `ReportingError` where the ground lies elsewhere, `GeoRasterError`.
  public init(
    _ map: SurveyMap,
    _ file: CountedGround.File,
    classes: ClassTable? = nil,
    plantsPerSquareMeter: Double? = nil
  ) throws {
    guard let coverage = map.coverage else { throw ReportingError.unknownCoverage(path: map.path) }
    self.map = map
    self.classes = classes
    let (path, mended) = (file.path, file.mendedCount)
    let accuracies = map.patches.compactMap(\.positionalAccuracy)
    let border = accuracies.max().map { $0 * 2 } ?? Self.usualBorder
    parcels = try file.pieces.map { piece in
      let survey = try Self.survey(of: piece.ground, map: map, coverage: coverage, border: border)
      let figures = ParcelFigures(
        id: piece.id,
        area: piece.ground.area,
        survey: survey,
        className: survey.flatMap { classes?.name(of: $0, plantsPerSquareMeter: plantsPerSquareMeter) }
      )
      return Parcel(figures: figures, ground: piece.ground)
    }
    guard parcels.contains(where: { $0.figures.survey != nil }) else {
      throw ReportingError.elsewhere(path: path, map: map.path)
    }
    outside = try map.infested().subtracting(Ground.joined(file.pieces.map(\.ground))).area
    var notices: [String] = []
    if mended > 0 { notices.append("\(mended) parcel(s) of '\(path)' cross themselves and were made sound.") }
    if map.mendedCount > 0 {
      notices.append("\(map.mendedCount) outline(s) of the map cross themselves and were made sound.")
    }
    let unknown = parcels.count { $0.figures.survey == nil }
    if unknown > 0 {
      notices.append("\(unknown) of \(parcels.count) parcels were not surveyed: nothing is known of them.")
    }
    if accuracies.isEmpty {
      notices.append("The map does not say how well it lies: \(Self.usualBorder.meters) m count as near to a border.")
    }
    if let classes, classes.measure == .plants, plantsPerSquareMeter == nil {
      notices.append(
        "The classes of '\(classes.name)' go by plants, which a map does not count: give a counted sample."
      )
    }
    self.notices = notices
  }

  private static func survey(
    of parcel: Ground,
    map: SurveyMap,
    coverage: Ground,
    border: Length
  ) throws -> ParcelFigures.Survey? {
    let surveyed = try coverage.intersection(parcel).area
    guard surveyed > leastSurveyed, let box = parcel.bounds else { return nil }
    let near = map.patches.filter { $0.box.isNear(box) && $0.ground.meets(parcel) }
    let parts = try near.map { try $0.ground.intersection(parcel) }
    // Patches of inputs that overlap share ground, which counts once.
    let infested = try Ground.joined(parts)
    let ranges = zip(near, parts).map { patch, part in
      patch.areaRange.map { range in
        let share = part.area / max(patch.ground.area, .squareMeters(1e-12))
        return (low: range.lowerBound * share, high: range.upperBound * share)
      }
    }
    let known = ranges.compactMap(\.self)
    let isKnown = known.count == parts.count
    let inner = try parcel.narrowed(by: border)
    let atBorder = try infested.subtracting(inner)
    return ParcelFigures.Survey(
      surveyed: surveyed,
      infested: infested.area,
      infestedLow: isKnown ? known.map(\.low).reduce(.zero, +) : nil,
      infestedHigh: isKnown ? known.map(\.high).reduce(.zero, +) : nil,
      stand: min(try CellCover.area(of: infested, side: standCell), surveyed),
      patchCount: parts.count,
      largestPatch: parts.map(\.area).max(),
      nearBorder: atBorder.area,
      nearBorderCount: try near.count { try !$0.ground.subtracting(inner).isEmpty }
    )
  }
}
