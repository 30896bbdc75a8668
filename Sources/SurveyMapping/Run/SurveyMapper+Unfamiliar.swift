import FieldGeometry
import Foundation
import GeoRaster
import Imagery
import InfestationMapping

/// Ground that is unlike what the model has learnt.
extension SurveyMapper {
  /// Draws the tiles of an orthophoto that are beyond the limit.
  func putUnfamiliar(_ figures: InputFigures, of image: SurveyedImage) throws {
    guard let georeference = image.georeference else { return }
    try putUnfamiliar(figures, source: image.name) { cell in
      let (right, bottom) = (cell.x + cell.width, cell.y + cell.height)
      return try georeference.coordinates(of: [
        PixelCorner(x: cell.x, y: cell.y), PixelCorner(x: cell.x, y: bottom), PixelCorner(x: right, y: bottom),
        PixelCorner(x: right, y: cell.y),
      ])
    }
  }

  /// Draws the tiles of a frame that are beyond the limit, on level ground as its outline.
  func putUnfamiliar(_ figures: InputFigures, source: String, placement: FramePlacement) throws {
    try putUnfamiliar(figures, source: source) { cell in
      try placement.ground(x: cell.x..<cell.x + cell.width, y: cell.y..<cell.y + cell.height)
    }
  }

  /// They are drawn anew by each run, from what the inputs came to.
  private func putUnfamiliar(
    _ figures: InputFigures,
    source: String,
    ring: (UnfamiliarityFigures.Cell) throws -> [GeoCoordinate]?
  ) throws {
    guard !account.isSilent, knowledge.sensors != nil, let cells = figures.unfamiliarity?.cells, !cells.isEmpty else {
      return
    }
    let ground = try cells.compactMap { cell in
      try ring(cell).map { UnfamiliarGround(source: source, unfamiliarity: cell.unfamiliarity, ring: $0) }
    }
    try map.open().append(ground)
  }
}
