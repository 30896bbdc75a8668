import ArgumentParser
import Foundation

/// Feeds broken files to a reader: each must be read or refused with one sentence, soon and in little memory.
///
/// The number of the file in work stands in the state file, so that one that ends the program is found again with `--only`.
@main
struct FuzzCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ragweed-fuzz",
    abstract: "Feed broken files to readers."
  )

  @Argument(help: "The reader.")
  var reader: Reader

  @Argument(help: "Whole files, from which broken ones are made.")
  var seeds: [String]

  @Option(help: "For how long.")
  var seconds = 5.0

  @Option(help: "How many files, however long they take; 0 for as many as there is time for.")
  var files: UInt64 = 0

  @Option(help: "Another number gives other files.")
  var seed: UInt64 = 1

  @Option(help: "The file for the number of the file in work.")
  var state: String

  @Option(help: "Only the file of this number.")
  var only: UInt64?

  @Option(help: "Where that file is written before it is read.")
  var write: String?

  func run() throws {
    let whole = try seeds.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
    let mutator = Mutator(seeds: whole, seed: seed)
    let names = zip(seeds, whole).filter { !$0.1.isEmpty }.map { URL(fileURLWithPath: $0.0).lastPathComponent }
    guard !names.isEmpty else { throw ValidationError("All seeds are empty.") }
    if let only { return try tryOut(only, mutator, names) }
    try Data().write(to: URL(fileURLWithPath: state))
    guard let handle = FileHandle(forWritingAtPath: state) else { throw ValidationError("Cannot write '\(state)'.") }
    let start = ContinuousClock.now
    var number: UInt64 = 0
    var slowest = Duration.zero
    while files > 0 ? number < files : ContinuousClock.now - start < .seconds(seconds) {
      let before = ContinuousClock.now
      try handle.seek(toOffset: 0)
      try handle.write(contentsOf: Data("\(number)\n".utf8))
      try tryOut(number, mutator, names)
      slowest = max(slowest, ContinuousClock.now - before)
      number += 1
    }
    let time = String(format: "%.2f", slowest / .seconds(1))
    print("\(reader.rawValue): \(number) files, the slowest \(time) s, at most \(Self.mostMemory) MB")
  }

  /// The most memory that this process has held, in megabytes; 0 where the system does not say.
  private static var mostMemory: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return line.split(whereSeparator: \.isWhitespace).lazy.compactMap { Int($0) }.first.map { $0 / 1024 } ?? 0
  }

  private func tryOut(_ number: UInt64, _ mutator: Mutator, _ names: [String]) throws {
    let (bytes, source) = mutator.file(number)
    if let write { try Data(bytes).write(to: URL(fileURLWithPath: write)) }
    // A reader that does not come to an end is ended by the signal.
    alarm(reader == .program ? 240 : 20)
    if reader == .program {
      try ProgramRun.check(bytes, name: names[source])
    } else {
      do {
        try reader.read(bytes, name: names[source])
      } catch {
        try Sentence.check("\(error)")
      }
    }
    alarm(0)
  }
}
