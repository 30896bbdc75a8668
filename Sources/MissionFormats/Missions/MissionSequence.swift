import FlightPlanning
import Quantities

/// Items of a MAVLink mission in the order in which they are flown, jumps followed; the numbers are MAVLink's.
struct MissionSequence {
  private let items: [MissionCommand]
  private let file: String
  /// Where each number and each tag stands first.
  private let (numbers, tags): ([Double: Int], [Double: Int])

  /// DO_JUMP names a number, DO_JUMP_TAG the tag of a JUMP_TAG.
  private static let (jump, tag, jumpToTag) = (177, 600, 601)
  /// More repeated items than an autopilot keeps, flown a hundred times.
  private static let mostRepeated = 100_000

  init(items: [MissionCommand], file: String) {
    self.items = items
    self.file = file
    numbers = Dictionary(items.enumerated().map { (Double($1.number), $0) }) { first, _ in first }
    let marks = items.enumerated().filter { $1.command == Self.tag }
    tags = Dictionary(marks.map { ($1.parameters[0], $0) }) { first, _ in first }
  }

  /// Hands each item to a walk, as often as it is flown.
  ///
  /// A jump that has been made as often as it asks for is passed over from then on.
  ///
  /// - Throws: `MissionFormatsError.notAMission` where jumps never end, or a place is not on the Earth.
  func follow(_ walk: inout MissionItemWalk) throws {
    var made: [Int: Double] = [:]
    var (index, steps) = (0, 0)
    while index < items.count {
      steps += 1
      guard steps <= items.count + Self.mostRepeated else {
        throw MissionFormatsError.notAMission(file: file, reason: "its jumps repeat more than anybody flies")
      }
      let item = items[index]
      guard let target = target(of: item, walk: &walk) else {
        if item.command != Self.jump, item.command != Self.jumpToTag { try walk.add(item) }
        index += 1
        continue
      }
      // Without an end a jump is followed once: a repetition says as much as a thousand.
      let wanted = item.parameters[1] < 0 ? 1 : item.parameters[1].rounded(.down)
      guard made[index, default: 0] < wanted else {
        index += 1
        continue
      }
      walk.note(
        item.parameters[1] < 0
          ? "a jump without an end (command \(item.command)) was followed once"
          : "parts that jumps repeat (command \(item.command)) count in time, pictures and battery"
      )
      made[index, default: 0] += 1
      index = target
    }
  }

  /// Where a jump leads to; nil for another item, and for a jump to nowhere.
  private func target(of item: MissionCommand, walk: inout MissionItemWalk) -> Int? {
    guard item.command == Self.jump || item.command == Self.jumpToTag, item.parameters[1].isFinite else { return nil }
    let target = (item.command == Self.jump ? numbers : tags)[item.parameters[0]]
    if target == nil {
      let place = Figure.text(item.parameters[0], 0)
      walk.note("a jump to item \(place), which there is not (command \(item.command)), was left out")
    }
    return target
  }
}
