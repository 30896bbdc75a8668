import FlightPlanning
import Foundation
import MissionFormats
import Quantities

// PlanAField field.geojson mission.plan
let files = CommandLine.arguments.dropFirst().map { URL(fileURLWithPath: $0) }
let drone = try Catalog.shipped().drone(id: "phantom-4-pro")

let outline = try FieldDocument(reading: [UInt8](Data(contentsOf: files[0])), file: files[0].path)
let (field, frame) = try outline.onPlane()
var request = try SurveyRequest(drone: drone, target: .groundSamplingDistance(.centimetersPerPixel(1)))
request.conditions.sidelap = try Overlap(fraction: 0.7)
let plan = try SurveyPlan(for: field, in: frame, request: request)

print("\(plan.area.hectares) ha: \(plan.imageCount) frames in \(plan.flightTime.inMinutes) min")
for limit in plan.limits { print(limit.message) }
let mission = try QGroundControlPlan.json(of: plan.sorties[0], in: plan)
try Data(mission.bytes).write(to: files[1], options: .atomic)
