/// Chooses a head by pictures left out.
public struct HeadSearch: Sendable {
  /// What was found.
  public struct Outcome: Sendable, Equatable {
    /// The head for features as they come from the network; the network's own answer where nothing did better.
    public let head: LinearHead
    /// How tightly it is held to the network's own answer; nil for that answer itself.
    public let penalty: Double?
    /// What is added to the scores of all classes but the first: plants are rarer in some pictures than in others.
    public let shift: Double
    /// What the head, fitted without them, came to on the pictures left out.
    public let score: PixelScores
    /// What the network by itself came to on the same pixels; nil where its classes are not these.
    public let unchangedScore: PixelScores?
    /// How many groups were left out in turn.
    public let foldCount: Int
  }

  /// Penalties that are tried; the first is the usual one, best on average over the sets of docs/results/teach.md.
  public static let penalties: [Float] = [0.1, 0.3, 0.03]
  /// Shifts that are tried, in the order of their size; the first is none.
  static let shifts: [Float] = [0, -0.5, 0.5, -1, 1, -1.5, 1.5, -2, 2]
  /// How far shares of classes are moved towards equal ones while fitting.
  ///
  /// A little: a rare class gains in IoU where it is also said of places that are as likely its own as not.
  public static let balance: Float = 0.1
  /// More pictures are left out several at a time.
  private static let mostFolds = 5
  /// What another penalty has to gain over the usual one, and a shift over a smaller one: a few pictures left out say
  /// little.
  private static let clearGain = 0.01
  /// What a head has to gain before it replaces the network's own answer, which nobody has to trust anew.
  private static let leastGain = 0.005

  private let data: LabelledFeatures
  private let canStay: Bool

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - data: the labelled pixels.
  ///   - canStay: whether the network's own scores are an answer already: its classes are those of the labels.
  public init(_ data: LabelledFeatures, canStay: Bool) {
    self.data = data
    self.canStay = canStay
  }

  /// Fits heads with each penalty on all folds but one, and keeps the penalty with the best mean IoU.
  ///
  /// - Parameter progress: called with how many fits are done, and of how many.
  /// - Returns: the head, and its scores on what was left out.
  /// - Throws: `CancellationError`.
  public func run(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws -> Outcome {
    let (mean, deviation) = data.statistics
    let standard = data.standardised(mean: mean, deviation: deviation)
    let folds = data.folds(most: Self.mostFolds)
    let total = folds.count * Self.penalties.count + 1
    let unseen = PixelScores(classCount: data.classCount)
    // [penalty][shift]
    var scores = Self.penalties.map { _ in Self.shifts.map { _ in unseen } }
    var done = 0
    try await withThrowingTaskGroup(of: (Int, [PixelScores]).self) { group in
      for (order, penalty) in Self.penalties.enumerated() {
        for fold in folds {
          group.addTask {
            let fit = LogisticFit(standard, indices: fold.learnt, penalty: penalty, balance: Self.balance)
            return (order, standard.scores(of: try fit.head(), on: fold.left, shifts: Self.shifts))
          }
        }
      }
      for try await (order, found) in group {
        for (index, score) in found.enumerated() { scores[order][index].add(score) }
        done += 1
        progress(done, total)
      }
    }
    let unchanged = LinearHead.unchanged(classCount: data.classCount, featureCount: data.featureCount)
    let left = folds.flatMap(\.left)
    let unchangedScore = canStay ? standard.scores(of: unchanged, on: left, shifts: [0])[0] : nil
    let best = Self.choice(scores)
    let score = scores[best.penalty][best.shift]
    defer { progress(total, total) }
    if let unchangedScore, (score.meanIoU ?? 0) < (unchangedScore.meanIoU ?? 0) + Self.leastGain {
      return Outcome(
        head: unchanged,
        penalty: nil,
        shift: 0,
        score: unchangedScore,
        unchangedScore: unchangedScore,
        foldCount: folds.count
      )
    }
    let penalty = Self.penalties[best.penalty]
    let everything = Array(data.pixels.indices)
    var head = try LogisticFit(standard, indices: everything, penalty: penalty, balance: Self.balance).head()
    for index in head.bias.indices.dropFirst() { head.bias[index] += Self.shifts[best.shift] }
    return Outcome(
      head: head.unstandardised(mean: mean, deviation: deviation),
      penalty: Double(penalty),
      shift: Double(Self.shifts[best.shift]),
      score: score,
      unchangedScore: unchangedScore,
      foldCount: folds.count
    )
  }

  /// The usual penalty, unless another one is clearly better, with the least shift that none clearly betters.
  private static func choice(_ scores: [[PixelScores]]) -> (penalty: Int, shift: Int) {
    func best(_ row: [PixelScores]) -> (shift: Int, value: Double) {
      let values = row.map { $0.meanIoU ?? 0 }
      let enough = (values.max() ?? 0) - clearGain
      // Shifts are in the order of their size.
      let shift = values.firstIndex { $0 >= enough } ?? 0
      return (shift, values[shift])
    }
    let tops = scores.map(best)
    let top = tops.indices.max { tops[$0].value < tops[$1].value } ?? 0
    let penalty = tops[top].value >= tops[0].value + clearGain ? top : 0
    return (penalty, tops[penalty].shift)
  }
}

extension LabelledFeatures {
  /// What a head says of some pixels, beside their labels: once for each shift of all classes but the first.
  func scores(of head: LinearHead, on indices: [Int], shifts: [Float]) -> [PixelScores] {
    var counts = shifts.map { _ in PixelScores(classCount: classCount) }
    for index in indices {
      let pixel = pixels[index]
      let values = head.scores(features: features(of: index), prior: pixel.prior)
      let other = values.indices.dropFirst().max { values[$0] < values[$1] } ?? 0
      for (order, shift) in shifts.enumerated() {
        let said = values[other] + shift > values[0] ? other : 0
        counts[order].add(truth: pixel.label, said: said, weight: Double(pixel.weight))
      }
    }
    return counts
  }

  /// The features of a pixel.
  func features(of index: Int) -> [Float] {
    (0..<featureCount).map { lanes[index * lanesPerPixel + $0 / Lane.scalarCount][$0 % Lane.scalarCount] }
  }
}
