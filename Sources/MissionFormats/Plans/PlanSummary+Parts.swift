public import Documents
public import FlightPlanning
import Quantities

extension PlanSummary {
  /// What a summary says of the parts of a field; nil where it is planned whole.
  ///
  /// - Parameters:
  ///   - site: where the survey is flown.
  ///   - savings: what strips save against the whole field; nil where none are flown.
  /// - Returns: the figures.
  public static func parts(of site: SurveySite, savings: SampleSavings? = nil) -> JSONValue? {
    let fieldArea = JSONValue.fixed(site.fieldArea.squareMeters, decimals: 2)
    switch site.part {
    case nil: return nil
    case .corridor(let corridor):
      return .members([
        "kind": .string("corridor"), "width_m": .number(corridor.width.meters),
        "line_length_m": .fixed(corridor.length.meters, decimals: 2),
        "stretches": .integer(corridor.stretches.count),
        "widened_m": .fixed(corridor.widening.meters, decimals: 3),
      ])
    case .plots(let plots, let asked):
      return .members([
        "kind": .string("sample"), "plots": .integer(plots.plots.count), "plot_size_m": .number(plots.side.meters),
        "asked_percent": .number(asked * 100), "share_percent": .fixed(plots.share * 100, decimals: 3),
        "field_area_m2": fieldArea,
      ])
    case .unflown(let share, let margin):
      return .members([
        "kind": .string("unflown"), "pieces": .integer(site.polygons.count),
        "share_percent": .fixed(share * 100, decimals: 3), "margin_m": .fixed(margin.meters, decimals: 2),
        "field_area_m2": fieldArea,
      ])
    case .revisit(let boxes, let margin):
      return .members([
        "kind": .string("revisit"), "boxes": .integer(boxes.boxes.count), "patches": .integer(boxes.patchCount),
        "patches_outside": .integer(boxes.outsideCount), "margin_m": .number(margin.meters),
        "field_area_m2": fieldArea,
      ])
    case .transects(let sample, let width, let asked, let share, let seed):
      func saved(_ share: Double?) -> JSONValue { share.map { .fixed($0 * 100, decimals: 1) } ?? .null }
      return .members([
        "kind": .string("transects"), "strips": .integer(sample.strips.count),
        "pieces": .integer(site.polygons.count), "strip_width_m": .fixed(width.meters, decimals: 4),
        "spacing_m": .fixed(sample.spacing.meters, decimals: 3),
        "bearing_deg": .fixed(sample.bearing.degrees, decimals: 3), "seed": .integer(Int(clamping: seed)),
        "asked_percent": .number(asked * 100), "share_percent": .fixed(share * 100, decimals: 3),
        "field_area_m2": fieldArea,
        "whole_field": savings?.whole.map(wholeField) ?? .null,
        "saved_flight_time_percent": saved(savings?.ofFlightTime), "saved_cost_percent": saved(savings?.ofCost),
      ])
    }
  }

  private static func wholeField(_ plan: SurveyPlan) -> JSONValue {
    .members([
      "flight_time_s": .fixed(plan.flightTime.inSeconds, decimals: 1),
      "path_length_m": .fixed(plan.pathLength.meters, decimals: 2), "sorties": .integer(plan.sorties.count),
      "images": .integer(plan.imageCount), "cost_eur": .fixed(plan.cost.euros, decimals: 2),
    ])
  }
}
