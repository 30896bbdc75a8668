/// What quantising at a cut costs.
struct CutAccuracy: Sendable {
  /// mIoU of the masks of the two halves against those of the whole network; 1 where they are the same.
  let agreement: Double?
  /// mIoU against the true masks; nil where there are none.
  let truth: Double?
  /// The same of the whole network, without quantising.
  let truthUnquantised: Double?
}
