/// The numbers that an engine computes in.
public enum InferencePrecision: String, Sendable, CaseIterable {
  /// 16 bits where the processor computes in them and the model's card says that its masks agree, else 32.
  case auto
  /// 32 bits: the same mask on every machine and in every engine, but for ties.
  case f32
  /// 16 bits with the exponent of 32: half the memory traffic, two to three significant digits.
  case bf16
  /// 8 bits, in a model that was quantised for it.
  case int8
}

extension InferencePrecision {
  /// The least agreement of masks, as mIoU, from which 16 bits are taken without being asked for.
  ///
  /// Masks of two engines in 32 bits differ by ties only; half a per cent is below what two flights over a field differ.
  public static let leastAgreement = 0.995

  /// The precision to load a model in.
  ///
  /// - Parameters:
  ///   - agreement: how far masks in 16 bits agree with those in 32, by the model's card; nil where it does not say.
  ///   - hasBrainFloats: whether the processor computes in 16 bits itself.
  /// - Returns: `bf16` in place of `auto` where both hold, else the precision as it is.
  public func resolved(agreement: Double?, hasBrainFloats: @autoclosure () -> Bool) -> InferencePrecision {
    guard self == .auto, let agreement, agreement >= Self.leastAgreement, hasBrainFloats() else { return self }
    return .bf16
  }
}
