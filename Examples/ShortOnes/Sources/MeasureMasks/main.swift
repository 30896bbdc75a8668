import AccuracyMeasurement
import Evaluation

// MeasureMasks masks truth
var request = AccuracyRequest(predictions: CommandLine.arguments[1], truth: CommandLine.arguments[2])
request.classNames = ["background", "weed"]
let result = try request.measure()
print(AccuracyTable(result.report).text)
for notice in result.notices { print(notice) }
