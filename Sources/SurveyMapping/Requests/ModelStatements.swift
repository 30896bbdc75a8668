public import Imagery

/// What is known of a model beside its card and its file, and comes before both.
public struct ModelStatements: Sendable {
  /// What a model's numbers may be said to be.
  public enum Scores: String, Sendable, CaseIterable {
    /// What the end of its graph says.
    case auto
    /// Probabilities.
    case probabilities
    /// Numbers of which a softmax makes probabilities.
    case logits
  }

  /// The names of the classes, the background first.
  public var classes: [String]?
  /// What is taken from red, green and blue of 0 to 255.
  public var mean: [Float]?
  /// What the difference is divided by.
  public var std: [Float]?
  /// The side of a tile in pixels.
  public var tile: Int?
  /// What the model's numbers are.
  public var scores = Scores.auto
  /// What pixels the model was trained on.
  public var trainedGroundSampling: ModelCard.GroundSamplingRange?

  /// Nothing.
  public init() {}
}
