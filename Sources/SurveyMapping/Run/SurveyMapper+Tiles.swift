import FieldGeometry
import Foundation
import GeoRaster
import Imagery
import InfestationMapping

/// Ground that is unlike what the model has learnt, and ground where labels would teach it much.
extension SurveyMapper {
  /// Places that are chosen from, however many inputs there are.
  private static let mostPlacesKept = 4096

  /// Draws the tiles of an orthophoto that are beyond the limit, and keeps those that need labels.
  func putTiles(_ figures: InputFigures, of image: SurveyedImage) throws {
    guard let georeference = image.georeference else { return }
    try putTiles(figures, source: image.name) { x, y, width, height in
      let (right, bottom) = (x + width, y + height)
      return try georeference.coordinates(of: [
        PixelCorner(x: x, y: y), PixelCorner(x: x, y: bottom), PixelCorner(x: right, y: bottom),
        PixelCorner(x: right, y: y),
      ])
    }
  }

  /// Draws the tiles of a frame that are beyond the limit, on level ground as its outline, and keeps those that need labels.
  func putTiles(_ figures: InputFigures, source: String, placement: FramePlacement) throws {
    try putTiles(figures, source: source) { x, y, width, height in
      try placement.ground(x: x..<x + width, y: y..<y + height)
    }
  }

  /// They are drawn anew by each run, from what the inputs came to.
  private func putTiles(
    _ figures: InputFigures,
    source: String,
    ring: (_ x: Int, _ y: Int, _ width: Int, _ height: Int) throws -> [GeoCoordinate]?
  ) throws {
    guard !account.isSilent, knowledge.sensors != nil else { return }
    for cell in figures.doubtful ?? [] {
      guard let outline = try ring(cell.x, cell.y, cell.width, cell.height) else { continue }
      labelPlaces.append(LabelPlace(source: source, need: cell.need, ring: outline))
    }
    if labelPlaces.count > 2 * Self.mostPlacesKept {
      labelPlaces = Array(labelPlaces.sorted { $0.need > $1.need }.prefix(Self.mostPlacesKept))
    }
    guard let cells = figures.unfamiliarity?.cells, !cells.isEmpty else { return }
    let ground = try cells.compactMap { cell in
      try ring(cell.x, cell.y, cell.width, cell.height).map {
        UnfamiliarGround(source: source, unfamiliarity: cell.unfamiliarity, ring: $0)
      }
    }
    try map.open().append(ground)
  }
}
