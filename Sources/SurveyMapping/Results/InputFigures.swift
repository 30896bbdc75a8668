import Quantities
import Segmentation

/// What an input came to, in plain numbers, as the journal keeps it.
struct InputFigures: Codable, Hashable {
  /// The pixels of each class, the background first.
  var pixels: [Int]
  /// The ground area of each class in square metres.
  var areasM2: [Double]
  /// The patches of each class on the map.
  var patchCounts: [Int]
  /// The patches of each class that were too small for the map, and their area in square metres.
  var smallPatchCounts: [Int]
  var smallPatchAreasM2: [Double]
  /// The tiles that were segmented and those that were left out.
  var tiles = 0
  var tilesSkipped = 0
  /// How much the mask depends on where the tiles lie; nil where that was not asked for.
  var quality: QualityFigures?
  /// How much of it is unlike what the model has learnt; nil where the model does not say.
  var unfamiliarity: UnfamiliarityFigures?
  /// Where labels would teach much, the neediest first; nil in journals that know of none.
  var doubtful: [DoubtfulCell]?
  /// How long each stage took, in seconds.
  var readS = 0.0
  var segmentS = 0.0
  var blendS = 0.0
  var writeS = 0.0

  /// No figures yet.
  init(classCount: Int) {
    pixels = [Int](repeating: 0, count: classCount)
    patchCounts = pixels
    smallPatchCounts = pixels
    areasM2 = [Double](repeating: 0, count: classCount)
    smallPatchAreasM2 = areasM2
  }

  /// All pixels that were surveyed.
  var surveyedPixels: Int { pixels.reduce(0, +) }

  /// All patches that it put on the map.
  var patchCount: Int { patchCounts.reduce(0, +) }

  /// The ground that was surveyed.
  var surveyedArea: Area { .squareMeters(areasM2.reduce(0, +)) }

  /// How often each stage was used and how long it took.
  var report: SegmentationPipeline.Report {
    get {
      var report = SegmentationPipeline.Report()
      (report.tilesSegmented, report.tilesSkipped) = (tiles, tilesSkipped)
      (report.readTime, report.segmentTime) = (.bounded(seconds: readS), .bounded(seconds: segmentS))
      (report.blendTime, report.writeTime) = (.bounded(seconds: blendS), .bounded(seconds: writeS))
      return report
    }
    set {
      (tiles, tilesSkipped) = (newValue.tilesSegmented, newValue.tilesSkipped)
      (readS, segmentS) = (newValue.readTime.inSeconds, newValue.segmentTime.inSeconds)
      (blendS, writeS) = (newValue.blendTime.inSeconds, newValue.writeTime.inSeconds)
    }
  }
}
