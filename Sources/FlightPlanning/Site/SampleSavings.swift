import Quantities

/// What a part of a field takes and saves against all of it, both over flat ground.
public struct SampleSavings: Sendable {
  /// The plan of the whole field; nil where that is too large to be planned.
  public let whole: SurveyPlan?

  /// The plan of the part.
  public let part: SurveyPlan

  /// The share of the flight time that is saved, up to 1; nil without a plan of the whole field.
  public var ofFlightTime: Double? { whole.map { 1 - part.flightTime.inSeconds / $0.flightTime.inSeconds } }

  /// The share of the cost that is saved, up to 1; nil without a plan of the whole field.
  public var ofCost: Double? { whole.map { 1 - part.cost.euros / $0.cost.euros } }

  /// Plans both.
  ///
  /// Flat ground is near enough for a comparison.
  ///
  /// - Parameters:
  ///   - part: the part of the field.
  ///   - whole: the field.
  ///   - request: what is wanted of both.
  /// - Throws: `FlightPlanningError` where the part cannot be planned.
  public init(of part: SurveySite, against whole: SurveySite, request: SurveyRequest) throws {
    self.part = try SurveyPlan(for: part, request: request)
    do {
      self.whole = try SurveyPlan(for: whole, request: request)
    } catch is FlightPlanningError {
      self.whole = nil
    }
  }
}
