import Quantities

extension FlightPlanningError {
  /// What to do, with settings named as a user gives them.
  func remedy(_ wording: PlanWording) -> String {
    let pixel = "ground sampling distance"
    let clearance = "a smaller \(wording.name(.clearance))"
    let follow = "Follow the terrain\(wording.with(.terrainMode, "follow"))"
    let permit = "raise \(wording.name(.heightLimit))"
    switch self {
    case .overlapOutOfRange: return "Give 0% or more and less than 100%."
    case .overlapWithoutPercent: return "Write it behind the number, as in 60%."
    case .figureNotPositive, .minimumAboveMaximum: return "Correct the entry."
    case .unknownCamera: return "Add the camera or correct its id."
    case .severalDrones: return "Name one of them."
    case .unknownDrone(_, let suggestion):
      let all = wording.ifKnown(.drone) { "\($0) lists all." }
      let nearest = suggestion.map { "Did you mean '\($0)'?" } ?? (all.isEmpty ? "Name one of the catalogue." : "")
      return nearest + (nearest.isEmpty || all.isEmpty ? "" : " ") + all
    case .repeatedEntry: return "Give one of them another id."
    case .notPositive(let quantity): return "Give a positive \(quantity)."
    case .implausible(_, _, let from, let to): return "Give one from \(from) to \(to)."
    case .aboveHeightLaw(_, _, let finest):
      return "Ask for \(Self.text(finest, .down)) cm/px or finer, or \(permit) if you hold a permit."
    case .belowMinimumSpeed(_, _, _, let coarsest):
      return "Ask for \(Self.text(coarsest, .up)) cm/px or coarser, or choose a multirotor."
    case .outOfReach: return "Move the take-off point\(wording.with(.takeoff)), or ask for a coarser \(pixel)."
    case .tooLarge: return "Ask for a coarser \(pixel), or split the field."
    case .looksSwapped:
      return "GeoJSON and KML have the longitude first\(wording.ifKnown(.takeoff) { ", \($0) the latitude" })."
    case .noField: return "Give a polygon."
    case .batteryShareOutOfRange: return "Give more than 0% and at most 100%."
    case .unknownBattery: return "Give its energy as 'battery_wh' in a catalogue of your own."
    case .exposureTooShort: return "Give a longer one\(wording.with(.exposure))."
    case .belowObstacles(_, _, let finest):
      return "Ask for \(Self.text(finest, .up)) cm/px or coarser, or leave the obstacles out as holes of the field."
    case .noPlot: return "Give smaller ones\(wording.with(.plotSize)), or plan the whole field."
    case .takeoffInNoFlyZone: return "Move it\(wording.with(.takeoff)), or give \(clearance)."
    case .noWayAround:
      return "Leave that part out of the field, move the take-off\(wording.with(.takeoff)), or give \(clearance)."
    case .nothingLeft: return "Check that the file holds zones and not the field, or give \(clearance)."
    case .noLine: return "Give two places or more that are not the same."
    case .noTransect:
      return "Ask for a larger \(wording.name(.sample)), or another \(wording.name(.seed))."
    case .allFlown: return "Nothing is left to fly; plan the whole field to fly it again."
    case .nothingToRevisit:
      return "Check that map and field belong together, and \(wording.name(.revisitClass))."
    case .notAWind:
      return "Write its speed and the direction from which it blows, as in 5m/s@270deg."
    case .windTooStrong, .crabAngleTooWide: return "Wait for less wind."
    case .tailWindTooFast:
      return
        "Turn the lines across the wind\(wording.with(.angle)), ask for a coarser \(pixel), or wait for less wind."
    case .terrainIncomplete(_, _, _, _, let isOutside):
      return "Give a raster that covers the whole field\(isOutside ? "" : ", its gaps filled")."
    case .terrainMissing: return "Give a raster that covers the field, the take-off and the ways between."
    case .toleranceTooWide: return "Give a smaller one\(wording.with(.terrainTolerance))."
    case .overlapLost: return "\(follow), or ask for more overlap or a coarser \(pixel)."
    case .intoTerrain: return "\(follow), or fly higher."
    case .tooHighOverTerrain: return "\(follow), fly lower, or \(permit) if you hold a permit."
    }
  }

  /// A pixel in cm, to thousandths that keep to the limit.
  private static func text(_ gsd: GroundSamplingDistance, _ rule: FloatingPointRoundingRule) -> String {
    Figure.text((gsd.centimetersPerPixel * 1000).rounded(rule) / 1000, 3)
  }
}
