import Imagery
import Testing

@testable import SurveyTeaching

@Suite("Places that are learnt from")
struct LabelSampleTests {
  @Test("Each place stands for its share of the pixels of its class")
  func weights() throws {
    let size = try PixelSize(width: 400, height: 300)
    var classes = [UInt8](repeating: 255, count: size.pixelCount)
    for y in 0..<300 { for x in 0..<100 { classes[y * 400 + x] = y < 40 ? 1 : 0 } }
    let sample = LabelSample(
      try ClassMask(size: size, classes: classes),
      at: PixelRect(x: 1000, y: 500, size: size),
      classCount: 2,
      seed: 3
    )
    #expect(sample.pixels == [26000, 4000])
    for label in 0...1 {
      let places = sample.places.filter { $0.label == label }
      #expect(places.count == [1500, 250][label])
      #expect(abs(places.reduce(0) { $0 + $1.weight } - Float(sample.pixels[label])) < 5)
      #expect(places.allSatisfy { classes[($0.y - 500) * 400 + $0.x - 1000] == UInt8(label) })
    }
    #expect(Set(sample.places.map(\.quarter)) == [0, 1, 2, 3])
  }

  @Test("A plant in a corner lies in several quarters of what is labelled")
  func quarters() throws {
    let size = try PixelSize(width: 400, height: 300)
    let classes = (0..<size.pixelCount).map { UInt8($0 % 400 < 60 && $0 / 400 < 40 ? 1 : 0) }
    let sample = LabelSample(
      try ClassMask(size: size, classes: classes),
      at: PixelRect(x: 0, y: 0, size: size),
      classCount: 2,
      seed: 3
    )
    for quarter in 0...3 { #expect(sample.places.count { $0.label == 1 && $0.quarter == quarter } > 20) }
  }
}
