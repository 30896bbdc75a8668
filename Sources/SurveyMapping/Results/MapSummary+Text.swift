import Foundation
import Imagery
import InfestationMapping
import Quantities
import Segmentation

extension MapSummary {
  /// The summary for people.
  public var text: String {
    guard !inputs.isEmpty else { return "Nothing was mapped; summary.json in \(folder.path) says why." }
    var lines = videos.map(\.line) + inputs.map(Self.line)
    if inputs.contains(where: \.isOnMap) {
      lines += classes.map(headline)
    }
    lines += [unfamiliarityLine, speciesNotice, overlapNotice].compactMap { $0 }
    lines += [model.contract.sentence].compactMap { $0 } + model.contract.notices
    let views = engine.views == .one ? "" : ", \(engine.views.rawValue) views of each tile"
    let threshold = engine.threshold == 0.5 ? "" : ", threshold \(Rounded.text(engine.threshold))"
    let crop = model.contract.crop.map { $0 == ModelCard.Crops.none ? ", no crop stands" : ", the crop is \($0)" } ?? ""
    lines.append("Run by \(engine.name) \(engine.version) in \(engine.precision)\(views)\(threshold)\(crop)")
    lines.append("Results in \(folder.path)")
    return lines.joined(separator: "\n")
  }

  /// What a class comes to; what is too small for the map is named apart, so that the headline and the map agree.
  private func headline(_ figures: ClassFigures) -> String {
    let shown = figures.area - figures.smallPatchArea
    let line = """
      \(figures.name): \(Rounded.text(shown.squareMeters)) m2 in \(figures.patchCount) patches, \
      \(Rounded.text(surveyedArea > .zero ? shown / surveyedArea * 100 : 0)) % of \
      \(Rounded.text(surveyedArea.squareMeters)) m2 surveyed
      """
    guard figures.smallPatchCount > 0 else { return line }
    let left = Rounded.text(figures.smallPatchArea.squareMeters)
    return "\(line); \(left) m2 in \(figures.smallPatchCount) smaller ones are left off"
  }

  private static func line(_ input: Input) -> String {
    let sampling = input.groundSamplingDistance.map { "\(Rounded.text($0.centimetersPerPixel)) cm/px" } ?? "no scale"
    let place =
      input.placement.map { "placed to \(Rounded.text($0.positionalAccuracy.meters)) m" }
      ?? (input.isOnMap ? "georeferenced" : "not on the map")
    let shares = input.classes.map { figures in
      let share = Double(figures.pixels) / Double(max(input.surveyedPixels, 1)) * 100
      return "\(Rounded.text(share)) % \(figures.name)"
    }
    let line = "\(input.source): \(input.size), \(sampling), \(place), \(shares.joined(separator: ", "))"
    return line + (input.quality.map { "\n  \($0.text)" } ?? "")
  }
}
