import FieldGeometry
import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import VisionRuntime

/// An input that is open: its pixels, where they lie, and what is known about how well.
struct SurveyedImage {
  /// The file.
  let file: URL
  /// What it is called in results.
  let name: String
  /// Its pixels; those outside of a boundary count as not surveyed.
  let source: any RasterSource
  /// The file of an orthophoto.
  let raster: RasterImage?
  /// Whether a boundary leaves nothing of it.
  let isOutsideBoundary: Bool
  /// Where they lie; `nil` where the file does not say, or not well enough.
  let georeference: Georeference?
  /// What the file of the mask says of where it lies, whether or not that leads to a place on the Earth.
  let reference: StoredReference?
  /// Why there is no georeference.
  let refusal: (any Error)?
  /// Where a frame was placed; `nil` for orthophotos.
  let placement: FramePlacement?

  /// The name of the file without its extension.
  var stem: String { file.deletingPathExtension().lastPathComponent }

  /// The ground sampling distance at the centre; `nil` where the file does not say where it lies.
  var groundSamplingDistance: GroundSamplingDistance? {
    get throws {
      if let placement { return placement.groundSamplingDistance }
      return try georeference?.groundSamplingDistance(column: source.size.width / 2, row: source.size.height / 2)
    }
  }

  /// Where its middle lies; `nil` where that is not known.
  var position: GeoCoordinate? {
    get throws {
      let middle = PixelCorner(x: source.size.width / 2, y: source.size.height / 2)
      return try georeference?.coordinates(of: [middle]).first
    }
  }

  /// Opens an orthophoto, or a frame whose place is not asked for.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - name: what it is called in results; nil for the name of the file.
  ///   - isPlaced: whether it is to be put on a map.
  ///   - rasters: how an orthophoto is read.
  ///   - boundary: what of the ground is mapped; nil for all.
  ///   - scale: at what part of its size a frame is decoded.
  /// - Throws: the adapter's error where it cannot be read; where only the place is unknown, `refusal` says so.
  init(
    _ file: URL,
    name: String? = nil,
    isPlaced: Bool,
    rasters: RasterRequest = RasterRequest(),
    boundary: GroundBoundary? = nil,
    scale: FrameScale = .whole
  ) throws {
    self.file = file
    self.name = name ?? file.lastPathComponent
    placement = nil
    if Self.isFrame(file) {
      source = try JPEGFrame(path: file.path, divisor: scale.divisor)
      (georeference, reference, refusal) = (nil, nil, nil)
      (raster, isOutsideBoundary) = (nil, false)
      return
    }
    let image = try RasterImage(
      path: file.path,
      bands: rasters.bands,
      range: rasters.valueRange,
      noData: rasters.noData
    )
    raster = image
    reference = image.storedReference
    do {
      georeference = isPlaced ? try Georeference(of: image, system: rasters.system) : nil
      refusal = nil
    } catch {
      georeference = nil
      refusal = error
    }
    let mask = try georeference.flatMap { try boundary?.mask(size: image.size, georeference: $0) }
    source = mask.map { BoundedRaster(image, by: $0) } ?? image
    isOutsideBoundary = boundary != nil && georeference != nil && mask == nil
  }

  /// Takes a frame that is open.
  ///
  /// - Parameters:
  ///   - pixels: its pixels.
  ///   - file: its file.
  ///   - placement: where it lies; nil where that is not known.
  ///   - refusal: why it is not known.
  /// - Throws: `GeoRasterError.projection` where the place has no UTM zone.
  init(_ pixels: any RasterSource, file: URL, placement: FramePlacement?, refusal: (any Error)?) throws {
    self.file = file
    name = file.lastPathComponent
    source = pixels
    (raster, isOutsideBoundary) = (nil, false)
    self.placement = placement
    self.refusal = refusal
    // An oblique frame has no scale of its own; its mask stays in the frame's pixels.
    georeference = try placement.flatMap { try $0.isNadir ? Georeference(of: $0, path: file.path) : nil }
    reference = georeference?.stored
  }

  /// Whether a file is a single frame: a JPEG, unless a file beside it says where its pixels lie.
  static func isFrame(_ file: URL) -> Bool {
    guard ["jpg", "jpeg"].contains(file.pathExtension.lowercased()) else { return false }
    let stem = file.deletingPathExtension()
    let beside =
      ["wld", "jgw", "jpgw", "jpegw"].map { stem.appendingPathExtension($0).path } + [file.path + ".aux.xml"]
    // Only such a JPEG is opened to find out.
    guard beside.contains(where: FileManager.default.fileExists), let image = try? RasterImage(path: file.path) else {
      return true
    }
    return image.storedReference.transform == nil
  }
}
