public import Quantities

/// The ground under a sortie and the height flown over it, along the distance flown.
public struct TerrainProfile: Sendable, Hashable {
  /// A place of the profile.
  public struct Point: Sendable, Hashable {
    /// The way flown so far.
    public let distance: Length
    /// The ground, in the source's own heights.
    public let ground: Length
    /// The altitude flown, in the source's own heights.
    public let altitude: Length

    /// The height above the ground.
    public var height: Length { altitude - ground }
  }

  /// The places, from the take-off to the landing: all corners of the path, and where the height above the ground is
  /// least and greatest in each of 300 equal parts of the way.
  public let points: [Point]

  /// The height above the ground at each corner of each leg.
  public let cornerHeights: [[Length]]

  private static let parts = 300.0

  /// Keeps what a picture of the profile needs.
  ///
  /// - Parameters:
  ///   - samples: the places in the order flown.
  ///   - corners: which of them are corners, rising.
  ///   - cornerHeights: the height above the ground at each corner of each leg.
  init(_ samples: [Point], corners: [Int], cornerHeights: [[Length]]) {
    self.cornerHeights = cornerHeights
    let part = (samples.last?.distance.meters ?? 0) / Self.parts
    var kept = Set(corners)
    var extremes: (part: Double, least: Int, greatest: Int)?
    for (index, sample) in samples.enumerated() {
      let number = part > 0 ? (sample.distance.meters / part).rounded(.down) : 0
      guard let known = extremes, known.part == number else {
        if let extremes { kept.formUnion([extremes.least, extremes.greatest]) }
        extremes = (number, index, index)
        continue
      }
      if sample.height < samples[known.least].height { extremes?.least = index }
      if sample.height > samples[known.greatest].height { extremes?.greatest = index }
    }
    if let extremes { kept.formUnion([extremes.least, extremes.greatest]) }
    points = kept.sorted().map { samples[$0] }
  }
}
