import Foundation
import Quantities

/// A line on the terminal that shows how far long work has come; nothing where standard error is no terminal.
final class ProgressBar {
  private let isShown = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant?

  /// Shows that some of the steps are done.
  func show(_ done: Int, of total: Int, label: String) {
    guard isShown, total > 0 else { return }
    let now = ContinuousClock.now
    if let last, now - last < .milliseconds(100), done < total { return }
    last = now
    let width = 30
    let filled = done * width / total
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    let elapsed = (now - start) / .seconds(1)
    let left = done > 0 ? elapsed / Double(done) * Double(total - done) : 0
    write("\r\u{1B}[K[\(bar)] \(done * 100 / total) %  \(label)  \(Int(bounded: left.rounded())) s left")
  }

  /// Takes the line away.
  func clear() { if isShown { write("\r\u{1B}[K") } }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
