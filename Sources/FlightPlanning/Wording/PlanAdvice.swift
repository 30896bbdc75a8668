/// What helps against a limit.
public enum PlanAdvice: Sendable, Hashable {
  /// To take off elsewhere.
  case moveTakeoff
  /// To fly more slowly.
  case flyMoreSlowly
  /// To do less: a sample, a coarser map of so many hours with visits to what it shows, a shorter exposure.
  case doLess(coarserHours: String?, shorterExposure: Bool)

  /// The sentence.
  public func sentence(_ wording: PlanWording) -> String {
    switch self {
    case .moveTakeoff: return "Move the take-off point\(wording.with(.takeoff))."
    case .flyMoreSlowly: return "Fly more slowly\(wording.with(.speed))."
    case .doLess(let hours, let shorterExposure):
      var ways = ["Sample it: \(wording.ifKnown(.sample) { "\($0) " })5% takes about a twentieth"]
      if let hours {
        let coarse = "\(wording.ifKnown(.groundSamplingDistance) { "\($0) " })1cm"
        ways.append(
          "map it at \(coarse) in about \(hours) h and fly again over what the map shows\(wording.with(.revisit))"
        )
      }
      if shorterExposure {
        ways.append(
          "or use a shorter \(wording.name(.exposure)) where the light allows, which allows more speed"
        )
      }
      return ways.joined(separator: "; ") + "."
    }
  }
}
