public import Quantities

/// How pictures follow each other on a line, and how far the line goes on beyond the last.
///
/// Autopilots call a waypoint reached some way before it (ArduPilot's WPNAV_RADIUS is 2 m, PX4's NAV_ACC_RAD as much or
/// more) and stop the trigger there: a picture that is due at the very end is not taken. So a line ends behind its last
/// picture, by a third of the way between two, from 2 to 5 m, where the field leaves room; by 2 m where it does not.
public struct CaptureSpacing: Sendable, Hashable {
  /// The way from one picture to the next that the frontlap asks for.
  public let photoDistance: Length
  /// The least way from one picture to the next, where a line is too short for the other and an end beyond its last
  /// picture.
  public let leastPhotoDistance: Length
  /// How far a line goes on beyond its last picture.
  public let endBeyondLastPicture: Length
  /// How far it goes on at least.
  public let leastEndBeyondLastPicture: Length

  /// The part of the way between two pictures by which they may move closer together.
  private static let mostSqueeze = 0.2

  /// Reckons what a way between pictures asks for.
  ///
  /// - Parameters:
  ///   - photoDistance: the way from one picture to the next.
  ///   - shortest: the way that the drone flies in the camera's shortest interval where it cannot fly more slowly; zero
  ///     where it can.
  init(_ photoDistance: Length, shortest: Length) {
    self.photoDistance = photoDistance
    leastPhotoDistance = min(photoDistance, max(photoDistance * (1 - Self.mostSqueeze), shortest))
    // Below that another picture would be taken.
    let most = photoDistance * 0.9
    leastEndBeyondLastPicture = min(most, .meters(2))
    endBeyondLastPicture = min(most, max(.meters(2), min(.meters(5), photoDistance / 3)))
  }

  var distance: Double { photoDistance.meters }
  var leastDistance: Double { leastPhotoDistance.meters }
  var overshoot: Double { endBeyondLastPicture.meters }
  var leastOvershoot: Double { leastEndBeyondLastPicture.meters }
}
