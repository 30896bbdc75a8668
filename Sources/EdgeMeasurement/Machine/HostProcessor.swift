import Foundation

/// The processor of this machine.
enum HostProcessor {
  /// Its name as Linux gives it, or the machine's architecture.
  static var name: String {
    let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
    let named = lines.first { $0.hasPrefix("model name") || $0.hasPrefix("Model") }
    return named?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces) ?? "unnamed processor"
  }
}
