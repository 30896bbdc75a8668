public import Quantities
public import SurveyMapping

/// This machine, to be measured layer by layer.
public struct CharacterisationRequest: Sendable {
  /// What runs the layers.
  public var engine = Engine.Choice.auto
  /// Cores that one inference uses, 1 or more.
  public var threads = 1
  /// The time after which no further point is chosen.
  public var budget = Duration.seconds(240)
  /// Convolutions and depthwise convolutions to measure at most, each.
  public var mostPoints = 160
  /// The id of the platform.
  public var id = "host"
  /// The greatest power of the machine; nil where it is not known.
  public var power: Power?

  /// One core for four minutes.
  public init() {}
}
