public import GeoRaster
public import Quantities

/// What became of an infestation between two surveys, on the ground that both saw.
public struct ChangeReport {
  /// What became of a patch.
  public enum Fate: String, Sendable, CaseIterable {
    /// It is in the new survey only.
    case new
    /// It is in the old survey only.
    case gone
    /// It is in both, about as large.
    case persisting
    /// It is in both, and larger.
    case grown
    /// It is in both, and smaller.
    case shrunk
  }

  /// A patch of one of the surveys, as far as it lies on common ground.
  public struct Entry {
    /// What became of it.
    public let fate: Fate
    /// The patch.
    public let patch: MappedPatch
    /// Its part on common ground.
    public let ground: Ground
    /// The distance to the nearest patch of the other survey; nil where that has none.
    public let nearest: Length?
  }

  /// The ground that both surveys saw.
  public let common: Ground
  /// The infested ground of the old survey on common ground.
  public let oldArea: Area
  /// The infested ground of the new survey on common ground.
  public let newArea: Area
  /// Patches of the old survey that are gone, then those of the new survey.
  public let entries: [Entry]
  /// Patches of the old and of the new survey that lie outside the common ground.
  public let outside: (old: Int, new: Int)
  /// How far patches may lie apart and still be the same.
  public let tolerance: Length
  /// How far the new map seems to lie beside the old one; nil where too few patches persist.
  public let shift: MapShift?

  /// Changes of a patch's area below this share are noise: the same ground mapped from other pictures differs so much.
  private static let noise = 0.1
  /// Patches below this are noise by themselves.
  private static let leastChange = Area.squareCentimeters(50)

  /// Compares two maps.
  ///
  /// A patch is new, or gone, where it lies further than the tolerance from every patch of the other survey. The tolerance is
  /// two sigma of both positions together, `2 sqrt(s1^2 + s2^2)`.
  ///
  /// - Parameters:
  ///   - old: the earlier map.
  ///   - new: the later map, on the plane of the earlier one.
  ///   - accuracy: how far patches of a map that does not say it may lie from where they are drawn (one sigma).
  /// - Throws: `ReportingError` where a map does not say what was surveyed or nothing is common; `GeoRasterError`.
  public init(from old: SurveyMap, to new: SurveyMap, accuracy: Length = .zero) throws {
    guard let before = old.coverage else { throw ReportingError.unknownCoverage(path: old.path) }
    guard let after = new.coverage else { throw ReportingError.unknownCoverage(path: new.path) }
    let common = try before.intersection(after)
    guard !common.isEmpty else { throw ReportingError.nothingInCommon(old: old.path, new: new.path) }
    let sigmas = [old, new].map { map in
      map.patches.compactMap(\.positionalAccuracy?.meters).max() ?? accuracy.meters
    }
    let tolerance = 2 * (sigmas[0] * sigmas[0] + sigmas[1] * sigmas[1]).squareRoot()
    let (olds, news) = (try Side(old, on: common), try Side(new, on: common))
    self.common = common
    self.tolerance = .meters(tolerance)
    oldArea = try Ground.joined(olds.pieces.map(\.ground)).area
    newArea = try Ground.joined(news.pieces.map(\.ground)).area
    outside = (olds.outside, news.outside)
    let (fromOld, fromNew) = (
      olds.neighbours(in: news, within: tolerance), news.neighbours(in: olds, within: tolerance)
    )
    let gone = olds.pieces.indices.filter { fromOld[$0].isEmpty }.map { index in
      Entry(
        fate: .gone,
        patch: olds.pieces[index].patch,
        ground: olds.pieces[index].ground,
        nearest: news.distance(to: olds.pieces[index])
      )
    }
    let rest = news.pieces.indices.map { index in
      let piece = news.pieces[index]
      let before = fromNew[index].reduce(0) { $0 + olds.pieces[$1].ground.area.squareMeters }
      return Entry(
        fate: fromNew[index].isEmpty ? .new : Self.fate(before: before, now: piece.ground.area.squareMeters),
        patch: piece.patch,
        ground: piece.ground,
        nearest: fromNew[index].isEmpty ? olds.distance(to: piece) : .zero
      )
    }
    entries = gone + rest
    shift = MapShift(from: olds.pieces, to: news.pieces)
  }

  private static func fate(before: Double, now: Double) -> Fate {
    let change = now - before
    guard abs(change) > max(noise * before, leastChange.squareMeters) else { return .persisting }
    return change > 0 ? .grown : .shrunk
  }

  /// How many patches had a fate; those of the new survey that are in both count as persisting too.
  public func count(_ fate: Fate) -> Int {
    entries.count { $0.fate == fate || (fate == .persisting && [.grown, .shrunk].contains($0.fate)) }
  }

  /// The ground of patches with a fate.
  public func area(_ fate: Fate) -> Area {
    .squareMeters(entries.filter { $0.fate == fate }.reduce(0) { $0 + $1.ground.area.squareMeters })
  }

  /// The patches of one survey on common ground.
  struct Side {
    /// A patch and its part on common ground.
    struct Piece {
      let patch: MappedPatch
      let ground: Ground
    }

    let pieces: [Piece]
    let outside: Int

    init(_ map: SurveyMap, on common: Ground) throws {
      var pieces: [Piece] = []
      for patch in map.patches where patch.ground.meets(common) {
        let part = try patch.ground.intersection(common)
        if !part.isEmpty { pieces.append(Piece(patch: patch, ground: part)) }
      }
      self.pieces = pieces
      outside = map.patches.count - pieces.count
    }

    /// For each piece, those of the other side no further than a distance in metres.
    func neighbours(in other: Side, within distance: Double) -> [[Int]] {
      pieces.map { piece in
        other.pieces.indices.filter { index in
          let candidate = other.pieces[index]
          return candidate.patch.box.isNear(piece.patch.box, within: distance)
            && (candidate.ground.meets(piece.ground)
              || candidate.ground.distance(to: piece.ground).meters <= distance)
        }
      }
    }

    /// The distance to the nearest of these pieces.
    func distance(to piece: Piece) -> Length? { pieces.map { $0.ground.distance(to: piece.ground) }.min() }
  }
}
