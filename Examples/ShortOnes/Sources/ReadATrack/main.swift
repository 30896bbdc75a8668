import Foundation
import Telemetry

// ReadATrack DJI_0001.SRT
let path = CommandLine.arguments[1]
let track = try TrackReader.read([UInt8](Data(contentsOf: URL(fileURLWithPath: path))), file: path)
print("\(track.dialect): \(track.fixes.count) fixes")
print(track.gpx)
