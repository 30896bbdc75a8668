import Foundation
import GeoRaster
import Imagery
import SurveyMapping

/// A picture with labels.
struct LabelledPicture {
  /// Where labels come from.
  enum Labels {
    /// A mask of the picture's size.
    case mask(URL)
    /// Outlines over the picture, and the class of each name.
    case outlines([PictureOutlines], labels: [String: UInt8] = [:])
    /// Shapes over the ground.
    case ground(GroundLabels)

    /// The same, with the class of each name.
    func named(_ labels: [String: UInt8]) -> Labels {
      switch self {
      case .mask: return self
      case .outlines(let pictures, _): return .outlines(pictures, labels: labels)
      case .ground(var ground):
        ground.labels = labels
        return .ground(ground)
      }
    }
  }

  /// The side of a block of an orthophoto: two tiles, so that blocks are ground of their own.
  private static let blockSide = 1024

  private let file: URL
  /// The parts that may hold labels: the whole picture, or blocks of an orthophoto.
  let blocks: [LabelledBlock]
  private let labels: any PixelLabels
  /// An orthophoto, of which windows are read; nil for a photograph.
  private let raster: RasterImage?
  private let isDrawn: Bool
  private let isComplete: Bool

  /// Whether anything is labelled at all.
  var hasLabels: Bool { !blocks.isEmpty }

  /// Opens a picture and its labels.
  ///
  /// - Parameters:
  ///   - picture: the picture.
  ///   - kind: where its labels come from.
  ///   - classCount: how many classes there are.
  ///   - request: how labels are read.
  ///   - notices: what the user should know is added here.
  /// - Throws: `TeachError` where labels do not fit the picture, and what the readers throw.
  init(
    _ picture: URL,
    labels kind: Labels,
    classCount: Int,
    request: TeachRequest,
    notices: inout [String]
  ) throws {
    let stem = picture.deletingPathExtension().lastPathComponent
    file = picture
    isComplete = request.drawn.isComplete
    let size: PixelSize
    var orthophoto: RasterImage?
    switch kind {
    case .mask(let mask):
      size = try PictureFile.size(of: picture)
      labels = MaskLabels(mask, of: size, classCount: classCount, ignored: request.ignored)
      isDrawn = false
    case .outlines(let drawn, let names):
      size = try PictureFile.size(of: picture)
      if let other = drawn.first(where: { $0.size.map { $0 != (size.width, size.height) } ?? false }),
        let found = other.size
      {
        throw TeachError.otherSize(
          mask: other.path,
          maskSize: "\(found.width) x \(found.height)",
          pictureSize: "\(size.width) x \(size.height)"
        )
      }
      labels = try LabelRaster(drawn.flatMap(\.shapes), labels: names, size: size, path: drawn[0].path)
      isDrawn = true
    case .ground(let ground):
      guard !PictureFile.isFrame(picture) else { throw TeachError.frameOnGround(path: picture.path) }
      let image = try RasterImage(path: picture.path)
      orthophoto = image
      let raster = try LabelRaster(
        ground.shapes,
        labels: ground.labels,
        size: image.size,
        georeference: try Georeference(of: image),
        path: ground.path
      )
      if raster.crossingCount > 0 {
        notices.append(
          "\(raster.crossingCount) shape(s) of '\(ground.path)' cross themselves and are read as the parts that they enclose."
        )
      }
      (size, labels) = (image.size, raster)
      isDrawn = true
    }
    let known = labels
    raster = orthophoto
    let isOrthophoto = orthophoto != nil
    let everywhere = isDrawn && isComplete && known.touches(PixelRect(x: 0, y: 0, size: size))
    blocks = try Self.parts(of: size, isCut: isOrthophoto).filter { everywhere || known.touches($0) }.map { part in
      let isWhole = part.size == size
      return LabelledBlock(window: part, name: isWhole ? stem : "\(stem), \(part.x) right and \(part.y) down")
    }
  }

  /// The pixels; of a photograph all of them are decoded.
  ///
  /// - Throws: what the readers throw.
  func pixels() throws -> any RasterSource {
    if let raster { return raster }
    return try PictureFile.open(file)
  }

  /// The classes of a block; what was not surveyed says nothing.
  ///
  /// - Throws: what the readers throw.
  func mask(of block: LabelledBlock) throws -> ClassMask {
    var classes = try labels.classes(in: block.window)
    guard isDrawn else { return try ClassMask(size: block.window.size, classes: classes) }
    if isComplete { for index in classes.indices where classes[index] == LabelRaster.unlabelled { classes[index] = 0 } }
    if let surveyed = try raster?.read(block.window).surveyed {
      for index in classes.indices where surveyed[index] == 0 { classes[index] = LabelRaster.unlabelled }
    }
    return try ClassMask(size: block.window.size, classes: classes)
  }

  private static func parts(of size: PixelSize, isCut: Bool) throws -> [PixelRect] {
    guard isCut else { return [PixelRect(x: 0, y: 0, size: size)] }
    return try stride(from: 0, to: size.height, by: blockSide).flatMap { y in
      try stride(from: 0, to: size.width, by: blockSide).map { x in
        let part = try PixelSize(width: min(blockSide, size.width - x), height: min(blockSide, size.height - y))
        return PixelRect(x: x, y: y, size: part)
      }
    }
  }
}
