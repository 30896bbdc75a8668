/// Something that measures single layers on a machine.
public protocol LayerTimer {
  /// Measures a layer.
  ///
  /// What is given back may contain other layers that had to be there: `LayerProbe.companions` says which, and they are
  /// taken off with what is known of them.
  ///
  /// - Throws: the engine's error.
  func time(of layer: Layer) throws -> ProbeTime
}
