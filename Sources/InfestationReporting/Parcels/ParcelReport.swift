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
  /// What the user should know.
  public let notices: [String]
  /// The map that was counted.
  public let map: SurveyMap

  /// Less than this of a parcel is the rounding of borders, not a survey.
  private static let leastSurveyed = Area.squareMeters(0.01)
  /// What counts as near to a border where the map does not say how well it lies.
  private static let usualBorder = Length.meters(2)

  /// Counts.
  ///
  /// - Parameters:
  ///   - map: the map, which says what was surveyed.
  ///   - path: the parcels: a GeoPackage, a Shapefile or GeoJSON in any reference system.
  ///   - idColumn: the column with the name of a parcel; nil for the first one, or numbers where there is none.
  ///   - name: the layer of the parcels; nil for the first.
  /// - Throws: `ReportingError` where the parcels do not do or lie elsewhere, `GeoRasterError`.
  public init(_ map: SurveyMap, parcels path: String, idColumn: String? = nil, layer name: String? = nil) throws {
    guard let coverage = map.coverage else { throw ReportingError.unknownCoverage(path: map.path) }
    self.map = map
    let layers = try VectorLayer.all(of: path)
    guard let layer = layers.first(where: { name == nil || $0.name == name }), !layer.features.isEmpty else {
      throw ReportingError.noPolygons(path: path)
    }
    var column = layer.columns.indices.first
    if let idColumn {
      guard let index = layer.column(idColumn) else {
        throw ReportingError.noColumn(path: path, column: idColumn, found: layer.columns)
      }
      column = index
    }
    var mended = 0
    let accuracies = map.patches.compactMap(\.positionalAccuracy)
    let border = accuracies.max().map { $0 * 2 } ?? Self.usualBorder
    let read = try layer.features.enumerated().compactMap { index, feature -> (id: String, ground: Ground)? in
      guard let shape = feature.wellKnownBinary else { return nil }
      let made: (ground: Ground, wasMended: Bool)
      do {
        made = try map.plane.ground(of: shape, in: layer.system, path: path)
      } catch let error as GeoRasterError {
        guard layer.namesSystem else { throw ReportingError.noSystem(path: path) }
        throw error
      }
      guard !made.ground.isEmpty else { return nil }
      if made.wasMended { mended += 1 }
      return (column.flatMap { feature.values[$0] } ?? "\(index + 1)", made.ground)
    }
    guard !read.isEmpty else { throw ReportingError.noPolygons(path: path) }
    parcels = try read.map { id, ground in
      let figures = ParcelFigures(
        id: id,
        area: ground.area,
        survey: try Self.survey(of: ground, map: map, coverage: coverage, border: border)
      )
      return Parcel(figures: figures, ground: ground)
    }
    guard parcels.contains(where: { $0.figures.survey != nil }) else {
      throw ReportingError.elsewhere(path: path, map: map.path)
    }
    outside = try map.infested().subtracting(Ground.joined(read.map(\.ground))).area
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
    let inner = try parcel.narrowed(by: border)
    let atBorder = try infested.subtracting(inner)
    return ParcelFigures.Survey(
      surveyed: surveyed,
      infested: infested.area,
      patchCount: parts.count,
      largestPatch: parts.map(\.area).max(),
      nearBorder: atBorder.area,
      nearBorderCount: try near.count { try !$0.ground.subtracting(inner).isEmpty }
    )
  }
}
