public import Documents
public import Foundation
import GeoRaster
import Quantities

extension ParcelReport {
  /// The figures for programs; null where nothing was surveyed.
  public var document: JSONValue {
    .members([
      "map": .string(map.path),
      "parcels": .array(parcels.map { Self.entry($0.figures) }),
      "classes": classes.map { .members(["name": .string($0.name), "source": .string($0.source)]) } ?? .null,
      "outside_all_parcels": .members(["weed_m2": .number(outside.squareMeters.rounded(decimals: 4))]),
      "notices": .array(notices.map(JSONValue.string)),
    ])
    .stating(.parcels)
  }

  private static func entry(_ parcel: ParcelFigures) -> JSONValue {
    let survey = parcel.survey
    func area(_ value: Area?) -> JSONValue { .number(orNull: value?.squareMeters.rounded(decimals: 4)) }
    func percent(_ value: Double?) -> JSONValue { .number(orNull: value.map { ($0 * 100).rounded(decimals: 4) }) }
    return .members([
      "id": .string(parcel.id),
      "parcel_m2": area(parcel.area),
      "surveyed_m2": area(survey?.surveyed),
      "surveyed_percent": percent(survey.map { $0.surveyed.squareMeters / parcel.area.squareMeters }),
      "weed_m2": area(survey?.infested),
      "weed_low_m2": area(survey?.infestedLow),
      "weed_high_m2": area(survey?.infestedHigh),
      "cover_percent": percent(survey?.cover),
      "stand_m2": area(survey?.stand),
      "class": parcel.className.map(JSONValue.string) ?? .null,
      "patch_count": survey.map { .integer($0.patchCount) } ?? .null,
      "largest_patch_m2": area(survey?.largestPatch),
      "near_border_m2": area(survey?.nearBorder),
      "near_border_patch_count": survey.map { .integer($0.nearBorderCount) } ?? .null,
    ])
  }

  /// The figures as a table for spreadsheets; cells are empty where nothing was surveyed.
  public func table(hasDecimalCommas: Bool = false) -> String {
    var table = TableText(hasDecimalCommas: hasDecimalCommas)
    table.add(
      [
        "id", "parcel_m2", "surveyed_m2", "surveyed_percent", "weed_m2", "cover_percent", "patch_count",
        "largest_patch_m2", "near_border_m2", "weed_low_m2", "weed_high_m2", "stand_m2", "class",
      ].map { .text($0) }
    )
    for parcel in parcels.map(\.figures) {
      let survey = parcel.survey
      table.add([
        .text(parcel.id), .number(parcel.area.squareMeters, 2), .optional(survey?.surveyed.squareMeters, 2),
        .optional(survey.map { 100 * $0.surveyed.squareMeters / parcel.area.squareMeters }, 2),
        .optional(survey?.infested.squareMeters, 4), .optional(survey.map { 100 * $0.cover }, 4),
        .optional(survey.map { Double($0.patchCount) }, 0), .optional(survey?.largestPatch?.squareMeters, 4),
        .optional(survey?.nearBorder.squareMeters, 4), .optional(survey?.infestedLow?.squareMeters, 4),
        .optional(survey?.infestedHigh?.squareMeters, 4), .optional(survey?.stand.squareMeters, 2),
        .text(parcel.className ?? ""),
      ])
    }
    return table.text
  }

  /// The parcels with their figures as a GeoPackage.
  ///
  /// - Parameter name: the file's name without its ending.
  /// - Returns: the file.
  /// - Throws: `GeoRasterError`.
  public func geoPackage(named name: String) throws -> [(name: String, data: Data)] {
    let number = ShapeTable.Kind.number(digits: 0, decimals: 0)
    let columns = [
      "parcel_m2", "surveyed_m2", "surveyed_percent", "weed_m2", "cover_percent", "patch_count", "largest_patch_m2",
      "near_border_m2", "weed_low_m2", "weed_high_m2", "stand_m2",
    ]
    let rows = try parcels.map { parcel in
      let (figures, survey) = (parcel.figures, parcel.figures.survey)
      let values: [Double?] = [
        figures.area.squareMeters, survey?.surveyed.squareMeters,
        survey.map { 100 * $0.surveyed.squareMeters / figures.area.squareMeters }, survey?.infested.squareMeters,
        survey.map { 100 * $0.cover }, survey.map { Double($0.patchCount) }, survey?.largestPatch?.squareMeters,
        survey?.nearBorder.squareMeters, survey?.infestedLow?.squareMeters, survey?.infestedHigh?.squareMeters,
        survey?.stand.squareMeters,
      ]
      return (
        values: [ShapeTable.Value.text(figures.id)] + values.map { $0.map(ShapeTable.Value.number) ?? .none }
          + [figures.className.map(ShapeTable.Value.text) ?? .none],
        polygons: try map.plane.polygons(of: parcel.ground)
      )
    }
    let table = ShapeTable(
      columns: [("id", .text(0))] + columns.map { ($0, number) } + [("class", .text(0))],
      rows: rows
    )
    return try table.files(.geoPackage, named: name)
  }
}
