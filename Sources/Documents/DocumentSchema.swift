/// The documents of the program, each with the version of its layout: `ragweed.map/1` stands first in a map's summary.
///
/// A version rises when a key goes or changes its meaning; new keys leave it as it is. `docs/formats.md` describes each.
public enum DocumentSchema: String, Sendable, CaseIterable {
  /// The figures of a plan.
  case plan = "ragweed.plan/1"
  /// Its lines, ways, pictures and footprints.
  case planFeatures = "ragweed.plan-features/1"
  /// What others' missions do over a field.
  case check = "ragweed.check/1"
  /// A path on a plane.
  case cover = "ragweed.cover/1"
  /// The seminar's table.
  case compare = "ragweed.compare/1"
  /// The catalogue.
  case drones = "ragweed.drones/1"
  /// The figures of a map.
  case map = "ragweed.map/1"
  /// Its patches.
  case mapFeatures = "ragweed.map-features/1"
  /// Its patches with their numbers, for others.
  case patches = "ragweed.patch-features/1"
  /// What files they were written to.
  case export = "ragweed.export/1"
  /// A map counted by parcel.
  case parcels = "ragweed.parcels/1"
  /// Two maps compared.
  case change = "ragweed.change/1"
  /// Places that were looked at.
  case verification = "ragweed.verification/1"
  /// What a sprayer is to do.
  case prescription = "ragweed.prescription/1"
  /// How far masks agree with the truth.
  case evaluate = "ragweed.evaluate/1"
  /// What a network is made of.
  case model = "ragweed.model/1"
  /// A track.
  case telemetry = "ragweed.telemetry/1"
  /// A track as features.
  case telemetryFeatures = "ragweed.telemetry-features/1"
  /// The latency of a network on a board.
  case estimate = "ragweed.estimate/1"
  /// Measured networks beside their estimates.
  case measure = "ragweed.measure/1"
  /// The errors of a fitted board.
  case fit = "ragweed.fit/1"
  /// A board.
  case platform = "ragweed.platform/1"
  /// The boards that are known.
  case platforms = "ragweed.platforms/1"
  /// Candidates under limits.
  case select = "ragweed.select/1"
  /// The cuts of a network.
  case partition = "ragweed.partition/1"
  /// What a power trace says.
  case power = "ragweed.power/1"
  /// The truth of a made power trace.
  case powerTruth = "ragweed.power-truth/1"

  /// The member that stands first in a document.
  public var member: JSONMember { JSONMember(key: "schema", value: .string(rawValue)) }

  /// A value as the text of a document, over several lines, without a line break at its end.
  ///
  /// - Parameters:
  ///   - value: what is encoded, as an object.
  ///   - digits: how its numbers are written.
  /// - Returns: the text, the schema first.
  /// - Throws: what the value throws when it is encoded.
  public func text(of value: some Encodable, digits: DocumentEncoder.Digits = .byUnit) throws -> String {
    try DocumentEncoder(digits: digits).document(of: value).stating(self).document
  }
}

extension JSONValue {
  /// The object with its schema first; what is no object stays as it is.
  public func stating(_ schema: DocumentSchema) -> JSONValue {
    members.map { .object([schema.member] + $0) } ?? self
  }
}
