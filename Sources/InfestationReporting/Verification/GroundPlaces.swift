import GeoRaster
import Quantities

/// Some ground to draw random places from, each as likely as any other.
struct GroundPlaces {
  private struct Ring {
    let corners: [(east: Double, north: Double)]
    let box: GroundBox
  }

  private let rings: [Ring]
  private let box: GroundBox?

  init(_ ground: Ground) throws {
    rings = try ground.rings().compactMap { corners in
      let (x, y) = (corners.map(\.east), corners.map(\.north))
      guard let west = x.min(), let east = x.max(), let south = y.min(), let north = y.max() else { return nil }
      return Ring(corners: corners, box: GroundBox(eastings: west...east, northings: south...north))
    }
    box = ground.bounds
  }

  /// Whether a place lies inside: where an odd number of rings lie around it.
  func contains(_ place: (east: Double, north: Double)) -> Bool {
    var isInside = false
    for ring in rings where ring.box.eastings.contains(place.east) && ring.box.northings.contains(place.north) {
      var previous = ring.corners[ring.corners.count - 1]
      for corner in ring.corners {
        if (corner.north > place.north) != (previous.north > place.north) {
          let share = (place.north - corner.north) / (previous.north - corner.north)
          if place.east < corner.east + share * (previous.east - corner.east) { isInside.toggle() }
        }
        previous = corner
      }
    }
    return isInside
  }

  /// Draws a place from the box around it until one lies inside and is wanted; nil after too many tries.
  func place(
    using random: inout some RandomNumberGenerator,
    where isWanted: ((east: Double, north: Double)) -> Bool = { _ in true }
  ) -> (east: Double, north: Double)? {
    guard let box, box.width > 0, box.height > 0 else { return nil }
    for _ in 0..<100_000 {
      let place = (
        east: Double.random(in: box.eastings, using: &random), north: Double.random(in: box.northings, using: &random)
      )
      if contains(place), isWanted(place) { return place }
    }
    return nil
  }
}
