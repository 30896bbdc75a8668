/// A wish of a survey that sentences ask to change; its raw value is what it is called in a sentence.
public enum PlanSetting: String, Sendable, CaseIterable {
  /// The direction of the lines.
  case angle
  /// The distance kept from no-fly zones.
  case clearance
  /// Which drone flies.
  case drone = "the drone"
  /// The exposure time.
  case exposure
  /// The file formats written.
  case formats = "the formats"
  /// The length on the ground of a pixel.
  case groundSamplingDistance = "ground sampling distance"
  /// The highest altitude over the ground.
  case heightLimit = "the limit"
  /// The side of a plot.
  case plotSize = "plot size"
  /// Boxes around what an earlier map shows.
  case revisit
  /// The class of the patches to visit again.
  case revisitClass = "the class"
  /// The share of a sample.
  case sample
  /// What sets the start of a sample.
  case seed
  /// The speed over the ground.
  case speed
  /// The place of take-off and landing.
  case takeoff = "take-off"
  /// Whether heights follow the terrain.
  case terrainMode = "terrain mode"
  /// How far heights may be off.
  case terrainTolerance = "terrain tolerance"
  /// A catalogue of the user's own.
  case catalog = "a catalogue of your own"
}
