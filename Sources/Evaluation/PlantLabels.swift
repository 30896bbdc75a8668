/// The plants of a mask: sets of pixels that touch by an edge or a corner.
struct PlantLabels {
  /// The number of each pixel's plant as `[row, column]`; -1 where there is none.
  let labels: [Int]

  /// The pixels of each plant.
  let sizes: [Int]

  init(_ members: [Bool], width: Int) {
    var labels = [Int](repeating: -1, count: members.count)
    var sizes: [Int] = []
    var open: [Int] = []
    for start in members.indices where members[start] && labels[start] < 0 {
      labels[start] = sizes.count
      open.append(start)
      var size = 0
      while let place = open.popLast() {
        size += 1
        let column = place % width
        for step in [-width, 0, width] {
          for side in -1...1 where (0..<width).contains(column + side) {
            let next = place + step + side
            guard members.indices.contains(next), members[next], labels[next] < 0 else { continue }
            labels[next] = sizes.count
            open.append(next)
          }
        }
      }
      sizes.append(size)
    }
    self.labels = labels
    self.sizes = sizes
  }
}
