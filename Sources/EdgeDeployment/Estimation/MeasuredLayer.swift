/// A layer and the time that it took.
struct MeasuredLayer: Sendable {
  let layer: Layer
  /// The type behind which it stands; nil for the first.
  let after: String?
  /// The time; zero where it was fused or optimised out.
  let latency: Duration
}
