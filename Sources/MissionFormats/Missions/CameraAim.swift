import FlightPlanning

/// Where the commands of a mission have turned its camera.
struct CameraAim {
  /// The degrees by which a camera may look beside straight down and still count as looking straight down.
  static let tolerance = 5.0

  /// The pitch that was last asked for, in degrees, level 0 and straight down -90.
  private var pitch = -90.0
  /// Whether it looks at one place.
  private var looksAtPlace = false

  /// Whether anything has said where it looks.
  private(set) var isTold = false

  /// Whether it looks straight down.
  var isDown: Bool { !looksAtPlace && abs(pitch + 90) <= Self.tolerance }

  /// Turns it to a pitch in degrees; what is no number changes nothing.
  ///
  /// - Returns: a sentence where it no longer looks straight down.
  mutating func turn(to pitch: Double, by command: String) -> String? {
    guard pitch.isFinite else { return nil }
    isTold = true
    looksAtPlace = false
    self.pitch = pitch
    guard !isDown else { return nil }
    let text = Figure.text(pitch, 1)
    return "the camera is turned to a pitch of \(text) degrees (\(command)), not straight down (-90)"
  }

  /// Has it look at a place, or again where it looked before.
  ///
  /// - Returns: a sentence where it no longer looks straight down.
  mutating func look(atPlace: Bool, by command: String) -> String? {
    isTold = true
    looksAtPlace = atPlace
    return atPlace ? "the camera looks at a place of interest (\(command)), not straight down" : nil
  }
}
