/// The band of a class along its outline, as in boundary IoU (Cheng et al., CVPR 2021).
enum BoundaryBand {
  /// How far the band reaches inwards: 2 % of the image's diagonal, at least one pixel.
  static func reach(width: Int, height: Int) -> Int {
    let diagonal = Double(width * width + height * height).squareRoot()
    return max(1, Int(exactly: (0.02 * diagonal).rounded(.toNearestOrEven)) ?? 1)
  }

  /// The pixels of a class within `reach` of a pixel that is not of the class, or of the image's edge.
  ///
  /// Eroding `reach` times with a 3 x 3 square leaves the pixels further than `reach` from the rest in the chessboard
  /// distance, which two sweeps give exactly.
  static func band(of members: [Bool], width: Int, height: Int, reach: Int) -> [Bool] {
    let stride = width + 2
    var distance = [Int32](repeating: 0, count: stride * (height + 2))
    for row in 0..<height {
      for column in 0..<width where members[row * width + column] {
        let place = (row + 1) * stride + column + 1
        let above = place - stride
        distance[place] =
          1 + min(distance[above - 1], distance[above], distance[above + 1], distance[place - 1])
      }
    }
    for row in (0..<height).reversed() {
      for column in (0..<width).reversed() where members[row * width + column] {
        let place = (row + 1) * stride + column + 1
        let below = place + stride
        let least = min(distance[below - 1], distance[below], distance[below + 1], distance[place + 1])
        distance[place] = min(distance[place], 1 + least)
      }
    }
    return members.indices.map { index in
      members[index] && distance[(index / width + 1) * stride + index % width + 1] <= Int32(reach)
    }
  }
}
