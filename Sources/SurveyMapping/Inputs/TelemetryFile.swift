import GeoRaster
import InfestationMapping
import ResultFiles
public import Telemetry

/// Reading of tracks and of the poses of frames.
public enum TelemetryFile {
  /// The most bytes of a track: an hour of video with a subtitle for each of 60 frames in a second.
  private static let mostBytes = 256 << 20

  /// Reads a track, or a frame as a track of one fix.
  ///
  /// - Throws: `FileError`, `TelemetryError` or `GeoRasterError`.
  public static func read(path: String) throws -> Track {
    if isImage(InputFile.beginning(path: path)) { return track(of: try FrameTags(path: path)) }
    return try track(path: path)
  }

  /// Reads a track.
  ///
  /// - Throws: `FileError` or `TelemetryError`.
  public static func track(path: String) throws -> Track {
    try TrackReader.read(try InputFile.bytes(path: path, limit: mostBytes), file: path)
  }

  /// Whether a file begins as JPEG, PNG or TIFF do.
  private static func isImage(_ beginning: [UInt8]) -> Bool {
    let beginnings: [[UInt8]] = [
      [0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E, 0x47], [0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A],
    ]
    return beginnings.contains { beginning.starts(with: $0) }
  }

  private static func track(of tags: FrameTags) -> Track {
    let metadata = FrameMetadata(exif: tags.exif, xmp: tags.xmp)
    let fix = metadata.position.map { position in
      Fix(
        time: .zero,
        position: position,
        altitude: metadata.heightAboveTakeoff ?? metadata.altitudeAboveSea,
        altitudeReference: metadata.heightAboveTakeoff != nil
          ? .takeoff : metadata.altitudeAboveSea != nil ? .seaLevel : .unknown,
        yaw: metadata.gimbalYaw,
        pitch: metadata.gimbalPitch,
        roll: metadata.gimbalRoll
      )
    }
    let dialect = ["exif": !tags.exif.isEmpty, "xmp": tags.xmp != nil].filter(\.value).keys.sorted()
    return Track(
      dialect: dialect.isEmpty ? "none" : dialect.joined(separator: "+"),
      fixes: fix.map { [$0] } ?? [],
      momentsWithoutFix: fix == nil ? 1 : 0
    )
  }
}
