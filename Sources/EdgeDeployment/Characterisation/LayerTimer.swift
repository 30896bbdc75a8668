/// Something that measures single layers on a machine.
public protocol LayerTimer {
  /// Measures a layer: how much longer a network takes for having it.
  ///
  /// - Throws: the engine's error.
  func time(of layer: Layer) throws -> ProbeTime
}
