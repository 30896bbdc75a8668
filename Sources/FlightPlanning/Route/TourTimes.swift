/// How long ways between places take, for the search of a tour.
protocol TourTimes {
  /// The time of the quickest way between two places, by their indices, in seconds; the same both ways.
  mutating func time(_ first: Int, _ second: Int) -> Double

  /// A time that the way cannot beat, which costs little to find.
  func least(_ first: Int, _ second: Int) -> Double
}
