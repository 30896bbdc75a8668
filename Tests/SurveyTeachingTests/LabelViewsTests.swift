import Imagery
import Testing

@testable import SurveyTeaching

/// A picture whose red is the column, whose green is the row.
private func ramp(width: Int, height: Int) throws -> ImageTile {
  let rgb: [UInt8] = (0..<height).flatMap { row in
    (0..<width).flatMap { column -> [UInt8] in [UInt8(column), UInt8(row), 100] }
  }
  return try ImageTile(size: PixelSize(width: width, height: height), rgb: rgb, surveyed: nil)
}

private func view(
  zoom: Double = 1,
  transposed: Bool = false,
  mirrored: Bool = false,
  exponent: Float = 1,
  gains: [Float] = [1, 1, 1]
) -> PictureView {
  PictureView(zoom: zoom, isTransposed: transposed, isMirrored: mirrored, exponent: exponent, gains: gains)
}

@Suite("Pictures seen in other views")
struct LabelViewsTests {
  @Test(
    "A place of the picture is seen where the view says",
    arguments: [
      view(), view(mirrored: true), view(transposed: true), view(transposed: true, mirrored: true),
      view(zoom: 2, mirrored: true), view(zoom: 0.5, transposed: true),
    ]
  )
  func places(view: PictureView) throws {
    let part = PixelRect(x: 8, y: 4, size: try PixelSize(width: 24, height: 12))
    let viewed = try ViewedRaster(try ramp(width: 40, height: 20), part: part, view: view)
    let tile = try viewed.read(PixelRect(x: 0, y: 0, size: viewed.size))
    for (x, y) in [(8, 4), (15, 9), (31, 15), (20, 4)] {
      let place = try #require(viewed.place(x: x, y: y))
      let first = 3 * (place.y * viewed.size.width + place.x)
      // Between pixels the numbers lie between theirs.
      #expect(abs(Int(tile.rgb[first]) - x) <= 1)
      #expect(abs(Int(tile.rgb[first + 1]) - y) <= 1)
    }
    #expect(viewed.place(x: 7, y: 4) == nil)
    #expect(viewed.place(x: 8, y: 16) == nil)
  }

  @Test("Light changes samples, and black and white stay what they are")
  func light() {
    let darker = view(exponent: 2, gains: [1, 1, 0.5])
    #expect(darker.curve(of: 0)[0] == 0)
    #expect(darker.curve(of: 0)[128] == 64)
    #expect(darker.curve(of: 0)[255] == 255)
    #expect(darker.curve(of: 2)[255] == 128)
    #expect(view(gains: [1.1, 1, 1]).curve(of: 0)[255] == 255)
  }

  @Test("Ground that was not surveyed stays unsurveyed in a view")
  func unsurveyed() throws {
    let size = try PixelSize(width: 2, height: 1)
    let tile = try ImageTile(size: size, rgb: [1, 1, 1, 9, 9, 9], surveyed: [1, 0])
    let viewed = try ViewedRaster(tile, part: PixelRect(x: 0, y: 0, size: size), view: view(mirrored: true))
    #expect(try viewed.read(PixelRect(x: 0, y: 0, size: size)).surveyed == [0, 1])
  }

  @Test("Each view looks where most is labelled, at a few places of each class that count half")
  func looks() throws {
    let places = (0..<400).map { index in
      LabelSample.Place(x: index % 20, y: index / 20, label: index % 2, weight: 3, quarter: 0)
    }
    let size = try PixelSize(width: 1000, height: 300)
    let views = try LabelViews(of: places, size: size, side: 128, index: 0, count: 4, seed: 1)
    #expect(views.looks.count == 3)
    for look in views.looks {
      let tile = try ViewedRaster(
        try ImageTile(size: size, rgb: [UInt8](repeating: 0, count: 3 * size.pixelCount), surveyed: nil),
        part: look.part,
        view: look.view
      )
      #expect(max(tile.size.width, tile.size.height) <= 128)
      #expect(look.places.allSatisfy { look.part.columns.contains($0.x) && look.part.rows.contains($0.y) })
      for label in 0...1 {
        let sum = look.places.filter { $0.label == label }.reduce(0) { $0 + $1.weight }
        // 200 places of weight 3, half of it, and as many as chance takes.
        #expect(abs(sum - 300) < 120)
      }
    }
  }

  @Test("However much is labelled, the looks stay few", arguments: [1, 8, 31, 33, 100, 1000])
  func bounded(count: Int) throws {
    let places = (0..<2000).map { index in
      LabelSample.Place(x: 60 * (index % 50), y: 50 * (index / 50), label: index % 2, weight: 1, quarter: 0)
    }
    let size = try PixelSize(width: 3000, height: 2000)
    let looks = try (0..<min(count, 60)).reduce(0) { sum, index in
      sum + (try LabelViews(of: places, size: size, side: 512, index: index, count: count, seed: 7).looks.count)
    }
    #expect(looks <= 96)
    #expect(count > 60 || looks > 0)
  }
}
