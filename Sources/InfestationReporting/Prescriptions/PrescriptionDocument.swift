public import Documents
import GeoRaster
import Quantities

extension Prescription {
  /// The figures for programs.
  ///
  /// - Parameters:
  ///   - kind: what was written.
  ///   - grid: the grid, where cells are switched.
  /// - Returns: the document.
  public func document(_ kind: PrescriptionFiles.Kind, grid: PrescriptionGrid?) -> JSONValue {
    func area(_ value: Double) -> JSONValue { .number(value.rounded(decimals: 4)) }
    func percent(_ share: Double) -> JSONValue { .number((share * 100).rounded(decimals: 2)) }
    let (rate, compared) = (request.rate, compared.squareMeters)
    let isLiquid = rate.unit == .litresPerHectare
    var members: [JSONMember] = [
      JSONMember(key: "map", value: .string(map.path)),
      JSONMember(key: "kind", value: .string(kind.rawValue)),
      JSONMember(key: "rate", value: .string("\(rate.amount) \(rate.unit.rawValue)")),
      JSONMember(key: "buffer_m", value: .number(buffer.meters.rounded(decimals: 3))),
      JSONMember(key: "zones", value: .integer(zones.count)),
      JSONMember(key: "treated_m2", value: area(treated.squareMeters)),
      JSONMember(key: "field_m2", value: area(field.area.squareMeters)),
      JSONMember(key: "compared_m2", value: area(compared)),
      JSONMember(key: "treated_percent", value: percent(treated.squareMeters / compared)),
      JSONMember(key: "saved_percent", value: percent(saved)),
      JSONMember(key: isLiquid ? "litres" : "kilograms", value: .number(amount.rounded(decimals: 4))),
    ]
    if let grid {
      members += [
        JSONMember(key: "cell_m", value: .number(request.cell.meters)),
        JSONMember(key: "columns", value: .integer(grid.columns)),
        JSONMember(key: "rows", value: .integer(grid.rows)),
        JSONMember(key: "cells_on", value: .integer(grid.onCount)),
        JSONMember(key: "treated_by_grid_m2", value: area(grid.treated)),
        JSONMember(key: "saved_percent_by_grid", value: percent(max(0, 1 - grid.treated / compared))),
      ]
    }
    let accuracy = map.patches.compactMap(\.positionalAccuracy).max()
    members += [
      JSONMember(key: "positional_accuracy_m", value: .number(orNull: accuracy?.meters)),
      JSONMember(key: "notices", value: .array(notices.map(JSONValue.string))),
    ]
    return JSONValue.object(members).stating(.prescription)
  }
}
