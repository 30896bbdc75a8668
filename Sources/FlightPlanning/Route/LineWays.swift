import FieldGeometry

/// The times of ways between the ends of survey lines, found when first asked for.
///
/// Place `2i` is the start of line i, `2i + 1` its end; the last place is the take-off, where there is one.
struct LineWays: TourTimes {
  private let places: [Vector]
  private let polygons: [Int?]
  private let times: TransitTimes
  private(set) var router: Router
  /// The times known, below zero where not; empty where there are too many places to keep them.
  private var known: [Float]

  /// With more places the table would take more memory than a plan should.
  private static let mostKept = 3000

  init(_ lines: [SurveyLine], home: Vector?, router: Router, times: TransitTimes) {
    places = lines.flatMap { [Vector($0.start), Vector($0.end)] } + (home.map { [$0] } ?? [])
    polygons = lines.flatMap { [$0.polygon, $0.polygon] } + (home.map { _ in [nil] } ?? [])
    self.router = router
    self.times = times
    known = places.count <= Self.mostKept ? Array(repeating: -1, count: places.count * places.count) : []
  }

  func least(_ first: Int, _ second: Int) -> Double { times.seconds((places[first] - places[second]).length) }

  mutating func time(_ first: Int, _ second: Int) -> Double {
    guard first != second, !known.isEmpty else { return least(first, second) }
    let index = min(first, second) * places.count + max(first, second)
    if known[index] >= 0 { return Double(known[index]) }
    let seconds = router.seconds(
      from: places[first],
      in: polygons[first],
      to: places[second],
      in: polygons[second]
    )
    known[index] = Float(seconds)
    return seconds
  }
}
