import Foundation
import GeoRaster
import Imagery
import ModelGraphs
import TestSupport
import Testing

/// `ragweed map` with a network whose output is smaller than its input by a border, as a U-Net without padding has.
@Suite(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin"))
struct MapMarginTests {
  private static let side = 32
  private static let margin = 3
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The share of green in the 7 x 7 pixels around one is weed from 0.4 on.
  private func network(outputSide: Int = side - 2 * margin) throws -> String {
    var builder = NetworkBuilder()
    let image = builder.input("image", [1, 3, Self.side, Self.side])
    let kernel = Self.side - outputSide + 1
    let (plane, share) = (kernel * kernel, 1 / Float(kernel * kernel))
    let zeros = [Float](repeating: 0, count: plane)
    let green = zeros + [Float](repeating: share, count: plane) + zeros
    let weights = builder.numbers(
      [Float](repeating: 0, count: 3 * plane) + green,
      shape: [2, 3, kernel, kernel]
    )
    let bias = builder.numbers([0.4, 0], shape: [2])
    let scores = builder.operation("Conv", [image, weights, bias], integers: ["kernel_shape": [kernel, kernel]])
    let file = try builder.data(outputs: [(scores, [1, 2, outputSide, outputSide])])
    return try folder.write(file, as: "border.onnx")
  }

  private func map(_ options: [String] = []) throws -> Program {
    try Program(
      arguments: [
        "map", try ColourField.write(into: folder), "--model", folder.path("border.onnx"), "--classes", "soil,weed",
        "--output", folder.path("out"), "--overwrite",
      ] + options,
      environment: ["XDG_CACHE_HOME": folder.path("cache")]
    )
  }

  /// What the network would say of the whole picture, mirrored at its edges.
  private func expected() throws -> (mask: [UInt8], isClear: [Bool]) {
    let image = try RasterImage(path: folder.path("field.tif"))
    let size = image.size
    let rgb = try image.read(PixelRect(x: 0, y: 0, size: size)).rgb
    func place(_ index: Int, _ length: Int) -> Int {
      index < 0 ? -1 - index : index < length ? index : 2 * length - 1 - index
    }
    var mask: [UInt8] = []
    var isClear: [Bool] = []
    for row in 0..<size.height {
      for column in 0..<size.width {
        var sum = 0.0
        for y in -Self.margin...Self.margin {
          for x in -Self.margin...Self.margin {
            let source = place(row + y, size.height) * size.width + place(column + x, size.width)
            sum += Double(rgb[source * 3 + 1]) / 255
          }
        }
        mask.append(sum / 49 > 0.4 ? 1 : 0)
        isClear.append(abs(sum / 49 - 0.4) > 1e-3)
      }
    }
    return (mask, isClear)
  }

  @Test(
    arguments: [
      ["--engine", "opencv"], ["--overlap", "0"], ["--overlap", "5", "--views", "8"], ["--threshold", "0.5"],
      ["--tile", "40"],
    ]
  )
  func theBorderIsAMarginThatIsNeverBlended(options: [String]) throws {
    _ = try network()
    let outcome = try map(options)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let origin = options.contains("--tile") ? "options" : "its graph"
    #expect(outcome.output.contains("px (by \(origin)), a margin of 3 px not blended"), "\(outcome.output)")
    let mask = try MaskReader.read(path: folder.path("out/field.mask.tif"))
    let (wanted, isClear) = try expected()
    #expect(mask.classes.count == wanted.count && Set(mask.classes) == [0, 1])
    let wrong = wanted.indices.count { isClear[$0] && mask.classes[$0] != wanted[$0] }
    #expect(wrong == 0)
  }

  /// Half as large is the tile in coarser pixels; an odd difference has no middle.
  @Test(arguments: [16, 12, 27])
  func anOutputOfAnotherScaleIsRefused(outputSide: Int) throws {
    _ = try network(outputSide: outputSide)
    let outcome = try map()
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("or less by an even border below half of it"), "\(outcome.messages)")
  }
}
