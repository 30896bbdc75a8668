/// The numbers that an engine computes in.
public enum InferencePrecision: String, Sendable, CaseIterable {
  /// 32 bits: the same mask on every machine and in every engine, but for ties.
  case auto
  /// 32 bits.
  case f32
  /// 16 bits with the exponent of 32: half the memory traffic, two to three significant digits.
  case bf16
  /// 8 bits, in a model that was quantised for it.
  case int8
}
