import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import Segmentation

/// The end of the pipeline for one input: its mask file, its patches on the map, its figures.
struct MaskStage: MaskSink {
  private let image: SurveyedImage
  private let writer: MaskWriter
  private let map: MapWriter?
  private let card: ModelCard
  private var tracer: PatchTracer
  private var pixels: [Int]
  private var areas: [Area]
  private var patchCounts: [Int]
  private var surveyedArea = Area.zero

  init(image: SurveyedImage, maskPath: String, map: MapWriter?, card: ModelCard) throws {
    self.image = image
    self.map = map
    self.card = card
    writer = try MaskWriter(
      path: maskPath,
      size: image.source.size,
      georeference: image.georeference,
      card: card
    )
    tracer = PatchTracer(width: image.source.size.width)
    pixels = [Int](repeating: 0, count: card.classes.count)
    patchCounts = pixels
    areas = [Area](repeating: .zero, count: card.classes.count)
  }

  mutating func append(_ rows: MaskRows) throws {
    try writer.append(rows)
    let areas = try pixelAreas(rows)
    count(rows, pixelAreas: areas)
    var found: [Patch] = []
    tracer.append(rows, pixelArea: { areas[$0 - rows.firstRow] }, emit: { found.append($0) })
    try put(found)
  }

  /// Ends the mask and gives the input's figures.
  mutating func finish(report: SegmentationPipeline.Report) throws -> MapSummary.Input {
    var found: [Patch] = []
    tracer.finish { found.append($0) }
    try put(found)
    try writer.finish()
    return MapSummary.Input(
      source: image.file.lastPathComponent,
      size: image.source.size,
      groundSamplingDistance: try image.groundSamplingDistance,
      placement: image.placement,
      isOnMap: image.georeference != nil,
      surveyedPixels: pixels.reduce(0, +),
      surveyedArea: surveyedArea,
      classes: card.classes.indices.dropFirst().map {
        MapSummary.ClassFigures(
          name: card.classes[$0],
          pixels: pixels[$0],
          area: areas[$0],
          patchCount: patchCounts[$0]
        )
      },
      tiles: report.tilesSegmented,
      tilesSkipped: report.tilesSkipped
    )
  }

  private mutating func put(_ patches: [Patch]) throws {
    for patch in patches {
      patchCounts[Int(patch.classIndex)] += 1
      guard let map, let georeference = image.georeference else { continue }
      try map.append(
        MapFeature(
          className: card.classes[Int(patch.classIndex)],
          area: patch.area,
          confidence: patch.confidence,
          source: image.file.lastPathComponent,
          positionalAccuracy: image.placement?.positionalAccuracy,
          rings: try patch.rings.map { try georeference.coordinates(of: $0) }
        )
      )
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
      var histogram = [Int](repeating: 0, count: 256)
      let classes = rows.classes.span
      for place in (line * rows.width)..<((line + 1) * rows.width) { histogram[Int(classes[place])] += 1 }
      for index in pixels.indices {
        pixels[index] += histogram[index]
        areas[index] += pixelAreas[line] * Double(histogram[index])
        surveyedArea += pixelAreas[line] * Double(histogram[index])
      }
    }
  }
}
