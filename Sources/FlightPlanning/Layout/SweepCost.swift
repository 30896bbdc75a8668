import FieldGeometry
import Quantities

/// What surveying a cell along a direction takes, without the ways between far lines: quick enough to be asked often.
struct SweepCost {
  private let request: SurveyRequest
  private let design: SurveyDesign
  private let times: TransitTimes

  init(_ request: SurveyRequest, design: SurveyDesign, times: TransitTimes) {
    self.request = request
    self.design = design
    self.times = times
  }

  /// The seconds for lines, turns between neighbours, and the wind.
  func seconds(_ cell: FieldCell, bearing: Angle) -> Double {
    let layout = RowLayout(cell, bearing: bearing, design: design)
    let clock = WindClock(request, design: design, bearing: bearing)
    let turn = times.seconds(max(layout.rowGap, 1))
    return layout.rows.reduce(0) { $0 + clock.seconds(for: $1.to - $1.from) + turn }
  }

  /// The directions in rising order of their cost.
  func ranked(_ cell: FieldCell, most: Int = .max) -> [(bearing: Angle, seconds: Double)] {
    SweepDirections.candidates(of: cell.boundary, most: most).map(cell.snapped)
      .map { ($0, seconds(cell, bearing: $0)) }
      .sorted { $0.1 < $1.1 - 1e-6 }
  }
}
