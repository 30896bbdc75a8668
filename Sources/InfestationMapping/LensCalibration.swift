public import Imagery

/// A calibrated lens, in pixels of the picture that it was calibrated on.
public struct LensCalibration: Sendable, Hashable {
  /// The lens, for the rows as stored.
  public let lens: FrameLens

  /// The size of the picture; nil where it is not stated.
  public let size: PixelSize?

  /// Makes a calibration.
  public init(lens: FrameLens, size: PixelSize?) {
    self.lens = lens
    self.size = size
  }

  /// Reads what DJI writes as `DewarpData`; nil where the text holds no such numbers: a date, a semicolon, then fx, fy, cx, cy, k1, k2, p1, p2, k3.
  ///
  /// cx and cy count from the middle of the picture, all in pixels of the camera's full size.
  /// Source: DJI, "P4 Multispectral Image Processing Guide".
  ///
  /// - Parameters:
  ///   - text: the value of the property.
  ///   - isCorrected: whether the camera has taken the distortion out already (`DewarpFlag` 1).
  init?(dewarpData text: String, isCorrected: Bool) {
    let values = (text.split(separator: ";").last ?? "").split(separator: ",").map { XMPProperties.number(String($0)) }
    let numbers = values.compactMap { $0 }
    guard numbers.count == 9, values.count == 9, numbers[0] > 0, numbers[1] > 0 else { return nil }
    lens = FrameLens(
      focalX: numbers[0],
      focalY: numbers[1],
      axisX: numbers[2],
      axisY: numbers[3],
      distortion: isCorrected
        ? nil : LensDistortion(k1: numbers[4], k2: numbers[5], k3: numbers[8], p1: numbers[6], p2: numbers[7]),
      basis: isCorrected ? .corrected : .frame
    )
    size = nil
  }

  /// The lens for a frame as stored that is a smaller or larger copy of the calibrated picture.
  ///
  /// - Throws: `InfestationMappingError.otherCamera` where the frame has other proportions.
  func lens(forStored stored: PixelSize) throws -> FrameLens {
    guard let size else { return lens }
    let (across, down) = (
      Double(stored.width) / Double(size.width), Double(stored.height) / Double(size.height)
    )
    guard (across / down - 1).magnitude < 0.01 else {
      throw InfestationMappingError.otherCamera(calibrated: size, frame: stored)
    }
    return lens.scaled(by: across)
  }
}
