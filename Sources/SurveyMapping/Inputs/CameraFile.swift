import Foundation
import Imagery
import InfestationMapping
import ResultFiles

/// A calibrated camera in a JSON file, in pixels as OpenCV and most programs for calibration count them.
enum CameraFile {
  private struct Record: Decodable {
    let widthPx: Int
    let heightPx: Int
    let fxPx: Double
    let fyPx: Double?
    let cxPx: Double?
    let cyPx: Double?
    let k1: Double?
    let k2: Double?
    let p1: Double?
    let p2: Double?
    let k3: Double?

    // Spelt out, so that messages name the keys as the file does.
    enum CodingKeys: String, CodingKey {
      case widthPx = "width_px"
      case heightPx = "height_px"
      case fxPx = "fx_px"
      case fyPx = "fy_px"
      case cxPx = "cx_px"
      case cyPx = "cy_px"
      case k1, k2, p1, p2, k3
    }
  }

  private static let remedy = """
    Give JSON with width_px, height_px, fx_px and, where they are known, fy_px, cx_px, cy_px, k1, k2, p1, p2, k3
    """

  /// Reads a camera file.
  ///
  /// The centre of the first pixel is 0, 0; without `cx_px` and `cy_px` the axis is in the middle.
  ///
  /// - Throws: `FileError.cannotRead` where it is missing or no camera.
  static func read(path: String) throws -> LensCalibration {
    let data = Data(try InputFile.bytes(path: path, limit: 1 << 20))
    let record: Record
    do {
      record = try JSONDecoder().decode(Record.self, from: data)
    } catch {
      throw FileError.cannotRead(path: path, reason: DecodingReason.of(error), remedy: "\(remedy).")
    }
    let (fx, fy) = (record.fxPx, record.fyPx ?? record.fxPx)
    guard record.widthPx > 0, record.heightPx > 0, fx > 0, fy > 0, fx.isFinite, fy.isFinite else {
      throw FileError.cannotRead(
        path: path,
        reason: "its size and focal length are not all above zero",
        remedy: "\(remedy)."
      )
    }
    let size = try PixelSize(width: record.widthPx, height: record.heightPx)
    let axisX = record.cxPx.map { $0 + 0.5 - Double(size.width) / 2 } ?? 0
    let axisY = record.cyPx.map { $0 + 0.5 - Double(size.height) / 2 } ?? 0
    // Far outside of the picture it is a mistake: of unit, or of the picture that was calibrated.
    guard axisX.magnitude < Double(size.width) / 2, axisY.magnitude < Double(size.height) / 2 else {
      throw FileError.cannotRead(path: path, reason: "its axis lies outside of the picture", remedy: "\(remedy).")
    }
    return LensCalibration(
      lens: FrameLens(
        focalX: fx,
        focalY: fy,
        axisX: axisX,
        axisY: axisY,
        distortion: LensDistortion(
          k1: record.k1 ?? 0,
          k2: record.k2 ?? 0,
          k3: record.k3 ?? 0,
          p1: record.p1 ?? 0,
          p2: record.p2 ?? 0
        ),
        basis: .cameraFile
      ),
      size: size
    )
  }
}
