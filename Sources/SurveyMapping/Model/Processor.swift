import Foundation

/// What the processor can do.
enum Processor {
  /// Whether it multiplies numbers of 16 bits with the exponent of 32 itself, as Linux lists it (x86: AMX or AVX-512; ARM).
  static let hasBrainFloats: Bool = {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let features = text.split(separator: "\n").first { $0.hasPrefix("flags") || $0.hasPrefix("Features") } ?? ""
    return !Set(["amx_bf16", "avx512_bf16", "bf16"]).isDisjoint(with: features.split(separator: " ").map(String.init))
  }()
}
