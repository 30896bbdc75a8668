/// An item of a MAVLink mission: a command with its numbers.
struct MissionCommand {
  /// The number by which a jump names the item.
  let number: Int
  /// The number of its command.
  let command: Int
  /// The number of its frame.
  let frame: Int
  /// Seven; not a number where the file has none.
  let parameters: [Double]
}
