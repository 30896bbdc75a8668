import Documents
import FieldGeometry
import Foundation
import GeoRaster
import Quantities

/// The largest patches of a report page, each with the picture of its ground.
struct PagePatches {
  /// How many there are.
  private static let most = 20
  /// The side of a picture in pixels.
  private static let side = 180

  private let map: SurveyMap
  private let pictures: SurveyPictures
  private let language: PageLanguage

  init(_ map: SurveyMap, _ pictures: SurveyPictures, _ language: PageLanguage) {
    (self.map, self.pictures, self.language) = (map, pictures, language)
  }

  /// The patches, each as a card.
  func cards() throws -> String {
    let texts = language.texts
    let colors = Dictionary(uniqueKeysWithValues: PageMap.colors(of: map).map { ($0.name, $0.color) })
    let cards = try map.patches.prefix(Self.most).map { patch in
      let place = try map.plane.positionInside(patch.ground)
      let range = patch.areaRange.map {
        " (\(language.number($0.lowerBound.squareMeters)) – \(language.number($0.upperBound.squareMeters)))"
      }
      let probability = patch.meanProbability.map {
        "<br>\(texts.probability) \(language.number($0, decimals: 2))"
      }
      let middle = patch.box.middle
      return """
        <div class="card">\(try cutOut(patch, color: colors[patch.className] ?? "red"))<div><b>\(texts.number) \(patch.number)</b>, \
        \(MarkupText.escaped(language.className(patch.className)))<br>\
        \(language.number(patch.area.squareMeters)) m²\(range ?? "")\(probability ?? "")<br>\
        \(String(format: "%.7f, %.7f", place.latitude.degrees, place.longitude.degrees))<br>\
        \(String(format: "E %.1f, N %.1f", middle.east, middle.north))</div></div>
        """
    }
    return #"<div class="cards">\#(cards.joined(separator: "\n"))</div>"#
      + #"<p class="note">\#(texts.position): WGS 84; \#(map.plane.system). \#(texts.probabilityNote) \#(texts.all)</p>"#
  }

  private func cutOut(_ patch: MappedPatch, color: String) throws -> String {
    let half = max(patch.box.width, patch.box.height, 0.2) * 0.75
    let (east, north) = patch.box.middle
    let box = GroundBox(eastings: east - half...east + half, northings: north - half...north + half)
    let canvas = pictures.canvas(of: box, on: map.plane, longestSide: Self.side, first: patch.source)
    let picture =
      canvas.isBlank
      ? ""
      : #"<image width="\#(canvas.width)" height="\#(canvas.height)" href="data:image/jpeg;base64,"#
        + (try canvas.jpeg()).base64EncodedString() + #""/>"#
    let path = try PageMap.path(of: patch.ground.simplified(by: .meters(canvas.metersPerPixel / 2)), on: canvas)
    return #"<svg class="cut" viewBox="0 0 \#(canvas.width) \#(canvas.height)">\#(picture)"#
      + #"<path stroke="\#(color)" d="\#(path)"/></svg>"#
  }
}
