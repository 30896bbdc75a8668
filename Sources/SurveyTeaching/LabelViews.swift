import Imagery
import Quantities

/// Parts of a picture that are looked at in other views as well.
///
/// A few pictures show a plant from one height and in one light; what is learnt from them must hold in others.
struct LabelViews {
  /// A part in one view, and the places that are learnt from in it.
  struct Look {
    let part: PixelRect
    let view: PictureView
    let places: [LabelSample.Place]
  }

  /// The most tiles that are looked at besides the pictures themselves, which bounds the time.
  private static let mostTiles = 96
  private static let mostTilesOfView = 4
  /// Of this share of a class's places each view takes.
  private static let share = 4
  /// What all places of a view count, where those of the picture count 1.
  private static let weight: Float = 0.5

  /// The looks.
  let looks: [Look]

  /// Chooses parts where most is labelled.
  ///
  /// - Parameters:
  ///   - places: the labelled places of the picture.
  ///   - size: the picture's.
  ///   - side: the side of the network's tile.
  ///   - index: which of the pictures it is.
  ///   - count: how many pictures there are; the more, the fewer looks at each.
  ///   - seed: what chance begins with.
  /// - Throws: never for a picture with a pixel.
  init(of places: [LabelSample.Place], size: PixelSize, side: Int, index: Int, count: Int, seed: UInt64) throws {
    var random = SmallRandom(seed: seed)
    let views = PictureView.drawn(using: &random)
    let wanted = views.count * count
    let step = (wanted + Self.mostTiles - 1) / Self.mostTiles
    let tiles = min(Self.mostTilesOfView, max(1, Self.mostTiles / max(wanted, 1)))
    let chosen = views.enumerated().filter { (index + $0.offset).isMultiple(of: max(step, 1)) }.map(\.element)
    looks = try chosen.flatMap { view in
      try Self.looks(at: places, in: view, size: size, side: side, most: tiles, using: &random)
    }
  }

  private static func looks(
    at places: [LabelSample.Place],
    in view: PictureView,
    size: PixelSize,
    side: Int,
    most: Int,
    using random: inout SmallRandom
  ) throws -> [Look] {
    let span = max(1, Int(bounded: Double(side) / view.zoom))
    let part = try PixelSize(width: min(span, size.width), height: min(span, size.height))
    // As many parts as it takes, at equal distances from border to border.
    func origin(_ place: Int, _ length: Int, _ total: Int) -> Int {
      let parts = (total + length - 1) / length
      let index = min(place * parts / total, parts - 1)
      return parts == 1 ? 0 : index * (total - length) / (parts - 1)
    }
    let total = places.reduce(into: [Int: Float]()) { $0[$1.label, default: 0] += $1.weight }
    let groups = Dictionary(grouping: places) { place in
      Corner(x: origin(place.x, part.width, size.width), y: origin(place.y, part.height, size.height))
    }
    // What shows a large share of any class counts most.
    func worth(_ group: [LabelSample.Place]) -> Float { group.reduce(0) { $0 + $1.weight / (total[$1.label] ?? 1) } }
    let best = groups.map { (corner: $0.key, places: $0.value, worth: worth($0.value)) }
      .sorted { ($1.worth, $0.corner.y, $0.corner.x) < ($0.worth, $1.corner.y, $1.corner.x) }.prefix(most)
    let seen = best.flatMap(\.places)
    let counts = seen.reduce(into: [Int: Int]()) { $0[$1.label, default: 0] += 1 }
    let kept = counts.mapValues { max(1, $0 / Self.share) }
    return best.map { entry in
      let some = entry.places.filter { _ in Int.random(in: 0..<Self.share, using: &random) == 0 }
      return Look(
        part: PixelRect(x: entry.corner.x, y: entry.corner.y, size: part),
        view: view,
        places: some.map { place in
          place.weighing(Self.weight * (total[place.label] ?? 0) / Float(kept[place.label] ?? 1))
        }
      )
    }
  }

  private struct Corner: Hashable {
    let x: Int
    let y: Int
  }
}
