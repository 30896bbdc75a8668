public import FieldGeometry
import Foundation
import GeoRaster
import Quantities

/// A place where a crew stops: patches nearer to each other than a receiver tells apart.
public struct PatchStop {
  /// The patches, the largest first.
  public let patches: [MappedPatch]
  /// Where to go: inside the largest.
  public let position: GeoCoordinate
  private let east: Double
  private let north: Double

  /// A tour of more stops is left as the nearest neighbours give it.
  private static let mostForSwaps = 600

  /// Puts patches together and orders the stops by a tour: from the start always to the nearest stop left, then made shorter
  /// by turning parts of it round (2-opt).
  ///
  /// - Parameters:
  ///   - map: the map.
  ///   - reach: patches nearer than this to the first of a stop belong to it.
  ///   - start: where the crew begins; nil for the westernmost stop.
  /// - Returns: the stops in the order of the tour.
  /// - Throws: `GeoRasterError`.
  static func tour(of map: SurveyMap, reach: Length, from start: GeoCoordinate?) throws -> [PatchStop] {
    var stops = try groups(map, reach: reach.meters).map { patches in
      let position = try map.plane.positionInside(patches[0].ground)
      let place = try map.plane.places(of: [position])[0]
      return PatchStop(patches: patches, position: position, east: place.east, north: place.north)
    }
    guard !stops.isEmpty else { return [] }
    var here = try start.map { try map.plane.places(of: [$0])[0] }
    var tour: [PatchStop] = []
    while !stops.isEmpty {
      let index =
        stops.indices.min { first, second in
          guard let here else { return stops[first].east < stops[second].east }
          return stops[first].distance(to: here) < stops[second].distance(to: here)
        } ?? 0
      let next = stops.remove(at: index)
      here = (next.east, next.north)
      tour.append(next)
    }
    return tour.count <= mostForSwaps ? shortened(tour) : tour
  }

  private static func groups(_ map: SurveyMap, reach: Double) -> [[MappedPatch]] {
    var cells: [[Int]: [Int]] = [:]
    var groups: [[MappedPatch]] = []
    for patch in map.patches {
      let middle = patch.box.middle
      let cell = [
        Int(bounded: (middle.east / max(reach, 0.1)).rounded(.down)),
        Int(bounded: (middle.north / max(reach, 0.1)).rounded(.down)),
      ]
      let near = (-1...1).flatMap { x in (-1...1).flatMap { cells[[cell[0] + x, cell[1] + $0]] ?? [] } }
      let found = near.first { index in
        let first = groups[index][0].box.middle
        let (east, north) = (first.east - middle.east, first.north - middle.north)
        return (east * east + north * north).squareRoot() <= reach
      }
      if let found {
        groups[found].append(patch)
      } else {
        cells[cell, default: []].append(groups.count)
        groups.append([patch])
      }
    }
    return groups
  }

  private func distance(to place: (east: Double, north: Double)) -> Double {
    ((east - place.east) * (east - place.east) + (north - place.north) * (north - place.north)).squareRoot()
  }

  private static func shortened(_ tour: [PatchStop]) -> [PatchStop] {
    var tour = tour
    func length(_ first: Int, _ second: Int) -> Double {
      guard tour.indices.contains(first), tour.indices.contains(second) else { return 0 }
      return tour[first].distance(to: (tour[second].east, tour[second].north))
    }
    var isShorter = true
    while isShorter {
      isShorter = false
      // The first stop stays: there the crew begins.
      for first in 1..<max(tour.count - 1, 1) {
        for last in (first + 1)..<max(tour.count, first + 1) {
          let before = length(first - 1, first) + length(last, last + 1)
          let after = length(first - 1, last) + length(first, last + 1)
          guard after < before - 1e-6 else { continue }
          tour[first...last].reverse()
          isShorter = true
        }
      }
    }
    return tour
  }
}
