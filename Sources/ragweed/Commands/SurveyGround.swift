import Documents
import FieldGeometry
import FlightPlanning
import MissionFormats

/// The ground of a survey: the polygons to plan, and what the plan has to know of them.
struct SurveyGround {
  /// The polygons to plan.
  var polygons: [FieldBoundary]
  /// The plane that they lie on.
  let frame: LocalFrame
  /// What is wanted, with the zones, the stretches and the whole field.
  var request: SurveyRequest
  /// What summary.json says of the parts; nil where the field is planned whole.
  var report: JSONValue?
  /// What the user should know, without the full stop.
  var notes: [String] = []

  init(polygons: [FieldBoundary], frame: LocalFrame, request: SurveyRequest) {
    self.polygons = polygons
    self.frame = frame
    self.request = request
  }
}
