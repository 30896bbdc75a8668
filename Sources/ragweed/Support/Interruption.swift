import Dispatch
import Foundation
import ResultFiles
import Synchronization

/// The end of a program that the user or a service manager asks for while it works.
enum Interruption {
  /// What happens when it is asked for.
  private struct Answer {
    /// What the user is told.
    var sentence = "Stopped. Nothing was written."
    /// The folder of results, from which unfinished files are taken.
    var folder: String?
    /// What is done the first time in place of ending; nil where the program ends at once.
    var first: (@Sendable () -> Void)?
  }

  private static let answer = Mutex(Answer())
  private static let sources = Mutex<[any DispatchSourceSignal]>([])

  /// Ends the program from now on with a sentence and the shell's code of the signal, 130 or 143.
  ///
  /// Files that wait for their names are taken away.
  static func listen() {
    sources.withLock { sources in
      for number in [SIGINT, SIGTERM] {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInteractive))
        source.setEventHandler { respond(to: number) }
        source.resume()
        sources.append(source)
      }
    }
  }

  /// Says what the end means for a folder of results that is filled as the work goes on.
  ///
  /// - Parameters:
  ///   - folder: the folder, from which unfinished files are taken.
  ///   - sentence: what the user is told.
  static func leave(folder: String, sentence: String) {
    answer.withLock { ($0.folder, $0.sentence) = (folder, sentence) }
  }

  /// Does something else the first time; nil ends that.
  static func firstly(_ action: (@Sendable () -> Void)?) { answer.withLock { $0.first = action } }

  private static func respond(to number: Int32) {
    let now = answer.withLock { answer in
      defer { answer.first = nil }
      return answer
    }
    if let first = now.first { return first() }
    AtomicFile.abandon {
      if let folder = now.folder { removeUnfinished(in: folder) }
      StandardError.write(now.sentence)
      _exit(128 + number)
    }
  }

  /// Unfinished files are hidden; the journal, which is a folder, stays.
  private static func removeUnfinished(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(".") && (name.hasSuffix(".tmp") || name.hasPrefix(".tmp-")) {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }
}
