public import FieldGeometry
import Foundation
import GeoRaster
import Quantities
public import ResultFiles

/// A stratified random sample of places of a map, to be looked at in the field.
public struct PlaceSample {
  /// What the map says of a place.
  public enum Stratum: String, Sendable, Hashable, CaseIterable {
    /// In a patch.
    case weed
    /// On surveyed ground outside of all patches.
    case rest
  }

  /// A place.
  public struct Place: Sendable {
    /// Its number, from 1 on, in no order of the ground.
    public let number: Int
    /// What the map says of it.
    public let stratum: Stratum
    /// Where it is.
    public let position: GeoCoordinate
    let east: Double
    let north: Double
  }

  /// The places, mixed, so that their numbers do not say what the map says.
  public let places: [Place]
  private let map: SurveyMap

  /// What may be found at a place.
  static let verdicts = ["weed", "no weed", "unsure"]
  private static let stages = ["seedling", "leaves", "flower buds", "flowering", "seed"]
  /// The ground that a picture shows.
  private static let pictureSide = 2.0

  /// Draws a sample.
  ///
  /// - Parameters:
  ///   - map: the map.
  ///   - weed: how many places lie in patches.
  ///   - rest: how many lie on the other surveyed ground.
  ///   - seed: the same number gives the same places.
  /// - Throws: `ReportingError` where the map has no patch or does not say what was surveyed; `GeoRasterError`.
  public init(_ map: SurveyMap, weed: Int, rest: Int, seed: UInt64) throws {
    guard let coverage = map.coverage else { throw ReportingError.unknownCoverage(path: map.path) }
    guard !map.patches.isEmpty else { throw ReportingError.noPatches(path: map.path) }
    self.map = map
    var random = SmallRandom(seed: seed)
    let infested = try map.infested().intersection(coverage)
    let patches = try infested.parts.map { (area: $0.area.squareMeters, places: try GroundPlaces($0)) }
    let total = patches.reduce(0) { $0 + $1.area }
    var drawn: [(stratum: Stratum, east: Double, north: Double)] = []
    for _ in 0..<weed where total > 0 {
      // A patch by its area, then a place in it: each place of all patches is as likely.
      var rest = Double.random(in: 0..<total, using: &random)
      let patch = patches.first { patch in
        rest -= patch.area
        return rest < 0
      }
      if let place = patch?.places.place(using: &random) { drawn.append((.weed, place.east, place.north)) }
    }
    let (ground, weeds) = (try GroundPlaces(coverage), try GroundPlaces(infested))
    for _ in 0..<rest {
      let place = ground.place(using: &random) { !weeds.contains($0) }
      if let place { drawn.append((.rest, place.east, place.north)) }
    }
    drawn.shuffle(using: &random)
    let positions = try map.plane.positions(of: drawn.map { ($0.east, $0.north) })
    places = zip(drawn, positions).enumerated().map { index, entry in
      Place(
        number: index + 1,
        stratum: entry.0.stratum,
        position: entry.1,
        east: entry.0.east,
        north: entry.0.north
      )
    }
  }

  /// Writes the form and a picture of each place, where the pictures of the map are still there.
  ///
  /// - Parameter folder: the folder.
  /// - Returns: how many places have a picture.
  /// - Throws: `GeoRasterError.writeFailed`, `FileError`.
  public func write(to folder: OutputFolder) throws -> Int {
    let pictures = SurveyPictures(of: map)
    try FileManager.default.createDirectory(atPath: folder.path(of: "places"), withIntermediateDirectories: true)
    var count = 0
    let form = try places.map { place in
      let half = Self.pictureSide / 2
      let box = GroundBox(
        eastings: place.east - half...place.east + half,
        northings: place.north - half...place.north + half
      )
      var canvas = pictures.canvas(of: box, on: map.plane, longestSide: 400)
      var name = ""
      if !canvas.isBlank {
        canvas.mark()
        name = "places/\(place.number).jpg"
        try folder.write(try canvas.jpeg(), as: name)
        count += 1
      }
      return PlaceForm.Place(
        number: place.number,
        mapped: place.stratum.rawValue,
        position: place.position,
        picture: name
      )
    }
    try PlaceForm.write(
      to: folder.path(of: "verify.gpkg"),
      places: form,
      verdicts: Self.verdicts,
      stages: Self.stages
    )
    return count
  }
}
