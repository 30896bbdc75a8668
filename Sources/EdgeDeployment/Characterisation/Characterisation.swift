import Foundation
import Quantities

/// A machine's platform from measurements of single layers.
public struct Characterisation: Sendable {
  /// A measured layer.
  public struct Point: Sendable, Encodable {
    /// What it is: type, side, channels, filters, kernel, stride, side of the output, dilation.
    public let layer: String
    /// Its time.
    public let milliseconds: Double
    /// Half the distance between quartiles of repeated runs, as a part of the median.
    public let spread: Double
    /// What the points before it predicted, as a factor of what was measured; nil for the first ones.
    public let predicted: Double?
  }
  /// A search for the steps over one size.
  public struct Sweep: Sendable {
    /// `filters` or `channels`.
    public let size: String
    /// What was found.
    public let search: StepSearch
  }
  /// The platform.
  public private(set) var platform: PlatformModel
  /// The measured layers.
  public private(set) var points: [Point] = []
  /// The searches for steps.
  public private(set) var sweeps: [Sweep] = []
  private var models: [String: LayerTypeModel] = [:]

  /// Doublings of a size over which layers resemble each other, and the variance of what is measured with care.
  private static let (length, noise) = (1.2, 0.002)
  private static let (firstPoints, batch) = (12, 6)
  /// Batches are enough where half of a batch was predicted as closely as this before it was measured, twice running.
  private static let goodEnough = 0.06

  /// Measures a machine.
  ///
  /// - Parameters:
  ///   - base: what is known of it; its models are replaced.
  ///   - timer: what measures.
  ///   - mostPoints: convolutions and depthwise convolutions to measure at most, each.
  ///   - isOver: asked before each further point; true when the time is used up.
  ///   - progress: told after each point.
  /// - Throws: what the timer throws.
  public init(
    base: PlatformModel,
    timer: some LayerTimer,
    mostPoints: Int,
    isOver: () -> Bool,
    progress: (Point) -> Void
  ) throws {
    platform = base
    for (type, layers) in LayerProbe.simple {
      var measured: [MeasuredLayer] = []
      for layer in layers { measured.append(try measure(layer, timer, progress)) }
      models[type] = LayerTypeModel(
        type: type,
        measured: measured,
        unrolling: Unrolling(),
        length: Self.length,
        noise: Self.noise
      )
    }
    var convolutions: [MeasuredLayer] = []
    let filters = try StepSearch(over: 8...512, mostPoints: 16, noise: 0.03) { size in
      let layer = LayerProbe.square("Conv", side: 32, channels: 64, filters: size)
      convolutions.append(try measure(layer, timer, progress))
      return convolutions[convolutions.count - 1].latency.inSeconds * 1000
    }
    let channels = try StepSearch(over: 8...512, mostPoints: 16, noise: 0.03) { size in
      let layer = LayerProbe.square("Conv", side: 32, channels: size, filters: 64)
      convolutions.append(try measure(layer, timer, progress))
      return convolutions[convolutions.count - 1].latency.inSeconds * 1000
    }
    sweeps = [Sweep(size: "filters", search: filters), Sweep(size: "channels", search: channels)]
    // What takes an image in and what gives classes out is like no other layer.
    let ends = [64, 128, 256, 512].map {
      LayerProbe.square("Conv", side: $0, channels: 3, filters: 16, kernel: 3, stride: 2)
    }
    for layer in ends { convolutions.append(try measure(layer, timer, progress)) }
    let pointwise = convolutions.filter { $0.layer.kernelArea == 1 }
    let larger = convolutions.filter { $0.layer.kernelArea > 1 }
    try refine("DepthwiseConv", isPointwise: nil, [], timer, mostPoints / 2, isOver, progress)
    try refine("DepthwiseConv", isPointwise: nil, isDilated: true, [], timer, mostPoints / 6, isOver, progress)
    try refine("Conv", isPointwise: false, larger, timer, mostPoints / 4, isOver, progress)
    try refine("Conv", isPointwise: true, pointwise, timer, mostPoints, isOver, progress)
    finish()
  }

