/// The choice of the few vertices that say what a line says (Douglas and Peucker, 1973).
enum ChordThinning {
  /// The vertices that remain, and how far the others lie off at most.
  ///
  /// The vertex furthest from the chord stays, then each half on its own. The first and the last always stay.
  ///
  /// - Parameters:
  ///   - count: the number of vertices.
  ///   - tolerance: how far a vertex left out may lie off.
  ///   - off: how far a vertex lies off the chord from a first to a last.
  /// - Returns: the indices of the vertices that remain, and the largest distance of those that do not.
  static func thinned(_ count: Int, tolerance: Double, off: (_ vertex: Int, _ first: Int, _ last: Int) -> Double) -> (
    kept: [Int], deviation: Double
  ) {
    guard count > 2 else { return (Array(0..<count), 0) }
    var isKept = [Bool](repeating: false, count: count)
    isKept[0] = true
    isKept[count - 1] = true
    var deviation = 0.0
    var open = [(0, count - 1)]
    while let (first, last) = open.popLast() {
      guard last - first > 1 else { continue }
      var furthest = (index: first, distance: 0.0)
      for index in (first + 1)..<last {
        let distance = off(index, first, last)
        if distance > furthest.distance { furthest = (index, distance) }
      }
      guard furthest.distance > tolerance else {
        deviation = max(deviation, furthest.distance)
        continue
      }
      isKept[furthest.index] = true
      open += [(first, furthest.index), (furthest.index, last)]
    }
    return ((0..<count).filter { isKept[$0] }, deviation)
  }
}
