import Imagery

extension FramePlacement {
  /// The same frame decoded at a part of its size: its corners show the same ground.
  ///
  /// - Parameter divisor: pixels of the file along a pixel that is decoded; libjpeg rounds the sides up.
  /// - Returns: where the smaller frame lies.
  /// - Throws: nothing for a frame that was placed; `InfestationMappingError` otherwise.
  public func scaled(by divisor: Int) throws -> FramePlacement {
    guard divisor > 1 else { return self }
    let size = try PixelSize(
      width: (imageSize.width + divisor - 1) / divisor,
      height: (imageSize.height + divisor - 1) / divisor
    )
    // Each side by its own factor: rounding up makes them differ a little.
    let factorX = Double(size.width) / Double(imageSize.width)
    let factorY = Double(size.height) / Double(imageSize.height)
    return try FramePlacement(
      pose: pose,
      lens: FrameLens(
        focalX: lens.focalX * factorX,
        focalY: lens.focalY * factorY,
        axisX: lens.axisX * factorX,
        axisY: lens.axisY * factorY,
        distortion: lens.distortion,
        basis: lens.basis
      ),
      imageSize: size,
      fix: fix,
      heightBasis: heightBasis,
      deviations: deviations
    )
  }
}
