import Documents
import Foundation
import Imagery
import InfestationMapping
import Quantities

/// What every file of a map says of where it comes from, so that it can be judged when it stands alone.
struct MapProvenance: Sendable {
  /// What the survey is called.
  let survey: String
  /// The model.
  let card: ModelCard
  /// When the pictures were taken, as the user says.
  private let taken: String?
  private let settings: [JSONMember]

  /// Takes what is known before the first input.
  init(_ request: MapRequest, model: LoadedModel, engine: Engine, folder: URL) {
    let results = request.results
    survey = results.survey ?? folder.standardizedFileURL.lastPathComponent
    taken = results.taken
    card = model.card
    let day = Date.now.formatted(.iso8601.year().month().day())
    settings = Self.settings(
      ("map_date", .string(day)),
      ("program", .string("ragweed")),
      ("program_version", .string(request.programVersion)),
      ("model", .string(card.name)),
      ("model_version", .string(card.version)),
      ("model_sha256", Self.text(card.sha256)),
      ("model_has_seen_ragweed", card.hasSeenTargetSpecies.map(JSONValue.bool) ?? .null),
      ("warning", Self.text(card.speciesNotice)),
      ("crop", Self.text(model.contract.crop)),
      ("engine", .string("\(engine.name) \(engine.version), \(engine.precision)")),
      ("boundary", Self.text(request.boundary.map { URL(fileURLWithPath: $0).lastPathComponent })),
      ("threshold", .number(engine.threshold)),
      ("least_area_m2", .number(orNull: results.minArea?.squareMeters)),
      ("least_area_px", .integer(results.leastPixels)),
      ("outline_slack", .string(results.slackText))
    )
  }

  private static func settings(_ pairs: (String, JSONValue)...) -> [JSONMember] {
    pairs.map { JSONMember(key: $0.0, value: $0.1) }
  }

  private static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// What a mask says.
  ///
  /// - Parameters:
  ///   - source: the input.
  ///   - moment: when it was taken, as it says itself.
  ///   - sampling: the ground that a pixel shows.
  ///   - accuracy: how far it may be off (one standard deviation).
  /// - Returns: keys and values.
  func facts(
    ofMask source: String,
    takenAt moment: String?,
    sampling: GroundSamplingDistance?,
    accuracy: Length?
  ) -> [JSONMember] {
    let of: [JSONMember] = [
      JSONMember(key: "survey", value: .string(survey)), JSONMember(key: "source", value: .string(source)),
      JSONMember(key: "taken", value: Self.text(taken ?? moment)),
      JSONMember(key: "gsd_cm_per_px", value: .number(orNull: sampling?.centimetersPerPixel)),
      JSONMember(key: "positional_accuracy_m", value: .number(orNull: accuracy?.meters)),
    ]
    return of + settings
  }

  /// What the map says of all its inputs.
  ///
  /// - Parameters:
  ///   - inputs: the inputs on it.
  ///   - moments: when pictures were taken, as they say themselves.
  /// - Returns: keys and values.
  func facts(of inputs: [MapSummary.Input], takenAt moments: [String]) -> [JSONMember] {
    let samplings = inputs.compactMap { $0.groundSamplingDistance?.centimetersPerPixel }
    let (first, last) = days(moments)
    let of: [JSONMember] = [
      JSONMember(key: "survey", value: .string(survey)),
      JSONMember(key: "pictures_from", value: Self.text(first)),
      JSONMember(key: "pictures_to", value: Self.text(last)),
      JSONMember(key: "finest_gsd_cm_per_px", value: .number(orNull: samplings.min())),
      JSONMember(key: "coarsest_gsd_cm_per_px", value: .number(orNull: samplings.max())),
      JSONMember(
        key: "gsd_uncertainty_percent",
        value: .number(orNull: inputs.compactMap { $0.placement?.groundSamplingUncertainty }.max().map { $0 * 100 })
      ),
      JSONMember(
        key: "positional_accuracy_m",
        value: .number(orNull: inputs.compactMap { $0.placement?.positionalAccuracy.meters }.max())
      ),
    ]
    return of + settings
  }

  /// The survey's name and its days, for titles.
  func title(takenAt moments: [String]) -> String {
    switch days(moments) {
    case (let first?, let last?):
      let (from, to) = (first.prefix(10), last.prefix(10))
      return from == to ? "\(survey), \(from)" : "\(survey), \(from) to \(to)"
    default: return survey
    }
  }

  private func days(_ moments: [String]) -> (first: String?, last: String?) {
    if let taken { return (taken, taken) }
    return (moments.min(), moments.max())
  }
}
