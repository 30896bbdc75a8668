import Foundation
import GeoRaster
import Imagery
import ResultFiles

/// What an earlier run is worth to this one: which inputs need not be segmented again.
final class Resumption {
  private let folder: OutputFolder
  private let journal: RunJournal
  private let map: MapFile
  private let names: InputNames
  private let needsQuality: Bool
  /// The inputs that this run itself segmented ahead of time.
  private var prepared: Set<URL> = []

  /// Looks at the journal of a folder.
  ///
  /// - Parameters:
  ///   - folder: the folder of results.
  ///   - journal: what of an earlier run is finished.
  ///   - map: the map that patches must still be on.
  ///   - names: what inputs are called in results.
  ///   - needsQuality: whether an input is only finished with the figures of its quality.
  init(in folder: OutputFolder, journal: RunJournal, map: MapFile, names: InputNames = .plain, needsQuality: Bool) {
    self.folder = folder
    self.journal = journal
    self.map = map
    self.names = names
    self.needsQuality = needsQuality
  }

  /// What an input came to; nil where it is not finished or lacks what is asked for.
  ///
  /// - Parameters:
  ///   - file: the input.
  ///   - origin: the video that it comes from; nil where it is a file.
  ///   - place: where it lies, for a picture of a video.
  /// - Returns: its figures.
  func figures(of file: URL, origin: URL? = nil, place: String? = nil) -> InputFigures? {
    let figures = journal.figures(
      of: names.named(file),
      origin: origin ?? file,
      maskPath: folder.maskPath(of: names.named(file)),
      place: place,
      as: InputFigures.self
    )
    guard let figures else { return nil }
    return needsQuality && figures.quality == nil ? nil : figures
  }

  /// What an orthophoto came to; nil where its mask or its patches are missing.
  func figures(of image: SurveyedImage) -> InputFigures? {
    guard let figures = figures(of: image.file) else { return nil }
    guard image.georeference != nil else { return figures }
    return map.holds(image.name, patches: figures.patchCount) ? figures : nil
  }

  /// What a frame came to, without its pixels; nil where there is none that is whole.
  func outcome(of frame: InspectedFrame, place: String?) -> FrameJob.Outcome? {
    guard let figures = figures(of: frame.file, origin: frame.videoFrame?.video, place: place),
      let classes = try? MaskReader.read(path: folder.maskPath(of: names.named(frame.file))),
      let confidence = try? MaskReader.read(path: journal.confidencePath(of: names.named(frame.file))),
      let mask = try? FrameMask(classes: classes, confidence: confidence)
    else { return nil }
    return FrameJob.Outcome(figures: figures, mask: mask, size: classes.size, rgb: [])
  }

  /// Goes on with the map of the earlier run, as far as it is of use.
  ///
  /// Frames are laid on the ground anew: which of them is seen where depends on all.
  ///
  /// - Parameter files: the inputs of this run.
  /// - Throws: `FileError` or `GeoRasterError` where the folder cannot be written.
  func takeMap(of files: [URL]) throws {
    let finished = files.filter { !SurveyedImage.isFrame($0) }.compactMap { file in
      figures(of: file).map { (names.name(of: file), $0.patchCount) }
    }
    try map.goOn(with: Dictionary(finished) { first, _ in first })
  }

  /// Keeps that this run segmented an input ahead of time.
  func prepare(_ file: URL) { prepared.insert(file) }

  /// Whether an input that is finished comes from the earlier run, and not from this one.
  func isEarlier(_ file: URL) -> Bool { !prepared.contains(file) }
}
