import FieldGeometry
import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import ResultFiles

/// The single frames of a survey: where each lies, which are used, and the ground that they show together.
final class FrameSurvey {
  private var sites: [(site: GroundSite, names: Set<String>)] = []
  private let folder: OutputFolder
  private let mosaic: Bool
  private let card: ModelCard

  /// Where each frame lies, over terrain where there is some.
  let placements: [String: FramePlacement]

  /// At what part of its size each of these frames is decoded.
  let scales: [String: FrameScale]

  /// What the user should know.
  private(set) var notices: [SurveyNotice] = []
  /// The frames that cannot be placed, and why.
  private(set) var refusals: [String: any Error] = [:]

  /// Lays out frames.
  ///
  /// - Parameters:
  ///   - frames: the frames that are used and may have a place.
  ///   - options: what is known beside their metadata.
  ///   - boundary: what of the ground is mapped; nil for all.
  ///   - folder: where the results go.
  ///   - card: the model.
  /// - Throws: the adapter's error where the terrain cannot be read or a raster not be made.
  init(
    _ frames: [InspectedFrame],
    options: FrameRequest,
    boundary: GroundBoundary?,
    folder: OutputFolder,
    card: ModelCard
  ) throws {
    self.folder = folder
    mosaic = options.mosaic
    self.card = card
    var placed: [(name: String, placement: FramePlacement, cameraHeight: Length?)] = []
    var terrain: FrameTerrain?
    if let model = try options.elevations() {
      let first = frames.lazy.compactMap { $0.placement?.pose.position }.first
      if options.takeoff == nil {
        notices.append(.assumedTakeoff)
      }
      terrain = try FrameTerrain(model: model, takeoff: options.takeoff ?? first)
    }
    for frame in frames {
      guard let placement = frame.placement else { continue }
      do {
        guard let terrain else {
          placed.append((frame.name, placement, nil))
          continue
        }
        let camera = try terrain.cameraHeight(of: frame, placement: placement)
        let height = camera - (try terrain.ground(under: placement))
        placed.append((frame.name, try placement.onTerrain(heightAboveGround: height), camera))
      } catch let error as InfestationMappingError {
        refusals[frame.name] = SurveyMappingError.cannotPlace(path: frame.file.path, reason: "\(error)")
      }
    }
    // Pictures of videos are decoded whole.
    let photographs = Set(frames.filter { $0.videoFrame == nil }.map(\.name))
    let resolved = placed.filter { photographs.contains($0.name) }.map { name, placement, _ in
      (name, options.scale.resolved(sampling: placement.groundSamplingDistance, range: card.groundSampling))
    }
    scales = Dictionary(resolved) { first, _ in first }
    var reduced: [(name: String, sampling: GroundSamplingDistance, scale: FrameScale)] = []
    for index in placed.indices {
      let (name, placement, height) = placed[index]
      guard let scale = scales[name], scale != .whole else { continue }
      placed[index] = (name, try placement.scaled(by: Int(scale.divisor)), height)
      if options.scale == .auto { reduced.append((name, placement.groundSamplingDistance, scale)) }
    }
    if let first = reduced.first {
      let others = reduced.count - 1
      let whose =
        others == 0 ? "'\(first.name)' has" : "'\(first.name)' and \(others) other frame\(others == 1 ? "" : "s") have"
      notices.append(
        .plain(
          """
          \(whose) \(Rounded.text(first.sampling.centimetersPerPixel)) cm/px, finer than the model was trained on: \
          \(others == 0 ? "it is" : "they are") decoded at \(first.scale.rawValue) of \(others == 0 ? "its" : "their") size.
          """
        )
      )
    }
    placements = Dictionary(placed.map { ($0.name, $0.placement) }) { first, _ in first }
    for group in FrameSites.groups(of: placed.map(\.placement)) {
      let members = group.map { placed[$0] }
      let site: GroundSite
      do {
        site = try GroundSite(
          frames: members,
          terrain: terrain,
          scratch: folder.stagingPath(of: "ground-\(sites.count + 1).tif"),
          hasColors: mosaic,
          boundary: boundary,
          card: card
        )
      } catch GeoRasterError.projection(let path, let reason) {
        let error = GeoRasterError.projection(path: path, reason: reason)
        for member in members {
          refusals[member.name] = SurveyMappingError.cannotPlace(path: member.name, reason: "\(error)")
        }
        continue
      }
      sites.append((site, Set(members.map(\.name))))
    }
  }

  /// Lays a frame's mask on the ground.
  func add(_ name: String, mask: FrameMask, rgb: [UInt8]) throws -> GroundSite.Share? {
    try sites.first { $0.names.contains(name) }?.site.add(name, mask: mask, rgb: rgb)
  }

  /// Traces the patches of all sites and writes the mosaics.
  ///
  /// - Parameters:
  ///   - output: how files are laid out and patches drawn.
  ///   - provenance: what masks say of themselves.
  ///   - put: takes each patch.
  ///   - cover: takes what was surveyed.
  /// - Throws: `GeoRasterError`, and what `put` and `cover` throw.
  func finish(
    output: ResultRequest,
    provenance: MapProvenance,
    put: (_ feature: MapFeature, _ patch: Patch) throws -> Void,
    cover: (SurveyedArea) throws -> Void
  ) throws {
    for (index, entry) in sites.enumerated() {
      // One site is the rule; the others are numbered.
      let name = index == 0 ? "mosaic" : "mosaic-\(index + 1)"
      try entry.site.finish(
        mosaicPath: mosaic ? folder.path(of: "\(name).tif") : nil,
        maskPath: folder.path(of: "\(name).mask.tif"),
        output: output,
        provenance: provenance,
        put: put,
        cover: cover
      )
    }
    sites = []
  }
}
