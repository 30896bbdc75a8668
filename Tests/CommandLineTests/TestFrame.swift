import Foundation
import TestSupport
import Testing

/// Small frames with the metadata of a Phantom 4 Pro, cut from the synthetic orthophoto.
enum TestFrame {
  /// Where and how a frame was taken.
  struct Pose {
    var latitude = 47.95
    var longitude = 16.85
    var height = 10.0
    var yaw = 0.0
    var pitch = -90.0
    var extra = ""
  }

  /// Writes a frame of 400 x 300 pixels; at 10 m each has 3.75 cm.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - x: the column of the orthophoto where it is cut out.
  ///   - pose: where it says that it was taken.
  ///   - arguments: what else GDAL's program is told, such as a scale of the brightness.
  /// - Throws: where GDAL's program or the sample is missing.
  static func write(_ path: String, x: Int = 1300, pose: Pose = Pose(), _ arguments: String...) throws {
    let plain = path + ".plain"
    let options = [
      "-q", "-of", "JPEG", "-b", "1", "-b", "2", "-b", "3", "-srcwin", "\(x)", "600", "400", "300", "-co", "QUALITY=92",
      "--config", "GDAL_PAM_ENABLED", "NO",
    ]
    let outcome = try Program.installed("gdal_translate", arguments: options + arguments + [Sample.orthophoto, plain])
    try #require(outcome.status == 0, "\(outcome.messages)")
    let jpeg = [UInt8](try Data(contentsOf: URL(fileURLWithPath: plain)))
    try FileManager.default.removeItem(atPath: plain)
    let sample = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Sample.frames + "/DJI_0001.JPG")))
    let exif = try #require(segment(in: sample, beginningWith: Array("Exif".utf8)))
    let xmp = """
      http://ns.adobe.com/xap/1.0/\u{0}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
      xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" \
      xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/" drone-dji:GpsLatitude="\(pose.latitude)" \
      drone-dji:GpsLongitude="\(pose.longitude)" drone-dji:RelativeAltitude="\(pose.height)" \
      drone-dji:GimbalYawDegree="\(pose.yaw)" drone-dji:GimbalPitchDegree="\(pose.pitch)" \
      drone-dji:GimbalRollDegree="0" \(pose.extra)/></rdf:RDF></x:xmpmeta>
      """
    let length = xmp.utf8.count + 2
    let packet = [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + Array(xmp.utf8)
    try Data(jpeg[..<2] + exif + packet + jpeg[2...]).write(to: URL(fileURLWithPath: path))
  }

  /// A segment of a JPEG with its marker.
  private static func segment(in bytes: [UInt8], beginningWith name: [UInt8]) -> [UInt8]? {
    var place = 2
    while place + 4 < bytes.count, bytes[place] == 0xFF, bytes[place + 1] != 0xDA {
      let end = place + 2 + (Int(bytes[place + 2]) << 8) + Int(bytes[place + 3])
      guard end <= bytes.count else { return nil }
      if bytes[(place + 4)...].starts(with: name) { return Array(bytes[place..<end]) }
      place = end
    }
    return nil
  }
}
