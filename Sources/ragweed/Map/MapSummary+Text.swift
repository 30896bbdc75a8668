import Foundation
import InfestationMapping
import Quantities

extension MapSummary {
  /// The summary for people.
  func text(folder: OutputFolder) -> String {
    var lines: [String] = []
    for input in inputs {
      let sampling = input.groundSamplingDistance.map { "\(Rounded.text($0.centimetersPerPixel)) cm/px" } ?? "no scale"
      let place =
        input.placement.map { "placed to \(Rounded.text($0.positionalAccuracy.meters)) m" }
        ?? (input.isOnMap ? "georeferenced" : "not on the map")
      lines.append("\(input.source): \(input.size), \(sampling), \(place), \(input.tiles) tiles")
    }
    for figures in classes where !inputs.isEmpty {
      let share = surveyedArea > .zero ? figures.area / surveyedArea * 100 : 0
      lines.append(
        """
        \(figures.name): \(Rounded.text(figures.area.squareMeters)) m2 in \(figures.patchCount) patches, \
        \(Rounded.text(share)) % of \(Rounded.text(surveyedArea.squareMeters)) m2 surveyed
        """
      )
    }
    lines += [speciesNotice, overlapNotice].compactMap { $0 }
    lines.append("Results in \(folder.url.path)")
    return lines.joined(separator: "\n")
  }
}
