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
    let sample = try LabelSample(
      ClassMask(size: size, classes: classes),
      classCount: 2,
      ignored: 255,
      path: "m.png",
      seed: 3
    )
    #expect(sample.pixels == [26000, 4000])
    for label in 0...1 {
      let places = sample.places.filter { $0.label == label }
      #expect(places.count == [1500, 250][label])
      #expect(abs(places.reduce(0) { $0 + $1.weight } - Float(sample.pixels[label])) < 5)
      #expect(places.allSatisfy { classes[$0.y * 400 + $0.x] == UInt8(label) })
    }
    #expect(Set(sample.places.map(\.quarter)) == [0, 2])
  }

  @Test("A value without a class is named with its mask")
  func unknown() throws {
    let size = try PixelSize(width: 8, height: 8)
    let mask = try ClassMask(size: size, classes: [UInt8](repeating: 7, count: 64))
    #expect(throws: TeachError.unknownValue(mask: "m.png", value: 7, classCount: 2)) {
      try LabelSample(mask, classCount: 2, ignored: 255, path: "m.png", seed: 1)
    }
  }
}
