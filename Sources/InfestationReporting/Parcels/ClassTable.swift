import Foundation
import Quantities

/// Classes into which an authority sorts infested ground.
public struct ClassTable: Sendable, Hashable, Decodable {
  /// What is sorted by.
  public enum Measure: String, Sendable, Hashable, Decodable {
    /// The infested ground: the squares of 1 m in which there is a patch, in square metres.
    case stand = "stand_m2"
    /// The ground of patches in square metres.
    case weed = "weed_m2"
    /// The infested share of the surveyed ground in percent.
    case cover = "cover_percent"
    /// The number of plants, which a map does not know.
    case plants
  }

  /// A class.
  public struct Entry: Sendable, Hashable, Decodable {
    /// What it is called.
    public let name: String
    /// Its measure is below this; nil in the last class.
    public let below: Double?
  }

  /// What the table is called.
  public let name: String
  /// Where it is from.
  public let source: String
  /// What is sorted by.
  public let measure: Measure
  /// Up to this mean cover of the infested ground a class says so; nil where cover does not matter.
  public let lowCoverPercent: Double?
  /// The classes, the lowest first.
  public let classes: [Entry]

  enum CodingKeys: String, CodingKey {
    case name, source, measure, classes
    case lowCoverPercent = "low_cover_percent"
  }

  /// Why a table cannot be used; nil where it can.
  public var fault: String? {
    if classes.isEmpty { return "it has no class" }
    let limits = classes.dropLast().map(\.below)
    guard limits.allSatisfy({ $0 != nil }) else { return "only the last class may be without 'below'" }
    let numbers = limits.compactMap(\.self)
    return zip(numbers, numbers.dropFirst()).allSatisfy(<) ? nil : "its limits do not rise"
  }

  /// The class of a parcel.
  ///
  /// - Parameters:
  ///   - survey: what is known of it.
  ///   - plantsPerSquareMeter: how many plants stand on a square metre of patches, from a counted sample.
  /// - Returns: the class; nil where it has no weed, or its measure is not known.
  public func name(of survey: ParcelFigures.Survey, plantsPerSquareMeter: Double? = nil) -> String? {
    guard survey.infested.squareMeters > 0 else { return nil }
    let value: Double? =
      switch measure {
      case .stand: survey.stand.squareMeters
      case .weed: survey.infested.squareMeters
      case .cover: survey.cover * 100
      case .plants: plantsPerSquareMeter.map { $0 * survey.infested.squareMeters }
      }
    guard let value, let entry = classes.first(where: { entry in entry.below.map { value < $0 } ?? true }) else {
      return nil
    }
    guard let lowCoverPercent, survey.stand.squareMeters > 0 else { return entry.name }
    let isLow = survey.infested / survey.stand * 100 <= lowCoverPercent
    return "\(entry.name), mean cover \(isLow ? "up to" : "above") \(lowCoverPercent.formatted()) %"
  }
}
