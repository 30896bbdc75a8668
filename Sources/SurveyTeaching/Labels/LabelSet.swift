import Foundation
import GeoRaster
import Imagery
import SurveyMapping

/// All labels of a request, found and paired with their pictures.
struct LabelSet {
  /// The labelled pictures, in order of their paths.
  let pictures: [LabelledPicture]
  /// The classes 0, 1, ...
  let classes: [String]
  /// How many pictures have no label.
  let unlabelled: Int
  /// What the user should know.
  let notices: [String]

  /// Reads labels.
  ///
  /// - Throws: `TeachError` where labels have no picture or do not do, and what the readers throw.
  init(_ request: TeachRequest) throws {
    let files = try LabelFiles(request.labels)
    let pictures = try InputFiles.collect(request.inputs)
    var notices: [String] = []
    var labels: [URL: LabelledPicture.Labels] = [:]
    var found: Set<String> = []
    if !files.masks.isEmpty {
      let masked = try MaskedPictures(pictures, labels: files.masks)
      if let path = masked.unused.first {
        notices.append("\(masked.unused.count) mask(s) have no picture and are left out, the first is '\(path)'.")
      }
      for (picture, mask) in masked.masks { labels[picture] = .mask(mask) }
    }
    if !files.outlines.isEmpty {
      let outlines = try files.outlines.map { try OutlineFile(path: $0) }
      let leftOut = outlines.reduce(0) { $0 + $1.leftOutCount }
      if leftOut > 0 { notices.append("\(leftOut) boxes or other shapes that are no outlines are left out.") }
      let byStem = Dictionary(grouping: outlines.flatMap(\.pictures), by: \.stem)
      var used = 0
      for picture in pictures {
        guard let drawn = byStem[picture.deletingPathExtension().lastPathComponent] else { continue }
        used += 1
        try Self.add(.outlines(drawn), to: picture, of: &labels)
        found.formUnion(drawn.flatMap { $0.shapes.compactMap(\.name) })
      }
      guard used > 0 else {
        throw TeachError.noPairs(labels: files.outlines[0], example: byStem.keys.min())
      }
    }
    if !files.layers.isEmpty {
      let ground = try GroundLabels(files.layers, drawn: request.drawn)
      notices += ground.notices
      found.formUnion(ground.shapes.compactMap(\.name))
      for picture in pictures where labels[picture] == nil { labels[picture] = .ground(ground) }
    }
    let path = (files.layers + files.outlines).first ?? request.labels.joined(separator: "', '")
    if files.layers.isEmpty, files.outlines.isEmpty {
      classes = request.classes ?? ["background", "weed"]
    } else {
      let names = try LabelNames(
        found: found,
        classes: request.classes,
        background: request.drawn.background,
        path: path
      )
      classes = names.classes
      for (picture, kind) in labels { labels[picture] = kind.named(names.labels) }
    }
    var labelled: [LabelledPicture] = []
    for picture in pictures {
      guard let kind = labels[picture] else { continue }
      labelled.append(
        try LabelledPicture(picture, labels: kind, classCount: classes.count, request: request, notices: &notices)
      )
    }
    self.pictures = labelled.filter(\.hasLabels)
    guard !self.pictures.isEmpty else {
      throw TeachError.labelsElsewhere(labels: path, picture: pictures[0].path)
    }
    unlabelled = pictures.count - self.pictures.count
    self.notices = notices
  }

  private static func add(
    _ kind: LabelledPicture.Labels,
    to picture: URL,
    of labels: inout [URL: LabelledPicture.Labels]
  ) throws {
    if case .mask(let mask) = labels[picture] {
      throw TeachError.sameStem(first: mask.path, second: picture.path)
    }
    labels[picture] = kind
  }
}
