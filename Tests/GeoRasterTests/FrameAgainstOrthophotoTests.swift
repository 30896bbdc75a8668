import FieldGeometry
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import TestSupport
import Testing

/// The synthetic frames show the same field as the synthetic orthophoto, so their true masks must fall on each other.
@Suite struct FrameAgainstOrthophotoTests {
  @Test(arguments: ["DJI_0001", "DJI_0002", "DJI_0003"])
  func aPlacedFrameFallsOnTheOrthophoto(name: String) throws {
    let framePath = "\(Sample.frames)/\(name).JPG"
    let frameTruth = try MaskReader.read(path: "\(Sample.framesTruth)/\(name).mask.png")
    let tags = try FrameTags(path: framePath)
    let placement = try FramePlacement(
      FrameMetadata(exif: tags.exif, xmp: tags.xmp),
      imageSize: frameTruth.size,
      height: nil
    ) {
      $0 == "FC6310" ? FrameSensor(width: .millimeters(13.2), widthInPixels: 5472, heightInPixels: 3648) : nil
    }
    let frame = try Georeference(of: placement, path: framePath)
    let orthophoto = try GroundGrid(
      Georeference(of: RasterImage(path: Sample.orthophoto)),
      truth: MaskReader.read(path: Sample.orthophotoTruth)
    )

    var (both, either) = (0, 0)
    for row in stride(from: 2, to: frameTruth.size.height, by: 5) {
      let corners = stride(from: 2, to: frameTruth.size.width, by: 5).map { PixelCorner(x: $0, y: row) }
      for (corner, position) in zip(corners, try frame.coordinates(of: corners)) {
        guard let wanted = orthophoto.value(at: position), wanted != ClassMask.notSurveyed else { continue }
        let found = frameTruth.classes[corner.y * frameTruth.size.width + corner.x]
        if wanted == 1 && found == 1 { both += 1 }
        if wanted == 1 || found == 1 { either += 1 }
      }
    }
    // Corners stand for pixels here, half a pixel off, which costs 0.05. A yaw of the wrong sign gives 0.12, a height
    // wrong by 10 cm 0.45.
    #expect(either > 1000)
    #expect(Double(both) / Double(either) > 0.85)
  }
}

/// An image whose pixels are found by position; over some metres, degrees and pixels are an affine pair.
private struct GroundGrid {
  private let truth: ClassMask
  private let origin: GeoCoordinate
  private let right: (Double, Double)
  private let down: (Double, Double)

  init(_ georeference: Georeference, truth: ClassMask) throws {
    self.truth = truth
    let (width, height) = (truth.size.width, truth.size.height)
    let corners = try georeference.coordinates(of: [
      PixelCorner(x: 0, y: 0), PixelCorner(x: width, y: 0), PixelCorner(x: 0, y: height),
    ])
    origin = corners[0]
    func step(_ to: GeoCoordinate, over pixels: Int) -> (Double, Double) {
      (
        (to.longitude - corners[0].longitude).degrees / Double(pixels),
        (to.latitude - corners[0].latitude).degrees / Double(pixels)
      )
    }
    right = step(corners[1], over: width)
    down = step(corners[2], over: height)
  }

  /// The class at a position; nil beyond the image.
  func value(at position: GeoCoordinate) -> UInt8? {
    let east = (position.longitude - origin.longitude).degrees
    let north = (position.latitude - origin.latitude).degrees
    let determinant = right.0 * down.1 - right.1 * down.0
    let column = Int(((east * down.1 - north * down.0) / determinant).rounded(.down))
    let row = Int(((north * right.0 - east * right.1) / determinant).rounded(.down))
    guard (0..<truth.size.width).contains(column), (0..<truth.size.height).contains(row) else { return nil }
    return truth.classes[row * truth.size.width + column]
  }
}
