import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities

/// Frames that overlap, laid into one raster on the ground in which each place is counted once.
final class GroundSite {
  /// What a frame gave to the ground.
  struct Share {
    /// The pixels of the grid by class; the last is not surveyed and stays 0.
    var pixels: [Int]
    /// The area of a pixel.
    let pixelArea: Area
  }

  private let grid: GroundGrid
  private let raster: GroundRaster
  private let terrain: FrameTerrain?
  private let names: [String]
  private let numbers: [String: Int]
  private let hasColors: Bool
  /// Nil where all ground is mapped.
  private let boundaryMask: BoundaryMask?
  private let isOutsideBoundary: Bool
  private let card: ModelCard
  /// Rows that are read at once; a patch's outline does not depend on it.
  private static let rowsAtOnce = 64

  /// Begins a site.
  ///
  /// - Parameters:
  ///   - frames: the frames, each with its name and its camera's height over terrain.
  ///   - terrain: the ground; nil where it is level.
  ///   - scratch: a file for the raster, which goes in the end.
  ///   - hasColors: whether a mosaic is wanted.
  ///   - boundary: what of the ground is mapped; nil for all.
  ///   - card: the model.
  /// - Throws: `GeoRasterError` where the frames fit no grid or its file cannot be made.
  init(
    frames: [(name: String, placement: FramePlacement, cameraHeight: Length?)],
    terrain: FrameTerrain?,
    scratch: String,
    hasColors: Bool,
    boundary: GroundBoundary?,
    card: ModelCard
  ) throws {
    names = frames.map(\.name)
    numbers = Dictionary(zip(names, names.indices)) { first, _ in first }
    self.terrain = terrain
    self.hasColors = hasColors
    self.card = card
    let cameraHeights = frames.compactMap(\.cameraHeight)
    grid = try GroundGrid(
      placements: frames.map(\.placement),
      cameraHeights: terrain == nil ? nil : cameraHeights,
      heightsAboveLowestGround: try frames.map { frame in
        guard let terrain, let camera = frame.cameraHeight else { return frame.placement.pose.heightAboveGround }
        return max(camera - (try terrain.lowestGround(around: frame.placement)), frame.placement.pose.heightAboveGround)
      },
      name: names.first ?? scratch
    )
    boundaryMask = try boundary?.mask(size: grid.size, georeference: grid.georeference)
    isOutsideBoundary = boundary != nil && boundaryMask == nil
    raster = try GroundRaster(path: scratch, size: grid.size, bandCount: hasColors ? 5 : 2)
  }

  /// Lays a frame's mask on the ground where no other frame shows the ground better.
  ///
  /// - Parameters:
  ///   - name: the frame.
  ///   - mask: its classes and how sure they are.
  ///   - rgb: its pixels, for the mosaic.
  /// - Returns: what it gave; nil where the frame is none of the site.
  /// - Throws: `GeoRasterError` where the raster cannot be read or written.
  func add(_ name: String, mask: FrameMask, rgb: [UInt8]) throws -> Share? {
    guard let frame = numbers[name] else { return nil }
    let ground = try ground(of: frame)
    var share = Share(
      pixels: [Int](repeating: 0, count: 256),
      pixelArea: try grid.georeference.pixelArea(column: grid.size.width / 2, row: grid.size.height / 2)
    )
    if isOutsideBoundary { return share }
    try grid.bestView.forEachStrip(of: frame, on: ground) { window, places in
      let inside = try boundaryMask?.inside(window)
      let sources = inside.map { zip(places, $0).map { $1 == 0 ? -1 : $0 } } ?? places
      var bands = try raster.read(window)
      let counts = Self.lay(mask, into: &bands, sources: sources)
      for value in counts.indices { share.pixels[value] += counts[value] }
      if hasColors { Self.lay(rgb, of: mask, into: &bands, sources: sources) }
      try raster.write(bands, to: window)
    }
    try raster.flush()
    return share
  }

  /// Puts classes and confidences where a frame has the ground, and counts the pixels of each class.
  private static func lay(_ mask: FrameMask, into bands: inout [[UInt8]], sources: [Int32]) -> [Int] {
    var counts = [Int](repeating: 0, count: 256)
    // Taken out for the while: a list of lists is checked at each access.
    var (laid, sure) = (bands[0], bands[1])
    (bands[0], bands[1]) = ([], [])
    lay(mask, classes: &laid, confidence: &sure, counts: &counts, sources: sources)
    (bands[0], bands[1]) = (laid, sure)
    return counts
  }

  private static func lay(
    _ mask: FrameMask,
    classes: inout [UInt8],
    confidence: inout [UInt8],
    counts: inout [Int],
    sources: [Int32]
  ) {
    let given = mask.classes.span
    let certainty = mask.confidence.span
    let places = sources.span
    var laid = classes.mutableSpan
    var sure = confidence.mutableSpan
    var counted = counts.mutableSpan
    var clean = 0
    for place in places.indices where places[place] >= 0 {
      let source = Int(places[place])
      let value = given[source]
      guard value != ClassMask.notSurveyed else { continue }
      // Most ground is clean, and one counter in memory is slower than one at hand.
      if value == 0 { clean += 1 } else { counted[Int(value)] += 1 }
      // 0 is what the raster has where no frame was laid.
      laid[place] = value + 1
      sure[place] = certainty[source]
    }
    counted[0] += clean
  }

