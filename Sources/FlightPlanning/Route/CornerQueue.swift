/// Corners that a search has reached, of which the nearest is taken first: a binary heap.
struct CornerQueue {
  /// A corner and the time to it.
  typealias Entry = (corner: Int, seconds: Double)

  private var heap: [Entry] = []

  /// An empty queue.
  ///
  /// - Parameter count: about how many corners there are.
  init(count: Int) { heap.reserveCapacity(count) }

  /// Puts a corner in, which may be there already with another time.
  mutating func put(_ corner: Int, seconds: Double) {
    heap.append((corner, seconds))
    var place = heap.count - 1
    while place > 0, Self.isBefore(heap[place], heap[(place - 1) / 2]) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Takes the nearest corner, of equally near ones the first; nil where there is none.
  mutating func takeNearest() -> Entry? {
    guard let nearest = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return nearest }
    heap[0] = last
    var place = 0
    while 2 * place + 1 < heap.count {
      var child = 2 * place + 1
      if child + 1 < heap.count, Self.isBefore(heap[child + 1], heap[child]) { child += 1 }
      guard Self.isBefore(heap[child], heap[place]) else { break }
      heap.swapAt(place, child)
      place = child
    }
    return nearest
  }

  private static func isBefore(_ first: Entry, _ second: Entry) -> Bool {
    (first.seconds, first.corner) < (second.seconds, second.corner)
  }
}
