import Documents
public import Foundation
public import Imagery
import InfestationMapping
public import Quantities
import Segmentation

/// What a run came to.
public struct MapSummary: Sendable {
  /// The figures of a class in an input.
  public struct ClassFigures: Sendable {
    /// The name of the class.
    public let name: String
    /// Its pixels.
    public internal(set) var pixels: Int
    /// Its area on the ground.
    public internal(set) var area: Area
    /// Its patches on the map.
    public internal(set) var patchCount: Int
    /// Patches too small for the map.
    var smallPatchCount = 0
    var smallPatchArea = Area.zero
  }

  /// The figures of an input.
  public struct Input: Sendable {
    /// The name of the file.
    public let source: String
    /// Its size.
    public let size: PixelSize
    /// Its ground sampling distance; nil where it has no scale.
    public let groundSamplingDistance: GroundSamplingDistance?
    let placement: FramePlacement?
    /// Whether it is on the map.
    public internal(set) var isOnMap: Bool
    /// Its surveyed pixels.
    public let surveyedPixels: Int
    /// Their area on the ground.
    public internal(set) var surveyedArea: Area
    /// The figures of the classes but the background.
    public internal(set) var classes: [ClassFigures]
    let tiles: Int
    let tilesSkipped: Int
    let quality: QualityFigures?
    let unfamiliarity: UnfamiliarityFigures?
  }

  /// An input that could not be mapped, or not put on the map.
  public struct Failure: Encodable, Sendable {
    /// The name of the file.
    public let source: String
    /// Why, in one sentence.
    public let reason: String
  }

  let model: LoadedModel
  let engine: Engine
  /// The folder of results.
  public let folder: URL
  /// The inputs that have a mask.
  public internal(set) var inputs: [Input] = []
  /// What went wrong.
  public internal(set) var failures: [Failure] = []
  var flagged: [FrameFlag] = []
  var videos: [VideoSummary] = []
  /// What the user was told.
  public internal(set) var notices: [String] = []
  var wallTime = Duration.zero
  /// The files of inputs by their names, as paths from the folder.
  var paths: [String: String] = [:]
  /// What the map says of itself.
  var provenance: [JSONMember] = []
  /// The inputs that an earlier run had finished.
  var resumedCount = 0
  private(set) var report = SegmentationPipeline.Report()

  init(model: LoadedModel, engine: Engine, folder: URL) {
    self.model = model
    self.engine = engine
    self.folder = folder
  }

  /// Adds an input.
  mutating func add(_ input: Input, report other: SegmentationPipeline.Report) {
    inputs.append(input)
    report.tilesSegmented += other.tilesSegmented
    report.tilesSkipped += other.tilesSkipped
    report.readTime += other.readTime
    report.segmentTime += other.segmentTime
    report.blendTime += other.blendTime
    report.writeTime += other.writeTime
  }

  /// The inputs that are on the map.
  private var mapped: [Input] { inputs.filter(\.isOnMap) }

  /// Whether there is a map with some surveyed ground.
  public var hasMap: Bool { surveyedArea > .zero }

  /// The area that was surveyed, over all inputs on the map.
  public var surveyedArea: Area { mapped.map(\.surveyedArea).reduce(.zero, +) }

  /// The figures of each class over all inputs on the map.
  public var classes: [ClassFigures] {
    model.card.classes.dropFirst().map { name in
      mapped.flatMap(\.classes).filter { $0.name == name }.reduce(
        into: ClassFigures(name: name, pixels: 0, area: .zero, patchCount: 0)
      ) { sum, figures in
        sum.pixels += figures.pixels
        sum.area += figures.area
        sum.patchCount += figures.patchCount
        sum.smallPatchCount += figures.smallPatchCount
        sum.smallPatchArea += figures.smallPatchArea
      }
    }
  }

  /// The sentence about what the model has not learnt; `nil` where it has seen the species.
  var speciesNotice: String? { model.card.speciesNotice }

  /// The sentence about ground that several frames show.
  var overlapNotice: String? {
    mapped.count { $0.placement != nil } > 1
      ? "Ground that several frames show is counted once, as the frame shows it that looks at it most steeply." : nil
  }

  /// Counts a patch of the ground for the frame that shows it.
  mutating func count(_ patch: Patch, source: String, isSmall: Bool) {
    guard let index = inputs.firstIndex(where: { $0.source == source }) else { return }
    let place = Int(patch.classIndex) - 1
    if isSmall {
      inputs[index].classes[place].smallPatchCount += 1
      inputs[index].classes[place].smallPatchArea += patch.area
    } else {
      inputs[index].classes[place].patchCount += 1
    }
  }
}

extension MapSummary.Input {
  /// Takes the figures of an input.
  init(
    source: String,
    size: PixelSize,
    groundSamplingDistance: GroundSamplingDistance?,
    placement: FramePlacement?,
    isOnMap: Bool,
    figures: InputFigures,
    classes: [String]
  ) {
    self.init(
      source: source,
      size: size,
      groundSamplingDistance: groundSamplingDistance,
      placement: placement,
      isOnMap: isOnMap,
      surveyedPixels: figures.surveyedPixels,
      surveyedArea: figures.surveyedArea,
      classes: classes.indices.dropFirst().map { index in
        MapSummary.ClassFigures(
          name: classes[index],
          pixels: figures.pixels[index],
          area: .squareMeters(figures.areasM2[index]),
          patchCount: figures.patchCounts[index],
          smallPatchCount: figures.smallPatchCounts[index],
          smallPatchArea: .squareMeters(figures.smallPatchAreasM2[index])
        )
      },
      tiles: figures.tiles,
      tilesSkipped: figures.tilesSkipped,
      quality: figures.quality,
      unfamiliarity: figures.unfamiliarity?.withoutCells
    )
  }

  /// Takes the areas that a frame gave to the ground in place of those in its own pixels, which other frames show too.
  mutating func take(_ share: GroundSite.Share) {
    isOnMap = true
    surveyedArea = share.pixelArea * Double(share.pixels.dropLast().reduce(0, +))
    for index in classes.indices {
      classes[index].area = share.pixelArea * Double(share.pixels[index + 1])
      classes[index].patchCount = 0
      classes[index].smallPatchCount = 0
      classes[index].smallPatchArea = .zero
    }
  }
}