  private static func lay(_ rgb: [UInt8], of mask: FrameMask, into bands: inout [[UInt8]], sources: [Int32]) {
    let classes = mask.classes.span
    let colors = rgb.span
    let places = sources.span
    for channel in 0..<3 {
      var laid = bands[2 + channel].mutableSpan
      for place in places.indices where places[place] >= 0 {
        let source = Int(places[place])
        if classes[source] != ClassMask.notSurveyed { laid[place] = colors[source * 3 + channel] }
      }
    }
  }

  /// The classes as masks have them: 0, where no frame was laid, becomes `ClassMask.notSurveyed`.
  private static func classes(_ laid: [UInt8]) -> [UInt8] {
    var classes = laid
    var changed = classes.mutableSpan
    for place in changed.indices { changed[place] &-= 1 }
    return classes
  }

  private func ground(of frame: Int) throws -> BestView.Ground {
    guard let terrain else { return .level }
    let places = grid.bestView.groundPlaces(of: frame)
    return grid.bestView.ground(of: frame, heights: try terrain.heights(at: grid.coordinates(of: places)))
  }

  /// Traces the patches and writes the mosaic.
  ///
  /// - Parameters:
  ///   - mosaicPath: where the mosaic goes; nil where none is wanted.
  ///   - maskPath: where its mask goes.
  ///   - output: how files are laid out and patches drawn.
  ///   - provenance: what the mask says of itself.
  ///   - put: takes each patch with the name of the frame that shows it best.
  ///   - cover: takes what was surveyed.
  /// - Throws: `GeoRasterError`, and what `put` and `cover` throw.
  func finish(
    mosaicPath: String?,
    maskPath: String,
    output: ResultRequest,
    provenance: MapProvenance,
    put: (_ feature: MapFeature, _ patch: Patch) throws -> Void,
    cover: (SurveyedArea) throws -> Void
  ) throws {
    let area = try grid.georeference.pixelArea(column: grid.size.width / 2, row: grid.size.height / 2)
    let mosaic = try mosaicPath.map { try MosaicWriter(path: $0, size: grid.size, georeference: grid.georeference) }
    let maskWriter = try mosaicPath.map { _ in
      try MaskWriter(
        path: maskPath,
        size: grid.size,
        reference: grid.georeference.stored,
        card: card,
        facts: provenance.facts(
          ofMask: "frames",
          takenAt: nil,
          sampling: .metersPerPixel(area.squareMeters.squareRoot()),
          accuracy: grid.bestView.views.map(\.placement.positionalAccuracy).max()
        ),
        isCloudOptimized: output.cog
      )
    }
    var tracer = PatchTracer(width: grid.size.width)
    var coverage = CoverageTracer(size: grid.size)
    func draw(_ rings: [[PixelCorner]]) throws {
      try cover(SurveyedArea(source: "frames", rings: rings.map { try grid.coordinates(of: $0) }))
    }
    for top in stride(from: 0, to: grid.size.height, by: Self.rowsAtOnce) {
      let height = min(Self.rowsAtOnce, grid.size.height - top)
      let window = PixelRect(x: 0, y: top, size: try PixelSize(width: grid.size.width, height: height))
      let bands = try raster.read(window)
      let rows = try MaskRows(
        firstRow: top,
        width: grid.size.width,
        classes: Self.classes(bands[0]),
        confidence: bands[1]
      )
      var found: [Patch] = []
      tracer.append(rows, pixelArea: { _ in area }, emit: { found.append($0) })
      for patch in found { try put(try feature(patch, slack: output.simplify), patch) }
      try coverage.append(rows) { try draw($0) }
      try maskWriter?.append(rows)
      try mosaic?.write(bands[2...] + [bands[0].map { $0 == 0 ? 0 : 255 }], to: window)
    }
    var last: [Patch] = []
    tracer.finish { last.append($0) }
    for patch in last { try put(try feature(patch, slack: output.simplify), patch) }
    try coverage.finish { try draw($0) }
    try maskWriter?.finish()
    if maskWriter != nil { try MaskWriter.writeStyle(ofMask: maskPath, card: card) }
    try mosaic?.finish()
  }

  private func feature(_ patch: Patch, slack: OutlineSlack) throws -> MapFeature {
    let outer = patch.rings.first ?? []
    let (columns, rows) = (outer.map(\.x), outer.map(\.y))
    let source = grid.bestView.source(
      column: Double((columns.min() ?? 0) + (columns.max() ?? 0)) / 2,
      row: Double((rows.min() ?? 0) + (rows.max() ?? 0)) / 2
    )
    let placement = source.map { grid.bestView.views[$0.frame].placement }
    return MapFeature(
      className: card.classes[Int(patch.classIndex)],
      area: patch.area,
      areaRange: patch.areaRange(scaleDeviation: placement?.groundSamplingUncertainty ?? 0),
      meanProbability: patch.confidence,
      source: source.map { names[$0.frame] } ?? "",
      positionalAccuracy: source.flatMap { placement?.positionalAccuracy(at: .meters($0.distance)) },
      rings: try grid.georeference.positions(of: patch, slack: slack)
    )
  }
}
