/// Something that a plan meets or passes: why it cannot be flown as asked for, or what to watch.
public struct PlanLimit: Sendable, Hashable {
  /// What sets the limit.
  public enum Kind: String, Sendable, Hashable {
    /// The shortest time between two pictures.
    case shutterInterval = "shutter_interval"
    /// The shortest time between two pictures is not known and was not checked.
    case shutterIntervalUnknown = "shutter_interval_unknown"
    /// The way flown while the shutter is open.
    case motionBlur = "motion_blur"
    /// The highest altitude that the law allows.
    case heightLaw = "height_law"
    /// Plants and other obstacles.
    case lowAltitude = "low_altitude"
    /// The drone's highest speed.
    case maximumSpeed = "maximum_speed"
    /// The lowest speed of a wing.
    case minimumSpeed = "minimum_speed"
    /// The battery.
    case battery
    /// A part of the field that no picture shows.
    case coverage
    /// A path over a hole of the field.
    case outside
    /// A path over a no-fly zone, or too near to one.
    case noFly = "no_fly"
    /// Something about the input.
    case field
    /// Heights above the ground other than asked for.
    case terrain
    /// The speed that the wind leaves.
    case wind
    /// The speed that the climb over terrain leaves.
    case climbRate = "climb_rate"
    /// Exposure times that the camera cannot make, or only electronically.
    case exposureRange = "exposure_range"
    /// Lines of the picture that are read one after another while the drone flies.
    case rollingShutter = "rolling_shutter"
    /// The way home that the drone takes by itself.
    case wayHome = "way_home"
    /// More flying than one day has.
    case workload
  }

  /// Whether a plan can be flown despite it.
  public enum Severity: String, Sendable, Hashable {
    /// It can.
    case warning
    /// It cannot.
    case error
  }

  /// What sets the limit.
  public let kind: Kind

  /// Whether a plan can be flown despite it.
  public let severity: Severity

  /// What was found, in one sentence.
  private let finding: String

  /// What helps; nil where the finding says all.
  private let advice: PlanAdvice?

  /// What was found and what helps, for people.
  public var message: String { message(.plain) }

  /// Makes a limit.
  public init(_ kind: Kind, _ severity: Severity, _ finding: String, advice: PlanAdvice? = nil) {
    self.kind = kind
    self.severity = severity
    self.finding = finding
    self.advice = advice
  }

  /// What was found and what helps, with settings named as a user gives them.
  public func message(_ wording: PlanWording) -> String {
    advice.map { "\(finding) \($0.sentence(wording))" } ?? finding
  }
}