  /// Measures where the model is least sure and where a regressor of another kind disagrees most with it.
  private mutating func refine(
    _ type: String,
    isPointwise: Bool?,
    isDilated: Bool = false,
    _ known: [MeasuredLayer],
    _ timer: some LayerTimer,
    _ mostPoints: Int,
    _ isOver: () -> Bool,
    _ progress: (Point) -> Void
  ) throws {
    var measured = known
    var pool = LayerProbe.candidates(type, isPointwise: isPointwise == true, isDilated: isDilated, count: 300)
    for layer in pool.prefix(Self.firstPoints) { measured.append(try measure(layer, timer, progress)) }
    pool.removeFirst(min(Self.firstPoints, pool.count))
    var model = Self.fitted(type, isPointwise, measured)
    var goodBatches = 0
    while measured.count < mostPoints, goodBatches < 2, !isOver() {
      let other = StatisticalModel(measured: measured.map { ($0.layer, $0.latency) })
      let features = pool.map(ResidualRegressor.features)
      let unsure = model.residual?.uncertainty(at: features) ?? []
      let scores = zip(pool, unsure).map { layer, unsure in
        let ratio = log(max(1e-3, min(1e3, other.latency(of: layer) / model.latency(of: layer))))
        return unsure * unsure + ratio * ratio / 4
      }
      var chosen: [Int] = []
      for index in scores.indices.sorted(by: { scores[$0] > scores[$1] }) where chosen.count < Self.batch {
        let isApart = chosen.allSatisfy { Self.distance(features[$0], features[index]) > 1 }
        if isApart { chosen.append(index) }
      }
      guard !chosen.isEmpty else { break }
      var errors: [Double] = []
      for index in chosen {
        let forecast = model.latency(of: pool[index])
        let layer = try measure(pool[index], timer, forecast: forecast, progress)
        errors.append(log(forecast / layer.latency).magnitude)
        measured.append(layer)
      }
      goodBatches = errors.sorted()[errors.count / 2] < Self.goodEnough ? goodBatches + 1 : 0
      for index in chosen.sorted(by: >) { pool.remove(at: index) }
      model = Self.fitted(type, isPointwise, measured)
    }
    if type == "DepthwiseConv" { model.isDilated = isDilated }
    models[type + (isPointwise == true ? " 1x1" : isDilated ? " with gaps" : "")] = model
  }

  /// The model with the padding of channels and filters that explains most without the residual.
  private static func fitted(_ type: String, _ isPointwise: Bool?, _ measured: [MeasuredLayer]) -> LayerTypeModel {
    let widths = type == "Conv" ? [1, 8, 16, 32, 64] : [1]
    let unrollings = widths.flatMap { filters in
      [1, 8, 16].map { Unrolling(channels: $0, filters: filters) }
    }
    func sum(_ unrolling: Unrolling) -> LayerTypeModel {
      LayerTypeModel(type: type, measured: measured, unrolling: unrolling, mostPoints: 0)
    }
    let best = unrollings.min { sum($0).error(of: measured) < sum($1).error(of: measured) } ?? Unrolling()
    var model = LayerTypeModel(type: type, measured: measured, unrolling: best, length: length, noise: noise)
    model.isPointwise = isPointwise
    return model
  }

  private static func distance(_ first: [Double], _ second: [Double]) -> Double {
    zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  private mutating func measure(
    _ layer: Layer,
    _ timer: some LayerTimer,
    forecast: Duration? = nil,
    _ progress: (Point) -> Void
  ) throws -> MeasuredLayer {
    let time = try timer.time(of: layer)
    // What an engine computes with another layer may take no time, and a model wants one.
    let milliseconds = max(time.milliseconds, 1e-5)
    let latency = Duration.bounded(seconds: milliseconds / 1000)
    let point = Point(
      layer: layer.name,
      milliseconds: milliseconds,
      spread: time.spread,
      predicted: forecast.map { $0 / latency }
    )
    points.append(point)
    progress(point)
    return MeasuredLayer(layer: layer, after: nil, latency: latency)
  }

  private mutating func finish() {
    platform.rooflines = []
    platform.isRooflineOnly = false
    platform.models = models.sorted { $0.key < $1.key }.map(\.value)
    // Measured behind a convolution, as what they cost more there.
    platform.executedShares = ["Conv", "DepthwiseConv"].flatMap { before in
      ["HardSigmoid", "HardSwish", "Mul", "Add"].map { ExecutedShare(type: $0, after: before, share: 1, layers: 1) }
    }
  }

  /// The median of the factors by which layers were predicted before they were measured lies within this part of 1; nil
  /// where no layer was.
  public var forecastError: Double? {
    let errors = points.compactMap { $0.predicted.map { log($0).magnitude } }.sorted()
    return errors.isEmpty ? nil : errors[errors.count / 2]
  }

  /// The median of the spreads.
  public var spread: Double {
    let spreads = points.map(\.spread).sorted()
    return spreads.isEmpty ? 0 : spreads[spreads.count / 2]
  }
}
