import Quantities

/// What sets the speed of a survey.
public enum BindingLimit: String, Sendable, Hashable {
  /// The speed that was asked for.
  case requestedSpeed = "requested_speed"
  /// The drone's highest survey speed.
  case maximumSpeed = "maximum_speed"
  /// The way flown while the shutter is open.
  case motionBlur = "motion_blur"
  /// The shortest time between two pictures.
  case shutterInterval = "shutter_interval"
  /// What the wind leaves of the drone's speed, on every line.
  case wind
  /// What the climb over the terrain leaves, on every line.
  case climbRate = "climb_rate"

  /// What sets the speed of a design.
  init(asked: Speed?, allowed: SpeedLimits) {
    if let asked, asked <= allowed.lowest {
      self = .requestedSpeed
    } else if allowed.lowest == allowed.drone {
      self = .maximumSpeed
    } else {
      self = allowed.lowest == allowed.blur ? .motionBlur : .shutterInterval
    }
  }

  /// What sets the speed of a plan: what sets the design's, unless every line is slower.
  init(of sorties: [Sortie], design: SurveyDesign, wind: Wind) {
    let legs = sorties.lazy.flatMap(\.legs).filter { $0.line != nil }
    guard let fastest = legs.map(\.speed).max(), fastest < design.speed * (1 - 1e-9) else {
      self = design.bindingLimit
      return
    }
    self = wind.speed > .zero && legs.contains(where: \.isLevel) ? .wind : .climbRate
  }
}
