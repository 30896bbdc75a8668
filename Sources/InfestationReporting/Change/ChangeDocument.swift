public import Documents
public import Foundation
import GeoRaster
import Quantities

extension ChangeReport {
  /// The figures for programs.
  public var document: JSONValue {
    func area(_ value: Area) -> JSONValue { .number(value.squareMeters.rounded(decimals: 4)) }
    let appeared = entries.filter { $0.fate == .new }.compactMap(\.nearest?.meters).sorted()
    return .members([
      "common_surveyed_m2": area(common.area),
      "old_m2": area(oldArea),
      "new_m2": area(newArea),
      "gone": .integer(count(.gone)),
      "gone_m2": area(self.area(.gone)),
      "new": .integer(count(.new)),
      "new_appeared_m2": area(self.area(.new)),
      "persisting": .integer(count(.persisting)),
      "grown": .integer(count(.grown)),
      "shrunk": .integer(count(.shrunk)),
      "nearest_old_to_new_m": .array(appeared.map { .number($0.rounded(decimals: 3)) }),
      "outside_common_ground": .members(["old": .integer(outside.old), "new": .integer(outside.new)]),
      "tolerance_m": .number(tolerance.meters.rounded(decimals: 3)),
      "shift_east_m": .number(orNull: shift?.east.meters.rounded(decimals: 3)),
      "shift_north_m": .number(orNull: shift?.north.meters.rounded(decimals: 3)),
      "shift_pair_count": .integer(shift?.pairCount ?? 0),
      "noise": .members([
        "least_change_percent": .number(10), "least_patch_cm2": .number(50),
      ]),
      "notices": .array(notices.map(JSONValue.string)),
    ])
    .stating(.change)
  }

  /// What the user should know.
  public var notices: [String] {
    var notices: [String] = []
    if tolerance == .zero {
      notices.append(
        "Neither map says how well it lies, and no accuracy was given: a shift of some centimetres makes new patches."
      )
    }
    if let shift,
      (shift.east.meters * shift.east.meters + shift.north.meters * shift.north.meters).squareRoot()
        > max(tolerance.meters, 0.05), shift.pairCount > 2
    {
      notices.append(
        String(
          format:
            "Most patches seem to have moved by %.2f m east and %.2f m north, more than the tolerance: the maps may lie beside each other.",
          shift.east.meters,
          shift.north.meters
        )
      )
    }
    let difference = abs(newArea.squareMeters - oldArea.squareMeters)
    if difference < 0.1 * max(newArea.squareMeters, oldArea.squareMeters) {
      notices.append("The infested ground differs by less than 10 %, which two maps of the same day may do.")
    }
    return notices
  }

  /// The patches with their fate as a GeoPackage.
  ///
  /// - Parameters:
  ///   - map: one of the maps, for its plane.
  ///   - name: the file's name without its ending.
  /// - Returns: the file.
  /// - Throws: `GeoRasterError`.
  public func geoPackage(_ map: SurveyMap, named name: String) throws -> [(name: String, data: Data)] {
    let table = ShapeTable(
      columns: [
        ("fate", .text(0)), ("number", .integer), ("class", .text(0)), ("area_m2", .number(digits: 0, decimals: 0)),
        ("nearest_m", .number(digits: 0, decimals: 0)),
      ],
      rows: try entries.map { entry in
        (
          values: [
            .text(entry.fate.rawValue), .number(Double(entry.patch.number)), .text(entry.patch.className),
            .number(entry.ground.area.squareMeters), entry.nearest.map { .number($0.meters) } ?? .none,
          ],
          polygons: try map.plane.polygons(of: entry.ground)
        )
      }
    )
    return try table.files(.geoPackage, named: name)
  }
}
