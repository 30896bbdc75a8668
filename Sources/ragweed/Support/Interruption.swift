import Dispatch
import Foundation
import Synchronization

/// The end of a program that the user or a service manager asks for while it works.
enum Interruption {
  private static let sources = Mutex<[any DispatchSourceSignal]>([])

  /// Ends the program with a sentence and the shell's code of the signal, 130 or 143.
  ///
  /// - Parameters:
  ///   - folder: the folder of results, from which unfinished files are taken.
  ///   - sentence: what the user is told.
  static func endProgram(folder: String, sentence: String) {
    sources.withLock { sources in
      for number in [SIGINT, SIGTERM] {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
          removeUnfinished(in: folder)
          StandardError.write(sentence)
          _exit(128 + number)
        }
        source.resume()
        sources.append(source)
      }
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
