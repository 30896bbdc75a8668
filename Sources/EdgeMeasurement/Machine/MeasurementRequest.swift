public import EdgeDeployment
public import Imagery
public import SurveyMapping

/// Networks that are to be measured whole on this machine.
public struct MeasurementRequest: Sendable {
  /// The ONNX models.
  public var models: [String]
  /// The sizes of the image; none for each model's own.
  public var sizes: [PixelSize] = []
  /// A platform whose predictions are compared; nil for none.
  public var platform: PlatformModel?
  /// What runs the models.
  public var engine = Engine.Choice.auto
  /// Cores that one inference uses, 1 or more.
  public var threads = 1
  /// How often each network is run at least.
  public var fewestTurns = 9
  /// How often each network is run at most.
  public var mostTurns = 60
  /// The time after which no further turn begins, but for the fewest.
  public var longest = Duration.seconds(30)

  /// Models at their own sizes on one core.
  public init(models: [String]) { self.models = models }
}
