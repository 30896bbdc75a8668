import Evaluation

/// What a second run finds out about an input's mask.
struct QualityFigures: Codable, Hashable {
  /// How far the tiles of the second run are from those of the first.
  let shiftPx: Int
  /// The mean over the classes but the background of the IoU of both runs; nil where neither found any.
  let shiftConsistencyIou: Double?
  /// The column with the most changes of class from the one before, how many, and the median over the columns.
  let worstColumnPx: Int
  let worstColumnChanges: Int
  let medianColumnChanges: Int
  /// The same of the rows.
  let worstRowPx: Int
  let worstRowChanges: Int
  let medianRowChanges: Int

  init(shiftPx: Int, consistency: Double?, seams: SeamCount) {
    self.shiftPx = shiftPx
    shiftConsistencyIou = consistency
    let (column, row) = (seams.worstColumn, seams.worstRow)
    (worstColumnPx, worstColumnChanges, medianColumnChanges) = (
      column?.place ?? 0, column?.changes ?? 0, column?.median ?? 0
    )
    (worstRowPx, worstRowChanges, medianRowChanges) = (row?.place ?? 0, row?.changes ?? 0, row?.median ?? 0)
  }

  /// A sentence for people.
  var text: String {
    let agreement = shiftConsistencyIou.map { Rounded.text($0) } ?? "no"
    return """
      \(agreement) IoU with a run whose tiles lie \(shiftPx) px apart; most changes of class in column \(worstColumnPx): \
      \(worstColumnChanges) (median \(medianColumnChanges)), in row \(worstRowPx): \(worstRowChanges) \
      (median \(medianRowChanges))
      """
  }
}
