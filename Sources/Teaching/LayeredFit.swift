/// Units between features and classes, fitted around what a network says by itself: the mean of several fits.
///
/// Each lowers the cross entropy over small samples of the pixels, drawn by weight. Features and units are left out at
/// random meanwhile, so that none is relied on (dropout: Srivastava et al. 2014), and each fit begins elsewhere and sees
/// other samples: their mean errs less than any of them (Lakshminarayanan et al. 2017).
struct LayeredFit {
  private let data: LabelledFeatures
  private let indices: [Int]
  private let balance: Float
  private let settings: Settings

  /// How a fit is made; the values are those of docs/results/teach.md.
  struct Settings {
    /// How many fits the mean is of.
    var members = 4
    /// How many units each has.
    var units = 12
    /// How many samples each sees.
    var steps = 200
    /// Pixels in a sample.
    var sample = 96
    /// How far a value moves in a step, at most.
    var rate: Float = 3e-3
    /// The share of features, and of units, that are left out.
    var dropped: Float = 0.4
  }

  /// Prepares a fit.
  ///
  /// - Parameters:
  ///   - data: standardised features.
  ///   - indices: the pixels that are learnt from.
  ///   - balance: 0 for the classes' shares in the pictures, 1 for equal ones.
  ///   - settings: how it is made.
  init(_ data: LabelledFeatures, indices: [Int], balance: Float, settings: Settings = Settings()) {
    self.data = data
    self.indices = indices
    self.balance = balance
    self.settings = settings
  }

  /// Finds the head.
  ///
  /// - Throws: `CancellationError` where the task is cancelled.
  func head() throws -> TaughtHead {
    let draw = WeightedDraw(data.weights(of: indices, balance: balance))
    let heads = try (0..<settings.members).map { member in
      var chance = SplitMix(seed: UInt64(member + 1))
      var net = LayeredNet(data, units: settings.units, using: &chance)
      var adam = Adam(laneCount: net.values.count)
      for step in 0..<settings.steps {
        try Task.checkCancellation()
        let sample = (0..<settings.sample).map { _ in indices[draw.index(using: &chance)] }
        let gradient = net.gradient(over: sample, of: data, dropped: settings.dropped, using: &chance)
        adam.step(&net.values, gradient: gradient, rate: settings.rate * Self.share(of: step, settings.steps))
      }
      return net.head
    }
    return TaughtHead.mean(of: heads) ?? .unchanged(classCount: data.classCount, featureCount: data.featureCount)
  }

  /// Steps grow at first and shrink to nothing at the end (Smith and Topin 2019, with straight lines).
  private static func share(of step: Int, _ count: Int) -> Float {
    let place = (Float(step) + 1) / Float(count)
    return place < warming ? place / warming : (1 - place) / (1 - warming)
  }

  private static let warming: Float = 0.3
}
