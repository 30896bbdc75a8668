public import Documents
import Foundation
import GeoRaster
public import Quantities

/// What places that were looked at say of a map: the area of weeds with its interval, and how right the map is.
///
/// The estimator is the stratified one of Olofsson et al. 2014, "Good practices for estimating area and assessing accuracy
/// of land change", Remote Sensing of Environment 148, 42-57: with the share W of each class of the map, and p the share of
/// true weed among its n places, the area is A sum(W p), its standard error A sqrt(sum(W^2 p (1 - p) / (n - 1))).
public struct Verification: Sendable, Hashable {
  /// A share with the ends of its 95 % interval, from 0 to 1.
  public struct Share: Sendable, Hashable {
    /// The share.
    public let value: Double
    /// One standard error.
    public let standardError: Double

    /// The interval, never beyond 0 and 1.
    public var range: ClosedRange<Double> {
      max(0, value - 1.96 * standardError)...min(1, value + 1.96 * standardError)
    }
  }

  /// What was found where the map says one thing.
  public struct Tally: Sendable, Hashable {
    /// Places with weed.
    public let weed: Int
    /// Places without.
    public let clean: Int
    /// The ground of which the map says so.
    public let area: Area

    /// The places.
    public var count: Int { weed + clean }
    /// The share of weed.
    var share: Double { Double(weed) / Double(count) }
    /// The variance of it.
    var variance: Double { share * (1 - share) / Double(count - 1) }

    /// Counts places.
    public init(weed: Int, clean: Int, area: Area) { (self.weed, self.clean, self.area) = (weed, clean, area) }
  }

  /// Where the map says weed.
  public let mapped: Tally
  /// On the other surveyed ground.
  public let rest: Tally
  /// Places that nobody looked at, or that stayed unsure.
  public let openCount: Int

  /// Takes tallies of two places or more each.
  public init(mapped: Tally, rest: Tally, openCount: Int = 0) {
    (self.mapped, self.rest, self.openCount) = (mapped, rest, openCount)
  }

  /// Reads a form that was filled in.
  ///
  /// - Parameters:
  ///   - path: the form.
  ///   - map: the map that it was drawn from.
  /// - Throws: `ReportingError` where it is none, is empty, or says something else than it offers; `GeoRasterError`.
  public init(path: String, of map: SurveyMap) throws {
    guard let coverage = map.coverage else { throw ReportingError.unknownCoverage(path: map.path) }
    let layers = try VectorLayer.all(of: path)
    guard
      let layer = layers.first(where: { $0.column(PlaceForm.verdict) != nil && $0.column(PlaceForm.mapped) != nil }),
      let verdict = layer.column(PlaceForm.verdict), let mapped = layer.column(PlaceForm.mapped)
    else { throw ReportingError.noForm(path: path) }
    var counts: [PlaceSample.Stratum: (weed: Int, clean: Int)] = [:]
    var open = 0
    for (index, feature) in layer.features.enumerated() {
      guard let stratum = feature.values[mapped].flatMap(PlaceSample.Stratum.init) else {
        throw ReportingError.noForm(path: path)
      }
      switch feature.values[verdict]?.trimmingCharacters(in: .whitespaces).lowercased() ?? "" {
      case "weed": counts[stratum, default: (0, 0)].weed += 1
      case "no weed": counts[stratum, default: (0, 0)].clean += 1
      case "", "unsure": open += 1
      case let other: throw ReportingError.unknownVerdict(path: path, place: index + 1, verdict: other)
      }
    }
    let infested = try map.infested().intersection(coverage).area
    let (weed, rest) = (counts[.weed] ?? (0, 0), counts[.rest] ?? (0, 0))
    guard min(weed.weed + weed.clean, rest.weed + rest.clean) >= 2 else {
      throw ReportingError.emptyForm(path: path, inPatches: weed.weed + weed.clean, elsewhere: rest.weed + rest.clean)
    }
    self.init(
      mapped: Tally(weed: weed.weed, clean: weed.clean, area: infested),
      rest: Tally(weed: rest.weed, clean: rest.clean, area: coverage.area - infested),
      openCount: open
    )
  }

  /// The surveyed ground.
  public var surveyed: Area { mapped.area + rest.area }

  private var weights: (mapped: Double, rest: Double) { (mapped.area / surveyed, rest.area / surveyed) }

  /// The share of the surveyed ground that has weed.
  public var cover: Share {
    let weights = weights
    return Share(
      value: weights.mapped * mapped.share + weights.rest * rest.share,
      standardError: (weights.mapped * weights.mapped * mapped.variance
        + weights.rest * weights.rest * rest.variance).squareRoot()
    )
  }

  /// How much of what the map calls weed is weed.
  public var usersAccuracy: Share { Share(value: mapped.share, standardError: mapped.variance.squareRoot()) }

  /// How much of the ground the map is right about.
  public var overallAccuracy: Share {
    let weights = weights
    // The variance of a share is that of the other.
    return Share(
      value: weights.mapped * mapped.share + weights.rest * (1 - rest.share),
      standardError: cover.standardError
    )
  }

  /// How much of the weed the map has; nil where no weed was found anywhere.
  public var producersAccuracy: Double? {
    cover.value > 0 ? weights.mapped * mapped.share / cover.value : nil
  }

  /// What the user should know.
  public var notices: [String] {
    var notices: [String] = []
    if openCount > 0 { notices.append("\(openCount) place(s) have no verdict and are left out.") }
    let few = [mapped, rest].map(\.count).min() ?? 0
    if few < 50 { notices.append("Of one kind of ground only \(few) places were looked at; 50 are a usual least.") }
    if cover.standardError == 0 {
      notices.append("All places of each kind agree, so there is no interval: look at more of them.")
    }
    return notices
  }

  /// The figures for programs.
  public var document: JSONValue {
    func area(_ share: Double) -> JSONValue { .number((share * surveyed.squareMeters).rounded(decimals: 4)) }
    func percent(_ share: Double?) -> JSONValue { .number(orNull: share.map { ($0 * 100).rounded(decimals: 2) }) }
    func tally(_ tally: Tally) -> JSONValue {
      .members([
        "weed": .integer(tally.weed), "no_weed": .integer(tally.clean),
        "map_m2": .number(tally.area.squareMeters.rounded(decimals: 4)),
      ])
    }
    return .members([
      "surveyed_m2": area(1),
      "mapped_weed_m2": .number(mapped.area.squareMeters.rounded(decimals: 4)),
      "weed_m2": area(cover.value),
      "weed_low_m2": area(cover.range.lowerBound),
      "weed_high_m2": area(cover.range.upperBound),
      "standard_error_m2": area(cover.standardError),
      "users_accuracy_percent": percent(usersAccuracy.value),
      "producers_accuracy_percent": percent(producersAccuracy),
      "overall_accuracy_percent": percent(overallAccuracy.value),
      "places": .members(["in_patches": tally(mapped), "elsewhere": tally(rest), "open": .integer(openCount)]),
      "notices": .array(notices.map(JSONValue.string)),
    ])
    .stating(.verification)
  }
}
