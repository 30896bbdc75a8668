import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import Segmentation

/// The end of the pipeline for one input: its mask file, its patches on the map, its figures.
struct MaskStage: MaskSink {
  private let image: SurveyedImage
  private let maskPath: String
  private let writer: MaskWriter
  private let map: MapWriter?
  private let card: ModelCard
  private let scaleDeviation: Double
  private let output: ResultRequest
  private var tracer: PatchTracer
  private var coverage: CoverageTracer
  private var figures: InputFigures

  /// Begins an input.
  ///
  /// - Parameters:
  ///   - image: the input.
  ///   - moment: when it was taken, as it says itself.
  ///   - maskPath: its mask.
  ///   - map: takes its patches; nil where they are found later.
  ///   - provenance: what the mask says of itself.
  ///   - output: how files are laid out.
  /// - Throws: `GeoRasterError.writeFailed`.
  init(
    image: SurveyedImage,
    takenAt moment: String? = nil,
    maskPath: String,
    map: MapWriter?,
    provenance: MapProvenance,
    output: ResultRequest
  ) throws {
    self.image = image
    self.maskPath = maskPath
    self.map = map
    card = provenance.card
    scaleDeviation = image.placement?.groundSamplingUncertainty ?? 0
    self.output = output
    writer = try MaskWriter(
      path: maskPath,
      size: image.source.size,
      reference: image.reference,
      card: card,
      facts: provenance.facts(
        ofMask: image.name,
        takenAt: moment,
        sampling: try image.groundSamplingDistance,
        accuracy: image.placement?.positionalAccuracy
      ),
      isCloudOptimized: output.cog
    )
    tracer = PatchTracer(width: image.source.size.width)
    coverage = CoverageTracer(size: image.source.size)
    figures = InputFigures(classCount: card.classes.count)
  }

  mutating func append(_ rows: MaskRows) throws {
    try writer.append(rows)
    let areas = try pixelAreas(rows)
    count(rows, pixelAreas: areas)
    var found: [Patch] = []
    tracer.append(rows, pixelArea: { areas[$0 - rows.firstRow] }, emit: { found.append($0) })
    try put(found)
    guard map != nil else { return }
    var covered: [[[PixelCorner]]] = []
    try coverage.append(rows) { covered.append($0) }
    try put(covered)
  }

  /// Ends the mask and gives the input's figures.
  mutating func finish(report: SegmentationPipeline.Report) throws -> InputFigures {
    var found: [Patch] = []
    tracer.finish { found.append($0) }
    try put(found)
    var covered: [[[PixelCorner]]] = []
    try coverage.finish { covered.append($0) }
    try put(covered)
    try writer.finish()
    try MaskWriter.writeStyle(ofMask: maskPath, card: card)
    figures.report = report
    figures.unfamiliarity = card.unfamiliarity.map { UnfamiliarityFigures(report.familiarity, of: $0) }
    figures.doubtful = DoubtfulCell.most(of: report.doubts)
    return figures
  }

  private mutating func put(_ patches: [Patch]) throws {
    for patch in patches {
      let index = Int(patch.classIndex)
      // An input without a scale has no area that could be too small.
      if image.georeference != nil, output.isTooSmall(patch) {
        figures.smallPatchCounts[index] += 1
        figures.smallPatchAreasM2[index] += patch.area.squareMeters
        continue
      }
      figures.patchCounts[index] += 1
      guard let map, let georeference = image.georeference else { continue }
      try map.append(
        MapFeature(
          className: card.classes[index],
          area: patch.area,
          areaRange: patch.areaRange(scaleDeviation: scaleDeviation),
          meanProbability: patch.confidence,
          source: image.name,
          positionalAccuracy: image.placement?.positionalAccuracy,
          rings: try georeference.positions(of: patch, slack: output.simplify)
        )
      )
    }
  }

  private func put(_ areas: [[[PixelCorner]]]) throws {
    guard let map, let georeference = image.georeference else { return }
    for rings in areas {
      let positions = try rings.map { try georeference.coordinates(of: $0) }
      try map.append(SurveyedArea(source: image.name, rings: positions))
    }
  }

  /// The ground area of a pixel in each of the rows.
  ///
  /// Over 32 rows it changes by less than a millionth, so it is taken once.
  private func pixelAreas(_ rows: MaskRows) throws -> [Area] {
    guard let georeference = image.georeference else { return [Area](repeating: .zero, count: rows.rowCount) }
    var areas: [Area] = []
    for line in 0..<rows.rowCount {
      if let last = areas.last, !line.isMultiple(of: 32) {
        areas.append(last)
      } else {
        areas.append(try georeference.pixelArea(column: rows.width / 2, row: rows.firstRow + line))
      }
    }
    return areas
  }

  private mutating func count(_ rows: MaskRows, pixelAreas: [Area]) {
    for line in 0..<rows.rowCount {
      let classes = rows.classes.span.extracting((line * rows.width)..<((line + 1) * rows.width))
      for index in figures.pixels.indices {
        let found = classes.count(of: UInt8(index))
        figures.pixels[index] += found
        figures.areasM2[index] += (pixelAreas[line] * Double(found)).squareMeters
      }
    }
  }
}
