import TestSupport
import Testing

@testable import Evaluation

@Suite struct BoundaryBandTests {
  @Test func theBandIsWhatErosionTakesAway() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<40 {
      let (width, height) = (Int.random(in: 1...30, using: &random), Int.random(in: 1...30, using: &random))
      let reach = Int.random(in: 1...5, using: &random)
      let members = (0..<(width * height)).map { _ in Int.random(in: 0..<10, using: &random) > 0 }
      let band = BoundaryBand.band(of: members, width: width, height: height, reach: reach)
      #expect(band == eroded(members, width: width, height: height, times: reach))
    }
  }

  @Test func theReachIsTwoPerCentOfTheDiagonal() {
    #expect(BoundaryBand.reach(width: 1080, height: 960) == 29)
    #expect(BoundaryBand.reach(width: 4, height: 3) == 1)
  }

  /// Erodes with a 3 x 3 square as the definition says, and gives what went.
  private func eroded(_ members: [Bool], width: Int, height: Int, times: Int) -> [Bool] {
    var left = members
    for _ in 0..<times {
      let before = left
      for row in 0..<height {
        for column in 0..<width where before[row * width + column] {
          for (down, right) in [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)] {
            let (y, x) = (row + down, column + right)
            let isInside = (0..<height).contains(y) && (0..<width).contains(x)
            if !isInside || !before[y * width + x] { left[row * width + column] = false }
          }
        }
      }
    }
    return zip(members, left).map { $0 && !$1 }
  }
}
