import Documents
import Foundation
import GeoRaster
import Imagery
import Quantities

/// The map of a report page: patches, numbered, over the pictures of the survey, as SVG.
struct PageMap {
  /// The longest side of the picture in pixels.
  private static let longestSide = 1400
  /// A patch that is smaller than this on the page, in pixels, is a square.
  private static let leastDrawn = 3.0
  /// Numbers nearer than this to another are left out; tables have all.
  private static let labelGap = 24.0
  private static let mostLabels = 60

  private let map: SurveyMap
  private let canvas: GroundCanvas
  private let texts: PageTexts
  private let parcels: [ParcelReport.Parcel]

  /// Draws the ground of a map; nil where there is none.
  init?(_ map: SurveyMap, pictures: SurveyPictures, parcels: [ParcelReport.Parcel], texts: PageTexts) {
    let boxes = map.patches.map(\.box) + [map.coverage?.bounds].compactMap(\.self)
    guard let first = boxes.first else { return nil }
    let all = boxes.dropFirst().reduce(first) { $0.joined(with: $1) }
    let margin = 0.03 * max(all.width, all.height) + 0.1
    self.map = map
    self.texts = texts
    self.parcels = parcels
    canvas = pictures.canvas(of: all.widened(by: margin), on: map.plane, longestSide: Self.longestSide)
  }

  /// The classes of the map with their colours, by name.
  static func colors(of map: SurveyMap) -> [(name: String, color: String)] {
    Set(map.patches.map(\.className)).sorted().enumerated().map { index, name in
      let color = ClassPalette.color(of: UInt8(clamping: index + 1))
      return (name, "rgb(\(color.red),\(color.green),\(color.blue))")
    }
  }

  /// The map as an element of a page.
  func element() throws -> String {
    let (width, height) = (canvas.width, canvas.height)
    let picture =
      canvas.isBlank ? "" : #"<image class="picture" width="\#(width)" height="\#(height)" href="\#(try jpeg)"/>"#
    let ground = try map.coverage.map { #"<path class="ground" d="\#(try path(of: $0))"/>"# } ?? ""
    let outlines = try parcels.map { parcel -> String in
      let middle =
        parcel.ground.bounds.map { canvas.pixel(east: $0.middle.east, north: $0.middle.north) } ?? (x: 0, y: 0)
      let outline = #"<path d="\#(try path(of: parcel.ground))"/>"#
      return outline
        + #"<text x="\#(Self.text(middle.x))" y="\#(Self.text(middle.y))">\#(MarkupText.escaped(parcel.figures.id))</text>"#
    }
    return """
      <svg id="map" viewBox="0 0 \(width) \(height)" role="img" aria-label="\(texts.map)">
      \(picture)\(ground)<g class="patches">\(try patches())</g>
      <g class="parcels">\(outlines.joined())</g><g class="numbers">\(numbers())</g>
      <g class="grid">\(PageGrid(canvas).element)</g>
      </svg>
      """
  }

  private var jpeg: String {
    get throws { "data:image/jpeg;base64," + (try canvas.jpeg()).base64EncodedString() }
  }

  private func patches() throws -> String {
    try Self.colors(of: map).map { name, color in
      var shapes = ""
      for patch in map.patches where patch.className == name {
        if max(patch.box.width, patch.box.height) / canvas.metersPerPixel < Self.leastDrawn {
          let place = canvas.pixel(east: patch.box.middle.east, north: patch.box.middle.north)
          shapes += "M\(Self.text(place.x)) \(Self.text(place.y))h2v2h-2z"
        } else {
          shapes += try path(of: patch.ground)
        }
      }
      return #"<path fill="\#(color)" stroke="\#(color)" d="\#(shapes)"/>"#
    }.joined()
  }

  private func path(of ground: Ground) throws -> String {
    let simple = try ground.simplified(by: .meters(canvas.metersPerPixel / 2))
    return try Self.path(of: simple.isEmpty ? ground : simple, on: canvas)
  }

  /// The rings of some ground as the path of an SVG.
  static func path(of ground: Ground, on canvas: GroundCanvas) throws -> String {
    try ground.rings().map { ring in
      let places = ring.map { place -> String in
        let pixel = canvas.pixel(east: place.east, north: place.north)
        return "\(text(pixel.x)) \(text(pixel.y))"
      }
      return "M" + places.joined(separator: "L") + "z"
    }.joined()
  }

  private func numbers() -> String {
    var taken: [(x: Double, y: Double)] = []
    var labels = ""
    for patch in map.patches.prefix(Self.mostLabels) {
      let place = canvas.pixel(east: patch.box.middle.east, north: patch.box.middle.north)
      let isNear = taken.contains { hypot($0.x - place.x, $0.y - place.y) < Self.labelGap }
      if isNear { continue }
      taken.append(place)
      labels += #"<text x="\#(Self.text(place.x))" y="\#(Self.text(place.y))">\#(patch.number)</text>"#
    }
    return labels
  }

  static func text(_ pixel: Double) -> String {
    let tenths = Int(bounded: (pixel * 10).rounded())
    return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }
}
