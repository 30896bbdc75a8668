import Foundation
import GeoRaster
import Quantities
import ResultFiles

/// What orthophotos of a map are to each other and to its project.
extension SurveyMapper {
  /// Writes the project that opens the map over its orthophotos.
  func writeProject(of contents: MapWriter.Contents, files: [URL]) throws {
    let sheets = Set(account.summary.inputs.filter { $0.isOnMap && $0.placement == nil }.map(\.source))
    let shown = files.filter { sheets.contains(knowledge.names.name(of: $0)) && !VideoFile.isVideo($0) }
    try MapProject(in: folder, provenance: provenance).write(
      contents,
      pictures: shown.map { (picture: $0, mask: folder.maskPath(of: knowledge.names.named($0))) }
    )
  }

  /// Tells which orthophotos show the same ground: it is counted as often as it is shown.
  func tellSharedGround() throws {
    let sheets = account.summary.inputs.filter { $0.isOnMap && $0.placement == nil }.map(\.source)
    guard sheets.count > 1 else { return }
    for shared in try map.open().sharedCoverage(of: sheets) {
      account.warn(.plain(Self.sentence(of: shared)))
    }
  }

  private static func sentence(of shared: MapWriter.SharedCoverage) -> String {
    """
    '\(shared.first)' and '\(shared.second)' show \(Rounded.text(shared.area.squareMeters)) m2 of the same ground, which is \
    counted twice. Leave one off, or cut them so that they meet.
    """
  }
}
