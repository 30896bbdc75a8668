import Foundation
import GeoRaster

/// Settings that cannot change anything of a survey: who gave one meant something else, so that it is refused.
struct IdleSettings {
  private let request: MapRequest
  private let files: [URL]

  /// Takes a request.
  ///
  /// - Parameters:
  ///   - request: what is to be mapped.
  ///   - files: its inputs.
  init(_ request: MapRequest, files: [URL]) {
    self.request = request
    self.files = files
  }

  /// Refuses a setting that has no effect.
  ///
  /// - Throws: `SurveyMappingError.noEffect` for the first of them.
  func check() throws {
    func refuse(_ settings: [SurveySetting: Bool], _ why: String) throws {
      for (setting, isGiven) in settings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where isGiven {
        throw SurveyMappingError.noEffect(setting, why: why)
      }
    }
    if request.masksOnly { try refuse(placing, "masks alone are written, which lie nowhere") }
    // What will arrive in a folder is not known.
    guard request.watch == nil else { return }
    if !files.contains(where: VideoFile.isVideo) { try refuse(ofVideos, "there is no video among the inputs") }
    if !files.contains(where: isFrame) { try refuse(ofFrames, "there is no single frame among the inputs") }
    if files.allSatisfy(isFrame) { try refuse(ofOrthophotos, "there is no orthophoto among the inputs") }
  }

  /// A photograph, or a video, which is taken apart into frames.
  private func isFrame(_ file: URL) -> Bool { VideoFile.isVideo(file) || SurveyedImage.isFrame(file) }

  private var placing: [SurveySetting: Bool] {
    let (frames, results) = (request.frames, request.results)
    return [
      .height: frames.height != nil, .poses: frames.poses != nil, .camera: frames.camera != nil,
      .terrain: frames.terrain != nil, .takeoff: frames.takeoff != nil, .mosaic: frames.mosaic,
      .useFlagged: frames.useFlagged, .minArea: results.minArea != nil, .simplify: results.simplify.isDistance,
      .catalog: request.catalogPath != nil, .boundary: request.boundary != nil,
    ]
  }

  private var ofFrames: [SurveySetting: Bool] {
    let frames = request.frames
    return [
      .height: frames.height != nil, .poses: frames.poses != nil, .camera: frames.camera != nil,
      .terrain: frames.terrain != nil, .takeoff: frames.takeoff != nil, .mosaic: frames.mosaic,
      .useFlagged: frames.useFlagged, .scale: frames.scale != .auto,
    ]
  }

  private var ofVideos: [SurveySetting: Bool] {
    let usual = VideoRequest()
    return [
      .every: request.videos.every != usual.every, .track: request.videos.track != nil,
      .timeOffset: request.videos.timeOffset != usual.timeOffset,
    ]
  }

  private var ofOrthophotos: [SurveySetting: Bool] {
    [
      .bands: request.rasters.bands != nil, .valueRange: request.rasters.valueRange != nil,
      .qa: request.results.qa && !request.masksOnly,
    ]
  }
}
