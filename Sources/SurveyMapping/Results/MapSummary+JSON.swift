import Documents
import Foundation
import Imagery
import InfestationMapping
import Quantities
import ResultFiles
import Segmentation

extension MapSummary {
  private struct Document: Encodable {
    struct Model: Encodable {
      let name: String
      let version: String
      let sha256: String?
      let hasSeenTargetSpecies: Bool?
      let contract: ModelContract.Document
    }

    struct Engine: Encodable {
      let name: String
      let version: String
      let precision: String
      let threads: Int
      let views: Int
      let threshold: Double
    }

    struct ClassEntry: Encodable {
      let areaM2: Double
      let patchCount: Int
      let pixels: Int
      let smallPatchCount: Int
      let smallPatchAreaM2: Double
    }

    struct Timings: Encodable {
      let read: Double
      let segment: Double
      let blend: Double
      let write: Double
      let wall: Double
    }

    struct InputEntry: Encodable {
      let source: String
      let path: String?
      let widthPx: Int
      let heightPx: Int
      let gsdCmPerPx: Double?
      let gsdUncertaintyPercent: Double?
      let positionalAccuracyM: Double?
      let lens: String?
      let onMap: Bool
      let surveyedPixels: Int
      let surveyedAreaM2: Double?
      let classes: OrderedMembers<ClassEntry>
      let tiles: Int
      let tilesSkipped: Int
      let qa: QualityFigures?
    }

    let classes: OrderedMembers<ClassEntry>
    let surveyedAreaM2: Double
    let inputs: [InputEntry]
    let failures: [Failure]
    let flagged: [FrameFlag]
    let videos: [VideoSummary]
    let notices: [String]
    let crop: Nullable<String>
    let unfamiliarity: Nullable<Unfamiliarity>
    let model: Model
    let engine: Engine
    let timingsS: Timings
  }

  /// The summary for programs, one JSON document.
  ///
  /// - Throws: what encoding throws: a number that is none.
  public func json() throws -> String {
    let figures = try DocumentEncoder().document(of: document).members ?? []
    let origin = JSONMember(key: "provenance", value: .object(provenance))
    return JSONValue.object(figures + [origin]).stating(.map).document
  }

  private var document: Document {
    Document(
      classes: Self.entries(classes),
      surveyedAreaM2: surveyedArea.squareMeters,
      inputs: inputs.map { Self.entry($0, path: paths[$0.source]) },
      failures: failures,
      flagged: flagged,
      videos: videos,
      notices: [speciesNotice, overlapNotice].compactMap { $0 } + model.card.limitations + model.contract.notices
        + notices,
      crop: Nullable(model.contract.crop),
      unfamiliarity: Nullable(unfamiliarity),
      model: Document.Model(
        name: model.card.name,
        version: model.card.version,
        sha256: model.card.sha256,
        hasSeenTargetSpecies: model.card.hasSeenTargetSpecies,
        contract: model.contract.document
      ),
      engine: Document.Engine(
        name: engine.name,
        version: engine.version,
        precision: engine.precision,
        threads: engine.threads,
        views: engine.views.rawValue,
        threshold: engine.threshold
      ),
      timingsS: Document.Timings(
        read: report.readTime.inSeconds,
        segment: report.segmentTime.inSeconds,
        blend: report.blendTime.inSeconds,
        write: report.writeTime.inSeconds,
        wall: wallTime.inSeconds
      )
    )
  }

  private static func entries(_ figures: [ClassFigures]) -> OrderedMembers<Document.ClassEntry> {
    OrderedMembers(
      figures.map {
        (
          $0.name,
          Document.ClassEntry(
            areaM2: $0.area.squareMeters,
            patchCount: $0.patchCount,
            pixels: $0.pixels,
            smallPatchCount: $0.smallPatchCount,
            smallPatchAreaM2: $0.smallPatchArea.squareMeters
          )
        )
      }
    )
  }

  private static func entry(_ input: Input, path: String?) -> Document.InputEntry {
    Document.InputEntry(
      source: input.source,
      path: path,
      widthPx: input.size.width,
      heightPx: input.size.height,
      gsdCmPerPx: input.groundSamplingDistance?.centimetersPerPixel,
      gsdUncertaintyPercent: input.placement.map { $0.groundSamplingUncertainty * 100 },
      positionalAccuracyM: input.placement?.positionalAccuracy.meters,
      lens: input.placement?.lens.basis.rawValue,
      onMap: input.isOnMap,
      surveyedPixels: input.surveyedPixels,
      surveyedAreaM2: input.isOnMap ? input.surveyedArea.squareMeters : nil,
      classes: entries(input.classes),
      tiles: input.tiles,
      tilesSkipped: input.tilesSkipped,
      qa: input.quality
    )
  }
}
