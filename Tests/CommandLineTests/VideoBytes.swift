import Foundation

/// Changes to an MP4 that keep its pictures: a file is a row of boxes, each a length, four letters and its contents.
enum VideoBytes {
  private static let containers: Set<String> = ["moov", "trak", "mdia", "minf", "stbl"]

  /// The video with other durations of its pictures, in halves of what they were.
  static func withDurations(_ video: Data, halves: (_ picture: Int) -> UInt32) -> Data {
    rewritten(video) { name, contents in
      guard name == "stts" else { return contents }
      let (count, duration) = (number(contents, at: 8), number(contents, at: 12))
      let entries = (0..<Int(count)).flatMap { bytes(1) + bytes(halves($0) * duration / 2) }
      return Data(bytes(0) + bytes(count) + entries)
    }
  }

  /// The video with its index before its pictures, as programs for streaming write it.
  static func indexFirst(_ video: Data) -> Data {
    let boxes = boxes(of: video)
    let index = boxes.first { $0.name == "moov" }?.contents ?? Data()
    let size = UInt32(index.count + 8)
    // The pictures move back by the length of the index.
    let moved = rewritten(index) { name, contents in
      guard name == "stco" else { return contents }
      let count = Int(number(contents, at: 4))
      return contents.prefix(8) + Data((0..<count).flatMap { bytes(number(contents, at: 8 + 4 * $0) + size) })
    }
    let order =
      boxes.filter { $0.name == "ftyp" } + [("moov", moved)]
      + boxes.filter { $0.name != "ftyp" && $0.name != "moov" }
    return order.reduce(Data()) { $0 + box($1.name, $1.contents) }
  }

  private static func rewritten(_ data: Data, _ change: (String, Data) -> Data) -> Data {
    boxes(of: data).reduce(Data()) { result, next in
      let isContainer = containers.contains(next.name)
      return result + box(next.name, isContainer ? rewritten(next.contents, change) : change(next.name, next.contents))
    }
  }

  private static func boxes(of data: Data) -> [(name: String, contents: Data)] {
    var boxes: [(String, Data)] = []
    var rest = Data(data)
    while rest.count >= 8 {
      let length = Int(number(rest, at: 0))
      guard (8...rest.count).contains(length) else { break }
      boxes.append((String(decoding: rest[4..<8], as: UTF8.self), Data(rest[8..<length])))
      rest = Data(rest[length...])
    }
    return boxes
  }

  private static func box(_ name: String, _ contents: Data) -> Data {
    Data(bytes(UInt32(contents.count + 8))) + Data(name.utf8) + contents
  }

  private static func number(_ data: Data, at place: Int) -> UInt32 {
    data.dropFirst(place).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func bytes(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
